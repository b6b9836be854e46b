import TestSupport
import Testing

@testable import Datasets

@Suite struct CIFARImagesTests {
  /// Records whose pixels are 3072 times the first number, after these label bytes.
  private func records(_ records: [(pixel: UInt8, labels: [UInt8])]) -> [UInt8] {
    records.flatMap { $0.labels + [UInt8](repeating: $0.pixel, count: 3072) }
  }

  private func write(to folder: TemporaryFolder, changes: [String: [UInt8]] = [:]) throws {
    for batch in 1...5 {
      let name = "data_batch_\(batch).bin"
      let bytes = changes[name] ?? records([(UInt8(batch), [UInt8(batch)]), (99, [9])])
      if !bytes.isEmpty { try folder.write(bytes, to: "cifar-10-batches-bin/\(name)") }
    }
    let test = changes["test_batch.bin"] ?? records([(200, [0])])
    if !test.isEmpty { try folder.write(test, to: "cifar-10-batches-bin/test_batch.bin") }
  }

  @Test func readsAllBatchesInOrder() throws {
    let folder = try TemporaryFolder()
    try write(to: folder)
    for directory in [folder.path, "\(folder.path)/cifar-10-batches-bin"] {
      let set = try DataSet.load("cifar10", path: DataPath(directory))
      #expect(set.train.labels == [1, 9, 2, 9, 3, 9, 4, 9, 5, 9])
      #expect(set.train.pixels[(4 * 3072)..<(5 * 3072)].allSatisfy { $0 == 3 })
      #expect(set.test.count == 1 && set.test.pixels.last == 200)
    }
  }

  @Test func readsMoreThanOneChunk() throws {
    let folder = try TemporaryFolder()
    let many = (0..<150).map { (pixel: UInt8($0), labels: [UInt8($0 % 10)]) }
    try write(to: folder, changes: ["test_batch.bin": records(many)])
    let test = try DataSet.load("cifar10", path: DataPath(folder.path)).test
    #expect(test.labels == many.map { $0.labels[0] })
    #expect((0..<150).allSatisfy { test.pixels[$0 * 3072 + 3071] == UInt8($0) })
  }

  @Test func takesTheFineLabelOfCIFAR100() throws {
    let folder = try TemporaryFolder()
    try folder.write(records([(1, [19, 99]), (2, [3, 0])]), to: "cifar-100-binary/train.bin")
    try folder.write(records([(3, [0, 42])]), to: "cifar-100-binary/test.bin")
    let set = try DataSet.load("cifar100", path: DataPath(folder.path))
    #expect(set.train.labels == [99, 0] && set.test.labels == [42])
    #expect(set.train.pixels[0] == 1 && set.train.pixels[3072] == 2)
    #expect(set.train.classes.count == 100)
  }

  @Test(arguments: [
    ("data_batch_3.bin", [UInt8](), "incomplete: data_batch_3.bin is missing"),
    ("test_batch.bin", [0], "not a number of 3073-byte records"),
    ("test_batch.bin", [UInt8](repeating: 0, count: 3072), "not a number of 3073-byte records"),
    ("test_batch.bin", [UInt8](repeating: 0, count: 3074), "not a number of 3073-byte records"),
    (
      "data_batch_5.bin", [UInt8](repeating: 10, count: 3073),
      "label 10 of image 0 is outside 0...9"
    ),
  ])
  func damageIsAnErrorAndNotAFallback(name: String, bytes: [UInt8], says: String) throws {
    let folder = try TemporaryFolder()
    try write(to: folder, changes: [name: bytes])
    let error = try #require(throws: DataError.self) {
      try DataSet.load(firstOf: ["cifar10", "shapes"], path: DataPath(folder.path))
    }
    #expect(error.kind == .corrupt)
    #expect(error.message.contains(says), "\(error.message)")
    #expect(error.hint?.contains("cifar-10-batches-bin") == true)
  }
}
