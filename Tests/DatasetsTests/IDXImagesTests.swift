import Glibc
import TestSupport
import Testing

@testable import Datasets

@Suite struct IDXImagesTests {
  static let pixels = 28 * 28
  static let files = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
  ]

  /// The four files of a tiny data set of three and one images; `changes` replaces some.
  private func write(
    to folder: TemporaryFolder, under sub: String, zipped: Bool = false,
    changes: [Int: [UInt8]] = [:]
  ) throws {
    let contents = [
      idx([3, 28, 28], [UInt8](repeating: 7, count: 3 * Self.pixels)), idx([3], [0, 9, 4]),
      idx([1, 28, 28], [UInt8](repeating: 8, count: Self.pixels)), idx([1], [5]),
    ]
    for (index, name) in Self.files.enumerated() {
      let bytes = changes[index] ?? contents[index]
      if bytes.isEmpty { continue }
      try folder.write(zipped ? gzip(bytes) : bytes, to: "\(sub)/\(name)\(zipped ? ".gz" : "")")
    }
  }

  private func path(_ folder: TemporaryFolder) -> DataPath {
    DataPath(folder.path, system: "\(folder.path)/system")
  }

  @Test(arguments: [
    ("mnist", "mnist", false), ("mnist", "MNIST/raw", true), ("mnist", ".", true),
    ("fashion_mnist", "fashion-mnist", true), ("fashion_mnist", "FashionMNIST/raw", false),
    ("fashion_mnist", "system/fashion-mnist", true), ("kmnist", "KMNIST/raw", false),
  ])
  func findsItWhereItUsuallyLies(name: String, sub: String, zipped: Bool) throws {
    let folder = try TemporaryFolder()
    try write(to: folder, under: sub, zipped: zipped)
    let set = try DataSet.load(name, path: path(folder))
    #expect(set.train.count == 3 && set.test.count == 1)
    #expect(set.train.labels == [0, 9, 4])
    #expect(set.test.pixels == [UInt8](repeating: 8, count: Self.pixels))
    #expect(set.source == (sub == "." ? folder.path : "\(folder.path)/\(sub)"))
  }

  @Test func theFolderTellsMNISTFromItsRelatives() throws {
    let folder = try TemporaryFolder()
    try write(to: folder, under: "fashion-mnist")
    let inside = DataPath("\(folder.path)/fashion-mnist", system: folder.path + "/none")
    #expect(try DataSource.named("fashion_mnist").isAvailable(in: inside))
    #expect(try !DataSource.named("mnist").isAvailable(in: inside))
    #expect(try !DataSource.named("kmnist").isAvailable(in: inside))
    #expect(try !DataSource.named("mnist").isAvailable(in: path(folder)))
  }

  @Test(arguments: [
    (1, idx([2], [0, 9]), "holds 3 images, but "),
    (1, idx([3], [0, 10, 4]), "label 10 of image 1 is outside 0...9"),
    (0, idx([3, 28, 27], [UInt8](repeating: 7, count: 3 * 28 * 27)), "are 28×27, not 28×28"),
    (2, idx([1], [5]), "has 1 axes, not 3"),
    (3, [UInt8](), "incomplete: t10k-labels-idx1-ubyte is missing"),
    (0, [0], "truncated"),
  ])
  func damageIsAnErrorAndNotAFallback(file: Int, bytes: [UInt8], says: String) throws {
    let folder = try TemporaryFolder()
    try write(to: folder, under: "mnist", changes: [file: bytes])
    let error = try #require(throws: DataError.self) {
      try DataSet.load(firstOf: ["mnist", "digits"], path: path(folder))
    }
    #expect(error.kind == .corrupt)
    #expect(error.message.contains(says), "\(error.message)")
    #expect(error.hint?.contains("put its four IDX files") == true)
  }

  @Test func aDanglingLinkIsDamageToo() throws {
    let folder = try TemporaryFolder()
    try write(to: folder, under: "mnist", changes: [1: []])
    symlink("/nowhere", "\(folder.path)/mnist/train-labels-idx1-ubyte")
    let error = try #require(throws: DataError.self) {
      try DataSet.load(firstOf: ["mnist", "digits"], path: path(folder))
    }
    #expect(error.message.contains("cannot open"))
  }

  @Test func absenceLetsTheNextOneIn() throws {
    let folder = try TemporaryFolder()
    try write(to: folder, under: "kmnist")
    let set = try DataSet.load(firstOf: ["mnist", "kmnist"], path: path(folder))
    #expect(set.name == "kmnist")
    let error = try #require(throws: DataError.self) {
      try DataSet.load(firstOf: ["mnist", "fashion_mnist"], path: path(folder))
    }
    #expect(error.kind == .missing)
    #expect(error.message == "mnist, fashion_mnist: not found in the data path \(folder.path)")
  }

  @Test func aPathThatCannotBeLookedAtIsNotAbsence() throws {
    let path = DataPath("/" + String(repeating: "x", count: 5000))
    let error = try #require(throws: DataError.self) {
      try DataSet.load(firstOf: ["mnist", "digits"], path: path)
    }
    #expect(error.message.contains("cannot open"))
  }
}
