/// One row of the table of data sets: what it is called, and how it is found and loaded.
package struct DataSource: Sendable {
  /// Loads what was found; the seed serves the data sets that the program draws.
  typealias Load = @Sendable (_ seed: UInt64) throws(DataError) -> DataSet

  /// The name that scripts use.
  package let name: String
  /// What it holds, in a few words.
  package let summary: String
  /// What to do when it is not there.
  package let remedy: String
  /// Looks for it; nothing where it is not there, an error where it is only half there.
  let find: @Sendable (DataPath) throws(DataError) -> Load?

  /// All data sets; a new one is a file in `Sets` and a line here.
  package static let all: [DataSource] = [
    .mnist,
    .fashionMNIST,
    .kmnist,
    .cifar10,
    .cifar100,
    .digits,
    .shapes,
  ]

  /// Whether it can be loaded from `path`; throws where it is only half there.
  package func isAvailable(in path: DataPath) throws(DataError) -> Bool {
    try find(path) != nil
  }

  /// The data set called `name`; the error for an unknown one suggests the nearest.
  package static func named(_ name: String) throws(DataError) -> DataSource {
    if let source = all.first(where: { $0.name == name }) { return source }
    let nearest = all.map { (source: $0, distance: $0.name.editDistance(to: name)) }
      .min { $0.distance < $1.distance }
    let isNear = nearest.map { $0.distance <= max(2, $0.source.name.count / 3) } ?? false
    throw DataError(
      .unknown, "there is no data set called \(name)",
      hint: isNear
        ? nearest.map { "did you mean \($0.source.name)?" }
        : "there are \(all.map(\.name).joined(separator: ", "))")
  }
}

extension String {
  /// Insertions, deletions and replacements that turn one into the other (Levenshtein).
  ///
  /// Names longer than 64 characters count as far from everything.
  func editDistance(to other: String) -> Int {
    let (a, b) = (Array(lowercased().unicodeScalars), Array(other.lowercased().unicodeScalars))
    guard a.count <= 64, b.count <= 64 else { return .max }
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let replaced = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = Swift.min(replaced, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
