import Text

/// A row of the table of data sets: what it is called, and how it is found and loaded.
package struct DataSource: Sendable {
  /// Loads what was found; the seed is for the data sets that the program draws.
  typealias Load = @Sendable (_ seed: UInt64) throws(DataError) -> DataSet

  /// The name that scripts use.
  package let name: String
  /// What it holds, in a few words.
  package let summary: String
  /// What to do if it is not there.
  package let remedy: String
  /// Where it can be fetched; nil for what the program draws.
  package var publication: Publication?
  /// A set of the same sizes, of whose images nothing is known.
  let standIn: @Sendable () -> DataSet
  /// Looks for it; nil if it is not there, an error if only part of it is.
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
    .mnist1d,
    .solids,
  ]

  /// Whether it can be loaded from `path`; throws if only part of it is there.
  package func isAvailable(in path: DataPath) throws(DataError) -> Bool {
    try find(path) != nil
  }

  /// The one of `names` that would be loaded from `path`; the first if none can.
  package static func first(of names: [String], in path: DataPath) throws(DataError) -> String {
    for name in names where try named(name).isAvailable(in: path) { return name }
    return names[0]
  }

  /// The data set called `name`; the error for an unknown one suggests the nearest.
  package static func named(_ name: String) throws(DataError) -> DataSource {
    if let source = all.first(where: { $0.name == name }) { return source }
    let (lower, names) = (name.lowercased(), all.map(\.name))
    let near = names.first { $0 == lower } ?? nearest(lower, among: names)
    throw DataError(
      .unknown, "there is no data set called \(name)",
      hint: near.map { "did you mean \($0)?" }
        ?? "the data sets are \(names.joined(separator: ", "))")
  }
}
