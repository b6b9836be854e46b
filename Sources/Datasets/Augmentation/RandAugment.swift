/// One operation of RandAugment (Cubuk and others, 2019) with its magnitude.
///
/// The list, the ranges and the meanings are torchvision's, on 8-bit images as Pillow computes
/// them: nearest neighbours, black outside the picture.
enum RandAugment: Equatable {
  case identity
  /// Columns shift by this many pixels per row.
  case shearX(Double)
  /// Rows shift by this many pixels per column.
  case shearY(Double)
  /// To the right, in pixels.
  case translateX(Int)
  /// Downwards, in pixels.
  case translateY(Int)
  /// Counter-clockwise, in degrees.
  case rotate(Double)
  /// Away from (above 1) or towards black.
  case brightness(Float)
  /// Away from or towards grey.
  case color(Float)
  /// Away from or towards the mean grey.
  case contrast(Float)
  /// Away from or towards a blurred image.
  case sharpness(Float)
  /// Keeps this many bits.
  case posterize(bits: Int)
  /// Inverts what is at least this bright.
  case solarize(threshold: Float)
  case autoContrast
  case equalize

  /// The valid magnitudes.
  static let magnitudes = 0...30

  /// Draws one of the fourteen operations, and the sign of those that have one.
  static func draw(
    magnitude bin: Int, for picture: AugmentedImage, using random: inout some RandomNumberGenerator
  ) -> RandAugment {
    let choice = random.index(below: 14)
    let sign: Float = (1...9).contains(choice) && random.index(below: 2) == 1 ? -1 : 1
    return operation(choice, bin: bin, sign: sign, height: picture.height, width: picture.width)
  }

  /// The operation of that number (in torchvision's order) at magnitude `bin`.
  static func operation(
    _ choice: Int, bin: Int, sign: Float, height: Int, width: Int
  ) -> RandAugment {
    let most = Float(magnitudes.upperBound)
    func upTo(_ limit: Float) -> Float { sign * (limit / most * Float(bin)) }
    let furthest: Float = 150 / 331
    switch choice {
    case 1: return .shearX(Double(upTo(0.3)))
    case 2: return .shearY(Double(upTo(0.3)))
    case 3: return .translateX(Int(upTo(furthest * Float(width))))
    case 4: return .translateY(Int(upTo(furthest * Float(height))))
    case 5: return .rotate(Double(upTo(30)))
    case 6: return .brightness(1 + upTo(0.9))
    case 7: return .color(1 + upTo(0.9))
    case 8: return .contrast(1 + upTo(0.9))
    case 9: return .sharpness(1 + upTo(0.9))
    case 10:
      let lost = (Float(bin) / (most / 4)).rounded(.toNearestOrEven)
      return .posterize(bits: 8 - Int(lost))
    case 11: return .solarize(threshold: 255 - 255 / most * Float(bin))
    case 12: return .autoContrast
    case 13: return .equalize
    default: return .identity
    }
  }

  /// Changes the picture.
  func apply(to picture: inout AugmentedImage) {
    switch self {
    case .identity: break
    case .shearX(let slope): picture.transform(AffineMap(x: (1, slope, 0), y: (0, 1, 0)))
    case .shearY(let slope): picture.transform(AffineMap(x: (1, 0, 0), y: (slope, 1, 0)))
    case .translateX(let pixels):
      picture.transform(AffineMap(x: (1, 0, -Double(pixels)), y: (0, 1, 0)))
    case .translateY(let pixels):
      picture.transform(AffineMap(x: (1, 0, 0), y: (0, 1, -Double(pixels))))
    case .rotate(let degrees):
      picture.transform(
        AffineMap(
          degrees: degrees, about: (Double(picture.width) / 2, Double(picture.height) / 2)))
    case .brightness(let factor): picture.adjustBrightness(factor)
    case .color(let factor): picture.adjustColor(factor)
    case .contrast(let factor): picture.adjustContrast(factor)
    case .sharpness(let factor): picture.adjustSharpness(factor)
    case .posterize(let bits): picture.posterize(bits: bits)
    case .solarize(let threshold): picture.solarize(threshold: threshold)
    case .autoContrast: picture.autoContrast()
    case .equalize: picture.equalize()
    }
  }
}
