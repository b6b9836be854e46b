/// Finds the name that was meant by a misspelt one.
public enum Spelling {
  /// The nearest of `names`, if one is near: at most a third of its letters wrong.
  public static func nearest(_ name: String, _ names: [String]) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars)
    guard wanted.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in names where candidate != name {
      let letters = Array(candidate.lowercased().unicodeScalars)
      let allowed = max(1, min(wanted.count, letters.count) / 3)
      guard abs(letters.count - wanted.count) <= allowed, min(wanted.count, letters.count) > 1
      else { continue }
      let distance = self.distance(wanted, letters)
      if distance <= allowed, distance < best?.distance ?? .max {
        best = (candidate, distance)
      }
    }
    return best?.name
  }

  /// "did you mean `x`?", or nil.
  public static func hint(_ name: String, _ names: [String]) -> String? {
    nearest(name, names).map { "did you mean `\($0)`?" }
  }

  /// Insertions, deletions, replacements and swaps of neighbours (Damerau–Levenshtein).
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var best = min(previous[j + 1], row[j]) + 1
        best = min(best, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
        row.append(best)
      }
      before = previous
      previous = row
    }
    return previous[b.count]
  }
}
