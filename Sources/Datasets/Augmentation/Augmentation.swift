import Tensors

/// A random change of training images that keeps their class, as torchvision defines it.
public enum Augmentation: Sendable, Hashable {
  /// Left becomes right in every other image.
  case horizontalFlip
  /// A random part of the image, scaled back to its size.
  case randomResizedCrop
  /// Some operations drawn at random, all of one magnitude from 0 to 30.
  case randAugment(operations: Int = 2, magnitude: Int = 14)

  /// Refuses numbers that RandAugment does not know.
  func validate() throws(DataError) {
    guard case .randAugment(let operations, let magnitude) = self else { return }
    guard (0...64).contains(operations) else {
      throw DataError(
        .range, "RandAugment cannot apply \(operations) operations", hint: "ask for 0 to 64")
    }
    guard RandAugment.magnitudes.contains(magnitude) else {
      throw DataError(
        .range, "RandAugment has no magnitude \(magnitude)", hint: "magnitudes go from 0 to 30")
    }
  }

  /// Changes `picture`, drawing what to do from `random`.
  func apply(to picture: inout Picture, using random: inout some RandomNumberGenerator) {
    switch self {
    case .horizontalFlip:
      if random.index(below: 2) == 1 { picture.flipHorizontally() }
    case .randomResizedCrop:
      let crop = RandomResizedCrop.draw(
        height: picture.height, width: picture.width, using: &random)
      picture = crop.applied(to: picture)
    case .randAugment(let operations, let magnitude):
      for _ in 0..<operations {
        RandAugment.draw(magnitude: magnitude, for: picture, using: &random).apply(to: &picture)
      }
    }
  }
}

extension ImageSet {
  /// Writes the images at `indices` as numbers, each changed at random first.
  ///
  /// As `fill(_:with:scale:)`; the changes are applied in the order given.
  public func fill(
    _ output: UnsafeMutableBufferPointer<Float>, with indices: some Collection<Int>,
    scale: PixelScale, augmentations: [Augmentation],
    using random: inout some RandomNumberGenerator
  ) throws(DataError) {
    try checkRoom(output.count, for: indices.count * imageSize)
    for augmentation in augmentations { try augmentation.validate() }
    guard let base = output.baseAddress else { return }
    // A generator for each image, so that the work can be shared out.
    var jobs: [(start: Int, seed: UInt64)] = []
    for index in indices { jobs.append((try storedRow(index) * imageSize, random.next())) }
    WorkerPool.shared.run(over: jobs.count, grain: 8) { range in
      for (position, job) in zip(range, jobs[range]) {
        var random = SplitMix64(seed: job.seed)
        var picture = Picture(
          channels: channels, height: height, width: width,
          bytes: Array(pixels[job.start..<(job.start + imageSize)]))
        for augmentation in augmentations { augmentation.apply(to: &picture, using: &random) }
        picture.bytes.withUnsafeBufferPointer { bytes in
          guard let bytes = bytes.baseAddress else { return }
          convert(bytes, to: base + position * imageSize, scale: scale)
        }
      }
    }
  }
}
