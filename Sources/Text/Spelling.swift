/// The candidate that `name` most likely misspells; nil if none is near.
///
/// Near means an edit distance (insert, delete, replace, swap neighbours; case counts half) of at
/// most a third of the longer name's length; of equally near ones, the first wins.
package func nearest(_ name: String, among candidates: some Sequence<String>) -> String? {
  let letters = Array(name.unicodeScalars.prefix(64))
  guard !letters.isEmpty else { return nil }
  var best: (candidate: String, distance: Int)?
  for candidate in candidates where candidate != name {
    let others = Array(candidate.unicodeScalars.prefix(64))
    // Distances are doubled, so that a wrong case can cost 1.
    let limit = max(2, 2 * max(letters.count, others.count) / 3)
    guard 2 * abs(letters.count - others.count) <= limit else { continue }
    let distance = editDistance(letters, others)
    // Every one-letter name is near every other, so only a difference in case counts.
    if distance > 1, min(letters.count, others.count) < 2 { continue }
    if distance <= limit, best.map({ distance < $0.distance }) ?? true {
      best = (candidate, distance)
    }
  }
  return best?.candidate
}

/// Twice the edit distance with swaps (Damerau–Levenshtein, optimal string alignment).
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = (0...b.count).map { 2 * $0 }
  for i in 0..<a.count {
    var current = [2 * (i + 1)]
    for j in 0..<b.count {
      let cost = replacementCost(a[i], b[j])
      var distance = min(last[j] + cost, last[j + 1] + 2, current[j] + 2)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, beforeLast[j - 1] + 2)
      }
      current.append(distance)
    }
    (beforeLast, last) = (last, current)
  }
  return last[b.count]
}

private func replacementCost(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Int {
  if a == b { return 0 }
  return a.properties.lowercaseMapping == b.properties.lowercaseMapping ? 1 : 2
}

/// Suggests the name that was meant by a misspelt one.
package enum Spelling {
  /// "did you mean `x`?", or nil.
  package static func hint(_ name: String, _ names: some Sequence<String>) -> String? {
    nearest(name, among: names).map { "did you mean `\($0)`?" }
  }
}
