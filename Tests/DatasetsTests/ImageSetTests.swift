@testable import Tensors
import Testing

@testable import Datasets

@Suite struct ImageSetTests {
  /// `count` images of 2×1×3 bytes, image i filled with i and, in its second channel, i + 100.
  fileprivate func images(_ count: Int = 10) throws -> ImageSet {
    let pixels = (0..<count).flatMap { i in
      [UInt8](repeating: UInt8(i), count: 3) + [UInt8](repeating: UInt8(i + 100), count: 3)
    }
    return try ImageSet(
      pixels: pixels, labels: (0..<count).map { UInt8($0 % 10) }, channels: 2, height: 1,
      width: 3, classes: (0...9).map(String.init),
      normalization: Normalization(mean: [0.25, 0.5], deviation: [0.5, 2]))
  }

  fileprivate func filled(
    _ set: ImageSet, _ indices: [Int], _ scale: PixelScale
  ) throws(DataError) -> [Float] {
    try set.batch(indices, scale: scale).images.values(Float.self)
  }

  @Test func fillsEachChannelWithItsOwnScale() throws {
    let set = try images()
    let (a, b) = (Float(7) / 255, Float(107) / 255)
    #expect(try filled(set, [7], .unit) == [a, a, a, b, b, b])
    let (c, d) = ((a - 0.25) / 0.5, (b - 0.5) / 2)
    #expect(try filled(set, [7], .normalized) == [c, c, c, d, d, d])
    #expect(try filled(set, [], .unit) == [])
  }

  @Test func viewsOfViewsShowTheRightImages() throws {
    let set = try images()
    let odd = try set.subset([9, 7, 5, 3, 1])
    let view = try odd.subset(1..<4).subset([2, 0])
    #expect(view.count == 2)
    #expect(try [view.label(at: 0), view.label(at: 1)] == [3, 7])
    #expect(try set.subset(2..<9).subset(3..<5).label(at: 1) == 6)
    #expect(try filled(view, [1], .unit)[0] == Float(7) / 255)
    #expect(try set.subset(4..<4).count == 0)
  }

  @Test func aSplitIsSeededAndKeepsEveryImageOnce() throws {
    let set = try images(100)
    var (one, two) = (SplitMix64(seed: 1), SplitMix64(seed: 2))
    let (a, b) = try set.split(60, using: &one)
    let labels = [a, b].flatMap { part in
      (0..<part.count).map { part.pixels[part.rows[$0] * part.imageSize] }
    }
    #expect(a.count == 60 && b.count == 40)
    #expect(labels.sorted() == (0..<100).map { UInt8($0) })
    #expect(labels != labels.sorted())
    one = SplitMix64(seed: 1)
    #expect(set.shuffledOrder(using: &one).map { UInt8($0) } == labels)
    #expect(set.shuffledOrder(using: &two).map { UInt8($0) } != labels)
  }

  @Test func everyPlaceIsEquallyLikely() throws {
    let set = try images(4)
    var random = SplitMix64(seed: 3)
    var counts = [Int](repeating: 0, count: 16)
    for _ in 0..<4000 {
      for (place, image) in set.shuffledOrder(using: &random).enumerated() {
        counts[place * 4 + image] += 1
      }
    }
    #expect(counts.allSatisfy { abs($0 - 1000) < 120 }, "\(counts)")
  }

  @Test func refusesWhatIsOutOfRange() throws {
    let set = try images()
    var random = SplitMix64(seed: 1)
    #expect(throws: DataError.self) { try set.label(at: 10) }
    #expect(throws: DataError.self) { try set.label(at: -1) }
    #expect(throws: DataError.self) { try set.subset(5..<11) }
    #expect(throws: DataError.self) { try set.subset(-1..<2) }
    #expect(throws: DataError.self) { try set.subset([0, 10]) }
    #expect(throws: DataError.self) { try set.subset([Int.max]) }
    #expect(throws: DataError.self) { try set.split(11, using: &random) }
    #expect(throws: DataError.self) { try set.split(-1, using: &random) }
    #expect(throws: DataError.self) { try filled(set, [10], .unit) }
  }

  @Test func refusesSizesThatDisagree() {
    func make(_ bytes: Int, _ labels: [UInt8]) throws {
      _ = try ImageSet(
        pixels: [UInt8](repeating: 0, count: bytes), labels: labels, channels: 1, height: 2,
        width: 2, classes: ["a", "b"], normalization: Normalization(mean: [0], deviation: [1]))
    }
    #expect(throws: Never.self) { try make(8, [0, 1]) }
    #expect(throws: DataError.self) { try make(7, [0, 1]) }
    #expect(throws: DataError.self) { try make(8, [0, 2]) }
  }
}

extension ImageSetTests {
  @Test func batchesAreTensorsOfTheRightShape() throws {
    let set = try images()
    let (pixels, labels) = try set.batch([3, 1], scale: .unit)
    #expect(pixels.shape == [2, 2, 1, 3] && pixels.dtype == .float32)
    #expect(labels.shape == [2] && labels.values(Int.self) == [3, 1])
    #expect(pixels.values(Float.self) == (try filled(set, [3, 1], .unit)))
    #expect(try set.batch([], scale: .unit).images.shape == [0, 2, 1, 3])
    #expect(try set.labels([4, 9]).values(Int.self) == [4, 9])
    var random = SplitMix64(seed: 1)
    let same = try set.upcomingBatch([3, 1], scale: .unit, augmentations: [], using: &random)
    #expect(same.tensors().images.values(Float.self) == pixels.values(Float.self))
    #expect(throws: DataError.self) { try set.batch([10], scale: .unit) }
    #expect(throws: DataError.self) { try set.labels([0, 10]) }
    #expect(throws: DataError.self) {
      try set.upcomingBatch(
        Array(repeating: 0, count: 3) + [-1], scale: .unit, augmentations: [], using: &random)
    }
  }
}
