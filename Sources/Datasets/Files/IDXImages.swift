/// A data set in MNIST's format: four IDX files in one folder, gzipped or not.
struct IDXImages: Sendable {
  let name: String
  /// Where its files usually are beneath the data path.
  let folders: [String]
  /// Its folder among the system's packages.
  var systemFolder: String?
  let classes: [String]
  let normalization: Normalization
  let remedy: String

  private static let side = 28
  private static let parts: [(part: String, kind: String)] = [
    ("train-images", "idx3-ubyte"), ("train-labels", "idx1-ubyte"),
    ("t10k-images", "idx3-ubyte"), ("t10k-labels", "idx1-ubyte"),
  ]

  /// All sets in MNIST's format are as large as MNIST.
  func standIn() -> DataSet {
    DataSet(standIn: name, train: 60_000, test: 10_000) { count in
      ImageSet(
        standIns: count, channels: 1, height: Self.side, width: Self.side, classes: classes,
        normalization: normalization)
    }
  }

  /// Looks for the four files; throws if only some of them are there.
  func find(_ path: DataPath) throws(DataError) -> DataSource.Load? {
    for folder in candidates(path) {
      let files = Self.parts.map { Self.file($0.part, $0.kind, in: folder) }
      let present = files.compactMap(\.self)
      if present.isEmpty { continue }
      if let absent = zip(Self.parts, files).first(where: { $0.1 == nil })?.0 {
        throw DataError(
          .corrupt, "\(name) in \(folder) is incomplete: \(absent.part)-\(absent.kind) is missing",
          hint: remedy)
      }
      return { _ throws(DataError) in try load(present, folder: folder) }
    }
    return nil
  }

  private func candidates(_ path: DataPath) -> [String] {
    var found = folders.map { "\(path.directory)/\($0)" }
    if accepts(path.directory) { found.append(path.directory) }
    if let systemFolder { found.append("\(path.system)/\(systemFolder)") }
    return found
  }

  /// Whether files in the data path itself can be this data set's.
  ///
  /// The file names of MNIST and its relatives are the same, so the folder's name decides; if that
  /// says nothing, they are MNIST's.
  private func accepts(_ directory: String) -> Bool {
    func plain(_ name: some StringProtocol) -> String {
      name.lowercased().filter { $0 != "-" && $0 != "_" }
    }
    let owner = plain(directory.split(separator: "/").last { $0 != "raw" } ?? "")
    return owner == plain(name) || name == "mnist" && !["fashionmnist", "kmnist"].contains(owner)
  }

  /// The file under any of its usual names; the unzipped one first, as it loads faster.
  private static func file(_ part: String, _ kind: String, in folder: String) -> String? {
    ["\(part)-\(kind)", "\(part).\(kind)"].flatMap { ["\(folder)/\($0)", "\(folder)/\($0).gz"] }
      .first(where: DataPath.exists)
  }

  private func load(_ files: [String], folder: String) throws(DataError) -> DataSet {
    do {
      let train = try images(files[0], labels: files[1])
      let test = try images(files[2], labels: files[3])
      return DataSet(name: name, train: train, test: test, source: folder)
    } catch {
      throw DataError(error.kind, error.message, hint: error.hint ?? remedy)
    }
  }

  private func images(_ imagesPath: String, labels labelsPath: String) throws(DataError) -> ImageSet
  {
    let labels = try IDXFile(labelsPath, rank: 1)
    let images = try IDXFile(imagesPath, rank: 3)
    guard images.shape[0] == labels.shape[0] else {
      throw DataError(
        .corrupt,
        "\(imagesPath) holds \(images.shape[0]) images, "
          + "but \(labelsPath) \(labels.shape[0]) labels")
    }
    guard images.shape[1] == Self.side, images.shape[2] == Self.side else {
      throw DataError(
        .corrupt,
        "the images of \(imagesPath) are \(images.shape[1])×\(images.shape[2]), "
          + "not \(Self.side)×\(Self.side)")
    }
    if let odd = labels.bytes.firstIndex(where: { $0 >= classes.count }) {
      throw DataError(
        .corrupt,
        "\(labelsPath): label \(labels.bytes[odd]) of image \(odd) is outside "
          + "0...\(classes.count - 1)")
    }
    return try ImageSet(
      pixels: images.bytes, labels: labels.bytes, channels: 1, height: Self.side,
      width: Self.side, classes: classes, normalization: normalization)
  }
}
