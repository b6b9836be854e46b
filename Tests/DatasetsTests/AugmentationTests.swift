import Foundation
import Testing

@testable import Datasets
@testable import Tensors

/// What Fixtures/augmentation.py wrote: pictures, and what torchvision made of them.
@Suite struct AugmentationTests {
  struct Case: CustomTestStringConvertible {
    let words: [String]
    let expected: AugmentedImage
    let input: AugmentedImage
    var testDescription: String { words.joined(separator: " ") }
    var numbers: [Int] { words.dropFirst().dropLast(3).compactMap { Int($0) } }
  }

  static let cases: [Case] = {
    let path = (#filePath as NSString).deletingLastPathComponent + "/Fixtures/augmentation.bin"
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    var bytes = ArraySlice([UInt8](data))
    var (cases, input): ([Case], AugmentedImage?) = ([], nil)
    while let end = bytes.firstIndex(of: 10) {
      let words = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ").map(
        String.init)
      let sizes = words.suffix(2).compactMap { Int($0) }
      let channels = words[words.count - 3] == "RGB" ? 3 : 1
      let count = channels * sizes[0] * sizes[1]
      let picture = AugmentedImage(
        channels: channels, height: sizes[1], width: sizes[0],
        bytes: Array(bytes[(end + 1)..<(end + 1 + count)]))
      if words[0] == "input" { input = picture }
      if let input { cases.append(Case(words: words, expected: picture, input: input)) }
      bytes = bytes[(end + 1 + count)...]
    }
    return cases
  }()

  @Test func allCasesAreThere() { #expect(Self.cases.count > 90) }

  /// torchvision's RandomCrop: row `down` + padding and column `right` + padding of the padded image.
  @Test(arguments: [(0, 0), (2, -3), (-1, 4), (-17, 21), (40, 0)])
  func movesIntoThePadding(_ down: Int, _ right: Int) throws {
    let input = try #require(Self.cases.first).input
    let moved = input.shifted(down: down, right: right)
    for channel in 0..<input.channels {
      for row in 0..<input.height {
        for column in 0..<input.width {
          let (y, x) = (row + down, column + right)
          let isInside = y >= 0 && y < input.height && x >= 0 && x < input.width
          let expected = isInside ? input.bytes[(channel * input.height + y) * input.width + x] : 0
          let place = (channel * input.height + row) * input.width + column
          #expect(moved.bytes[place] == expected)
        }
      }
    }
  }

  /// Exact to the byte: no tolerance.
  @Test(arguments: cases)
  func doesWhatTorchvisionDoes(_ item: Case) throws {
    var picture = item.input
    let numbers = item.numbers
    switch item.words[0] {
    case "flip": picture.flipHorizontally()
    case "op":
      RandAugment.operation(
        numbers[0], bin: numbers[1], sign: Float(numbers[2]), height: picture.height,
        width: picture.width
      ).apply(to: &picture)
    case "crop":
      picture = RandomResizedCrop(
        top: numbers[0], left: numbers[1], height: numbers[2], width: numbers[3]
      ).applied(to: picture)
    case "resize":
      picture = picture.resized(height: item.expected.height, width: item.expected.width)
    default: #expect(item.words[0] == "input")
    }
    let wrong = zip(picture.bytes, item.expected.bytes).count { $0 != $1 }
    #expect(picture == item.expected, "\(wrong) of \(picture.bytes.count) bytes differ")
  }

  @Test func cropsHaveLegalSizesAndReachEverywhere() {
    var random = SplitMix64(seed: 1)
    var (areas, corners): ([Int], Set<Int>) = ([], [])
    for _ in 0..<2000 {
      let crop = RandomResizedCrop.draw(height: 32, width: 32, using: &random)
      #expect(crop.top >= 0 && crop.left >= 0)
      #expect(crop.top + crop.height <= 32 && crop.left + crop.width <= 32)
      let ratio = Double(crop.width) / Double(crop.height)
      #expect(ratio > 0.65 && ratio < 1.5)
      areas.append(crop.height * crop.width)
      corners.insert((crop.top == 0 ? 0 : 1) + (crop.left == 0 ? 0 : 2))
    }
    let mean = areas.reduce(0, +) / areas.count
    #expect(mean > 480 && mean < 570, "uniform in 82...1024, less what does not fit: \(mean)")
    #expect((areas.min() ?? 0) < 110 && (areas.max() ?? 0) > 980)
    #expect(corners.count == 4)
  }

  @Test(arguments: [
    (32, 32, RandomResizedCrop(top: 0, left: 0, height: 32, width: 32)),
    (10, 100, RandomResizedCrop(top: 0, left: 43, height: 10, width: 13)),
    (100, 10, RandomResizedCrop(top: 43, left: 0, height: 13, width: 10)),
    (1, 1000, RandomResizedCrop(top: 0, left: 499, height: 1, width: 1)),
  ])
  func theLastResortIsTheMiddle(height: Int, width: Int, crop: RandomResizedCrop) {
    #expect(RandomResizedCrop.middle(height: height, width: width) == crop)
  }

  @Test func drawsEveryOperationAndBothSigns() throws {
    var random = SplitMix64(seed: 1)
    let picture = AugmentedImage(channels: 3, height: 32, width: 32, bytes: [])
    var counts: [String: Int] = [:]
    for _ in 0..<2800 {
      let drawn = RandAugment.draw(magnitude: 14, for: picture, using: &random)
      counts["\(drawn)", default: 0] += 1
    }
    #expect(counts.count == 14 + 9)
    #expect(counts.values.allSatisfy { $0 > 60 && $0 < 260 }, "\(counts)")
  }

  @Test func aBatchIsChangedFromItsSourceAlone() throws {
    let set = try Shapes(seed: 0).images(0..<8)
    let all: [Augmentation] = [.randAugment(), .horizontalFlip, .randomResizedCrop]
    func filled(_ augmentations: [Augmentation], seed: UInt64) throws -> [Float] {
      var random = SplitMix64(seed: seed)
      return try set.upcomingBatch(
        0..<8, scale: .normalized, augmentations: augmentations, using: &random
      ).tensors().images.values(Float.self)
    }
    let plain = try filled([], seed: 1)
    #expect(try filled(all, seed: 1) == filled(all, seed: 1))
    #expect(try filled(all, seed: 1) != filled(all, seed: 2))
    #expect(try filled(all, seed: 1) != plain)
    let flipped = try filled([.horizontalFlip], seed: 1)
    let same = (0..<8).count { image in
      let place = (image * set.imageSize)..<((image + 1) * set.imageSize)
      return flipped[place] == plain[place]
    }
    #expect(same > 0 && same < 8)
  }

  @Test(arguments: [(-1, 14), (65, 14), (Int.max, 14), (2, -1), (2, 31), (2, Int.min)])
  func refusesWhatRandAugmentDoesNotKnow(operations: Int, magnitude: Int) throws {
    let set = try Shapes(seed: 0).images(0..<1)
    var random = SplitMix64(seed: 1)
    let error = #expect(throws: DataError.self) {
      try set.upcomingBatch(
        [0], scale: .unit,
        augmentations: [.randAugment(operations: operations, magnitude: magnitude)],
        using: &random)
    }
    #expect(error?.kind == .range)
  }
}
