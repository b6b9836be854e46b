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
  /// Whether each pixel is missing, because a number of it is not finite; empty if none is.
  package let missing: [Bool]
  /// The count of non-finite numbers.
  package private(set) var notFinite = 0

  /// The most pixels that a picture holds; one that claims more is empty.
  static let mostPixels = 16_000_000

  /// Takes [height, width] bytes of grey or [height, width, 3] bytes of colour.
  ///
  /// Missing bytes are black, excess ones are ignored; an impossible size gives an empty picture.
  package init(
    width: Int, height: Int, bytes: [UInt8], isColour: Bool = false, missing: [Bool] = []
  ) {
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    let isPossible = width > 0 && height > 0 && !overflow && count <= Bitmap.mostPixels
    self.width = isPossible ? width : 0
    self.height = isPossible ? height : 0
    self.isColour = isColour
    let wanted = isPossible ? count * (isColour ? 3 : 1) : 0
    self.missing = isPossible && missing.count == count && missing.contains(true) ? missing : []
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
  /// to the greatest finite number, as in matplotlib. A pixel with NaN or an infinity is missing.
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
      self.init(
        width: width, height: height, bytes: values.map(byte),
        missing: values.map { !$0.isFinite })
      notFinite = values.count - finite.count
      return
    }
    let plane = values.count / 3
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count)
    for pixel in 0..<plane {
      for channel in 0..<3 { bytes.append(byte(values[channel * plane + pixel])) }
    }
    let missing = (0..<plane).map { pixel in
      (0..<3).contains { !values[$0 * plane + pixel].isFinite }
    }
    self.init(width: width, height: height, bytes: bytes, isColour: true, missing: missing)
    notFinite = values.count - finite.count
  }

  /// How many numbers of the pictures were not finite: nothing, or a line.
  static func notes(_ pictures: [Bitmap], _ columns: Int, _ style: Style) -> Canvas {
    let count = pictures.reduce(0) { $0 + $1.notFinite }
    let look = style.hasSquares ? "in orange" : "shown as !"
    let text = count > 0 ? "! \(Digits.grouped(count)) non-finite, \(look)" : ""
    return Canvas(lines: style.wrapped(text, columns), style, ink: .warning)
  }

  subscript(x: Int, y: Int) -> RGB {
    guard x >= 0, x < width, y >= 0, y < height else { return RGB(0, 0, 0) }
    let place = y * width + x
    if isColour { return RGB(bytes[3 * place], bytes[3 * place + 1], bytes[3 * place + 2]) }
    return RGB(bytes[place], bytes[place], bytes[place])
  }

  /// Whether the pixel is not there.
  func isMissing(_ x: Int, _ y: Int) -> Bool {
    !missing.isEmpty && x >= 0 && x < width && y >= 0 && y < height && missing[y * width + x]
  }

  /// Its colours' brightness, stretched over the whole range, but at most threefold.
  var greyed: Bitmap {
    guard isColour else { return self }
    let levels = (0..<width * height).map { self[$0 % width, $0 / width].luminance }
    let seen = missing.isEmpty ? levels : zip(levels, missing).filter { !$0.1 }.map(\.0)
    let (low, high) = (seen.min() ?? 0, seen.max() ?? 255)
    let gain = min(255 / max(high - low, 1), 3)
    // What cannot fill the range keeps its place in it.
    let floor = low - low / max(255 - (high - low), 1) * (255 - (high - low) * gain) / gain
    return Bitmap(
      width: width, height: height,
      bytes: levels.map { UInt8(min(max((($0 - floor) * gain).rounded(), 0), 255)) },
      missing: missing)
  }

  /// Black becomes dark grey, to distinguish it from an empty place.
  var lifted: Bitmap {
    Bitmap(
      width: width, height: height, bytes: bytes.map { 28 + UInt8(Int($0) * 227 / 255) },
      isColour: isColour, missing: missing)
  }

  /// Black and white swapped.
  var inverted: Bitmap {
    Bitmap(
      width: width, height: height, bytes: bytes.map { 255 - $0 }, isColour: isColour,
      missing: missing)
  }

  /// In colour, with what is missing in the colour of what is missing.
  var marked: Bitmap {
    guard !missing.isEmpty else { return self }
    var result: [UInt8] = []
    result.reserveCapacity(3 * width * height)
    for place in missing.indices {
      let colour = missing[place] ? .missing : self[place % width, place / width]
      result += [colour.red, colour.green, colour.blue]
    }
    return Bitmap(width: width, height: height, bytes: result, isColour: true)
  }
}
