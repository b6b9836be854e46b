import Glibc

/// A part of an image to be scaled back to the image's size (torchvision's `RandomResizedCrop`).
struct RandomResizedCrop: Equatable {
  private static let scale: (low: Float, high: Float) = (0.08, 1)
  private static let ratio: (low: Float, high: Float) = (3 / 4, 4 / 3)
  private static let tries = 10

  let top: Int
  let left: Int
  let height: Int
  let width: Int

  /// Draws a crop of 8% to 100% of the area, with a width to height ratio of 3:4 to 4:3.
  ///
  /// A crop that does not fit is drawn again; after ten of them, it is the largest valid one in the
  /// middle.
  static func draw(
    height: Int, width: Int, using random: inout some RandomNumberGenerator
  ) -> RandomResizedCrop {
    for _ in 0..<tries {
      let area = Float(height * width) * random.uniform(scale.low, scale.high)
      let aspect = exp(random.uniform(log(ratio.low), log(ratio.high)))
      let w = Int((area * aspect).squareRoot().rounded(.toNearestOrEven))
      let h = Int((area / aspect).squareRoot().rounded(.toNearestOrEven))
      guard 0 < w, w <= width, 0 < h, h <= height else { continue }
      let top = random.index(below: height - h + 1)
      let left = random.index(below: width - w + 1)
      return RandomResizedCrop(top: top, left: left, height: h, width: w)
    }
    return middle(height: height, width: width)
  }

  /// The largest crop in the middle with a valid ratio.
  static func middle(height: Int, width: Int) -> RandomResizedCrop {
    let own = Float(width) / Float(height)
    var (h, w) = (height, width)
    if own < ratio.low { h = Int((Float(width) / ratio.low).rounded(.toNearestOrEven)) }
    if own > ratio.high { w = Int((Float(height) * ratio.high).rounded(.toNearestOrEven)) }
    return RandomResizedCrop(top: (height - h) / 2, left: (width - w) / 2, height: h, width: w)
  }

  /// The crop of `picture`, scaled to the picture's own size.
  func applied(to picture: AugmentedImage) -> AugmentedImage {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(picture.channels * height * width)
    for channel in 0..<picture.channels {
      for row in top..<(top + height) {
        let start = (channel * picture.height + row) * picture.width + left
        bytes += picture.bytes[start..<(start + width)]
      }
    }
    return AugmentedImage(channels: picture.channels, height: height, width: width, bytes: bytes)
      .resized(height: picture.height, width: picture.width)
  }
}
