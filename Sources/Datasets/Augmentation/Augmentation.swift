/// A random change of training images that keeps their class, as torchvision defines it.
package enum Augmentation: Sendable, Hashable {
  /// Mirrors the image with probability ½.
  case horizontalFlip
  /// A random part of the image, scaled back to its size.
  case randomResizedCrop
  /// A part of the image's size, drawn from the image with so many black pixels around it.
  case randomCrop(padding: Int)
  /// Some operations drawn at random, all with one magnitude from 0 to 30.
  case randAugment(operations: Int = 2, magnitude: Int = 14)

  /// Refuses numbers that RandAugment does not know.
  func validate() throws(DataError) {
    if case .randomCrop(let padding) = self, !(0...1024).contains(padding) {
      throw DataError(.range, "RandomCrop cannot add \(padding) pixels", hint: "use 0 to 1024")
    }
    guard case .randAugment(let operations, let magnitude) = self else { return }
    guard (0...64).contains(operations) else {
      throw DataError(
        .range, "RandAugment cannot apply \(operations) operations", hint: "use 0 to 64")
    }
    guard RandAugment.magnitudes.contains(magnitude) else {
      throw DataError(
        .range, "RandAugment has no magnitude \(magnitude)", hint: "magnitudes go from 0 to 30")
    }
  }

  /// Changes `picture`, drawing what to do from `random`.
  func apply(to picture: inout AugmentedImage, using random: inout some RandomNumberGenerator) {
    switch self {
    case .horizontalFlip:
      if random.index(below: 2) == 1 { picture.flipHorizontally() }
    case .randomResizedCrop:
      let crop = RandomResizedCrop.draw(
        height: picture.height, width: picture.width, using: &random)
      picture = crop.applied(to: picture)
    case .randomCrop(let padding):
      let down = random.index(below: 2 * padding + 1) - padding
      let right = random.index(below: 2 * padding + 1) - padding
      picture = picture.shifted(down: down, right: right)
    case .randAugment(let operations, let magnitude):
      for _ in 0..<operations {
        RandAugment.draw(magnitude: magnitude, for: picture, using: &random).apply(to: &picture)
      }
    }
  }
}
