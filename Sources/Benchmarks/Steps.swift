import Foundation

/// Seconds of each timed step, from what `lab run --json` writes.
///
/// Excluded are the setup, which is step 0, and the steps named `warm-up` and `first`, which run
/// with cold memory and caches.
func stepSeconds(_ report: Data) throws -> [Double] {
  let object = try JSONSerialization.jsonObject(with: report) as? [String: Any]
  let labs = object?["labs"] as? [[String: Any]]
  let times = labs?.first?["times"] as? [String: Any]
  let steps = times?["steps"] as? [String: Double] ?? [:]
  let warm = steps.filter { !["0", "warm-up", "first"].contains($0.key) }
  guard !warm.isEmpty else { throw Failed(description: "the run tells no times") }
  return Array(warm.values)
}
