import Text

/// A picture of bytes: grey, or red, green and blue.
package struct Bitmap: Sendable, Equatable {
  /// Pixels across.
  package let width: Int
  /// Pixels down.
  package let height: Int
  /// Whether each pixel has three bytes, red, green and blue, instead of one.
  package let isColour: Bool
  /// Rows from the top, pixels from the left, channels interleaved.
  package let bytes: [UInt8]
  /// The count of non-finite numbers, which are black.
  package private(set) var notFinite = 0

  /// The most pixels that a picture holds; one that claims more is empty.
  static let mostPixels = 16_000_000

  /// Takes [height, width] bytes of grey or [height, width, 3] bytes of colour.
  ///
  /// Missing bytes are black, excess ones are ignored; an impossible size gives an empty picture.
  package init(width: Int, height: Int, bytes: [UInt8], isColour: Bool = false) {
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    let isPossible = width > 0 && height > 0 && !overflow && count <= Bitmap.mostPixels
    self.width = isPossible ? width : 0
    self.height = isPossible ? height : 0
    self.isColour = isColour
    let wanted = isPossible ? count * (isColour ? 3 : 1) : 0
    if bytes.count == wanted {
      self.bytes = bytes
    } else {
      let missing = max(0, wanted - bytes.count)
      self.bytes = Array(bytes.prefix(wanted)) + Array(repeating: 0, count: missing)
    }
  }

  /// Takes [height, width] or, with `planes` 3, [3, height, width] numbers as tensors hold them.
  ///
  /// `range` maps to black…white; without one it is 0…1 or, if a number is outside that, the least
  /// to the greatest finite number, as in matplotlib. NaN and infinities are black.
  package init(
    width: Int, height: Int, values: [Double], planes: Int = 1, range: ClosedRange<Double>? = nil
  ) {
    let finite = values.filter { $0.isFinite }
    var low = finite.min() ?? 0
    var high = finite.max() ?? 1
    if low >= 0 && high <= 1 { (low, high) = (0, 1) }
    if let range { (low, high) = (range.lowerBound, range.upperBound) }
    let span = high / 2 - low / 2
    func byte(_ value: Double) -> UInt8 {
      guard value.isFinite, span > 0 else { return 0 }
      return UInt8(min(max(((value / 2 - low / 2) / span * 255).rounded(), 0), 255))
    }
    guard planes == 3, values.count % 3 == 0 else {
      self.init(width: width, height: height, bytes: values.map(byte))
      notFinite = values.count - finite.count
      return
    }
    let plane = values.count / 3
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count)
    for pixel in 0..<plane {
      for channel in 0..<3 { bytes.append(byte(values[channel * plane + pixel])) }
    }
    self.init(width: width, height: height, bytes: bytes, isColour: true)
    notFinite = values.count - finite.count
  }

  /// How many numbers of the pictures were not finite: nothing, or a line.
  static func notes(_ pictures: [Bitmap], _ columns: Int, _ style: Style) -> Canvas {
    let count = pictures.reduce(0) { $0 + $1.notFinite }
    let text = count > 0 ? "! \(Digits.grouped(count)) non-finite, drawn black" : ""
    return Canvas(lines: style.wrapped(text, columns), style, ink: .warning)
  }

  subscript(x: Int, y: Int) -> RGB {
    guard x >= 0, x < width, y >= 0, y < height else { return RGB(0, 0, 0) }
    let place = y * width + x
    if isColour { return RGB(bytes[3 * place], bytes[3 * place + 1], bytes[3 * place + 2]) }
    return RGB(bytes[place], bytes[place], bytes[place])
  }

  /// The mean of the pixels in `across`×`down` blocks, the last of a row or column smaller.
  func shrunk(across: Int, down: Int) -> Bitmap {
    let (across, down) = (max(across, 1), max(down, 1))
    if (across, down) == (1, 1) || width == 0 { return self }
    let columns = (width - 1) / across + 1
    let rows = (height - 1) / down + 1
    let channels = isColour ? 3 : 1
    var result: [UInt8] = []
    result.reserveCapacity(columns * rows * channels)
    for row in 0..<rows {
      for column in 0..<columns {
        let ys = row * down..<min((row + 1) * down, height)
        let xs = column * across..<min((column + 1) * across, width)
        for channel in 0..<channels {
          var sum = 0
          for y in ys {
            for x in xs { sum += Int(bytes[(y * width + x) * channels + channel]) }
          }
          let count = ys.count * xs.count
          result.append(UInt8((sum + count / 2) / count))
        }
      }
    }
    return Bitmap(width: columns, height: rows, bytes: result, isColour: isColour)
  }

  /// Any smaller size: a pixel is the mean of the area that it covers.
  func resampled(width columns: Int, height rows: Int) -> Bitmap {
    guard columns > 0, rows > 0, width > 0, columns <= width, rows <= height else { return self }
    /// The pixels under each new one, with their shares.
    func shares(_ count: Int, of length: Int) -> [[(place: Int, share: Double)]] {
      (0..<count).map { index in
        let start = Double(index) * Double(length) / Double(count)
        let end = Double(index + 1) * Double(length) / Double(count)
        return (Int(start)..<min(Int(end.rounded(.up)), length)).map { place in
          (place, (min(end, Double(place + 1)) - max(start, Double(place))) / (end - start))
        }
      }
    }
    let (across, down) = (shares(columns, of: width), shares(rows, of: height))
    let channels = isColour ? 3 : 1
    var result: [UInt8] = []
    result.reserveCapacity(columns * rows * channels)
    for ys in down {
      for xs in across {
        for channel in 0..<channels {
          var mean = 0.0
          for y in ys {
            for x in xs {
              mean +=
                Double(bytes[(y.place * width + x.place) * channels + channel]) * y.share * x.share
            }
          }
          result.append(UInt8(min(max(mean.rounded(), 0), 255)))
        }
      }
    }
    return Bitmap(width: columns, height: rows, bytes: result, isColour: isColour)
  }

  /// Block means of each patch by itself, so that patches stay apart whatever their size.
  func shrunk(across: Int, down: Int, patch: Int) -> Bitmap {
    let isWhole = patch <= 0 || (patch % max(across, 1) == 0 && patch % max(down, 1) == 0)
    guard !isWhole else { return shrunk(across: across, down: down) }
    let parts = stride(from: 0, to: height, by: patch).map { y in
      stride(from: 0, to: width, by: patch).map { x in
        cropped(x..<min(x + patch, width), y..<min(y + patch, height))
          .shrunk(across: across, down: down)
      }
    }
    var result: [UInt8] = []
    for band in parts {
      for row in 0..<(band.first?.height ?? 0) {
        for part in band {
          let length = part.width * (isColour ? 3 : 1)
          result += part.bytes[row * length..<(row + 1) * length]
        }
      }
    }
    return Bitmap(
      width: parts.first?.reduce(0) { $0 + $1.width } ?? 0,
      height: parts.reduce(0) { $0 + ($1.first?.height ?? 0) }, bytes: result, isColour: isColour)
  }

  private func cropped(_ xs: Range<Int>, _ ys: Range<Int>) -> Bitmap {
    let channels = isColour ? 3 : 1
    let rows = ys.map { y in
      bytes[(y * width + xs.lowerBound) * channels..<(y * width + xs.upperBound) * channels]
    }
    return Bitmap(
      width: xs.count, height: ys.count, bytes: rows.flatMap(\.self), isColour: isColour)
  }

  /// Its colours' brightness, stretched over the whole range, but at most threefold.
  var greyed: Bitmap {
    guard isColour else { return self }
    let levels = (0..<width * height).map { self[$0 % width, $0 / width].luminance }
    let (low, high) = (levels.min() ?? 0, levels.max() ?? 255)
    let gain = min(255 / max(high - low, 1), 3)
    // What cannot fill the range keeps its place in it.
    let floor = low - low / max(255 - (high - low), 1) * (255 - (high - low) * gain) / gain
    return Bitmap(
      width: width, height: height,
      bytes: levels.map { UInt8(min(max((($0 - floor) * gain).rounded(), 0), 255)) })
  }

  /// Black becomes dark grey, to distinguish it from an empty place.
  var lifted: Bitmap {
    Bitmap(
      width: width, height: height, bytes: bytes.map { 28 + UInt8(Int($0) * 227 / 255) },
      isColour: isColour)
  }

  /// Black and white swapped.
  var inverted: Bitmap {
    Bitmap(width: width, height: height, bytes: bytes.map { 255 - $0 }, isColour: isColour)
  }
}
