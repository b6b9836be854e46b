/// A data set: training and test images, and where they came from.
package struct DataSet: Sendable {
  /// The name that scripts use.
  package let name: String
  /// Images to learn from.
  package let train: ImageSet
  /// Images to evaluate on.
  package let test: ImageSet
  /// Where the images came from: a folder, or the program that drew them.
  package let source: String
  /// Identifies the contents: the same for the same pixels and labels, on every machine.
  package let fingerprint: UInt64

  init(name: String, train: ImageSet, test: ImageSet, source: String) {
    self.name = name
    self.train = train
    self.test = test
    self.source = source
    var fingerprint = Fingerprint()
    for part in [train, test] {
      fingerprint.add(part.pixels)
      fingerprint.add(part.labels)
    }
    self.fingerprint = fingerprint.value
  }

  /// Loads the data set called `name`.
  ///
  /// `seed` is for the data sets that the program draws. Throws `.unknown` for a name that does not
  /// exist, `.missing` if the files are not in `path`, `.corrupt` if they are damaged.
  package static func load(
    _ name: String, path: DataPath, seed: UInt64 = 0
  ) throws(DataError) -> DataSet {
    try load(firstOf: [name], path: path, seed: seed)
  }

  /// Stands for the data set called `name` in a dry run: its sizes and classes, without files.
  package static func standIn(_ name: String) throws(DataError) -> DataSet {
    try DataSource.named(name).standIn()
  }

  /// A set of `train` and `test` images like `one`, of which nothing is known.
  init(standIn name: String, train: Int, test: Int, _ one: (Int) -> ImageSet) {
    self.init(name: name, train: one(train), test: one(test), source: "nowhere")
  }

  /// Loads the first available one of `names`; damaged files are an error, not a reason to go on.
  package static func load(
    firstOf names: [String], path: DataPath, seed: UInt64 = 0
  ) throws(DataError) -> DataSet {
    var sources: [DataSource] = []
    for name in names { sources.append(try DataSource.named(name)) }
    for source in sources {
      if let load = try source.find(path) { return try load(seed) }
    }
    let tried = names.joined(separator: ", ")
    throw DataError(
      .missing, "\(tried): not found in the data path \(path.directory)",
      hint: sources.first.map { "\($0.remedy), or use digits, which needs no files" })
  }
}
