/// One of several parts of the same work, each for a machine of its own.
package struct Shard: Sendable {
  /// Which part, from 1.
  package let number: Int
  /// Into how many the work is split.
  package let count: Int

  /// What `2/3` says; nil where that is not what it is.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], count <= 1000,
      number >= 1, number <= count
    else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// The places of the runs that are in this part. Each is in exactly one, whatever their order: they are
  /// dealt out by their names.
  package func places(of names: [RunName]) -> [Int] {
    let sorted = names.indices.sorted { (names[$0].text, $0) < (names[$1].text, $1) }
    return sorted.enumerated().filter { $0.offset % count == number - 1 }.map(\.element).sorted()
  }
}
