import Foundation

/// Seconds of each step, from what `lab run --json` writes.
func stepSeconds(_ report: Data) throws -> [Double] {
  let object = try JSONSerialization.jsonObject(with: report) as? [String: Any]
  let times = object?["times"] as? [String: Any]
  guard let steps = times?["steps"] as? [Double], !steps.isEmpty else {
    throw Failed(description: "the run tells no times")
  }
  return steps
}
