import Builtins
import Language

/// Places in a text as the protocol counts them: lines from 0, and columns in units of UTF-16.
struct LineMap {
  private let bytes: [UInt8]
  /// Where each line starts; `\n`, `\r\n` and `\r` end one.
  private let starts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() {
      let isEnd =
        byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
          && (offset + 1 == bytes.count || bytes[offset + 1] != UInt8(ascii: "\n"))
      if isEnd { starts.append(offset + 1) }
    }
    self.starts = starts
  }

  /// How many lines there are; at least one.
  var count: Int { starts.count }

  /// The line, from 0, that holds an offset.
  func line(of offset: Int) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line without its end.
  func range(ofLine line: Int) -> Range<Int> {
    let start = starts[line]
    var end = line + 1 < starts.count ? starts[line + 1] : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r")
    {
      end -= 1
    }
    return start..<end
  }

  /// The line and the column of an offset.
  func place(of offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), bytes.count)
    let line = line(of: offset)
    return (line, bytes[starts[line]..<offset].reduce(0) { $0 + Self.units($1) })
  }

  /// The offset of a line and a column: the nearest one that exists, at the start of a character.
  func offset(line: Int, column: Int) -> Int {
    guard line >= 0 else { return 0 }
    guard line < starts.count else { return bytes.count }
    let range = range(ofLine: line)
    var (offset, left) = (range.lowerBound, max(column, 0))
    while offset < range.upperBound {
      let units = Self.units(bytes[offset])
      // Bytes that continue a character belong to the one before.
      guard units == 0 || units <= left else { break }
      left -= units
      offset += 1
    }
    return offset
  }

  /// How many units a character takes, by its first byte; 0 for the others.
  private static func units(_ byte: UInt8) -> Int {
    byte < 0x80 ? 1 : byte < 0xC0 ? 0 : byte < 0xF0 ? 1 : 2
  }

  // MARK: JSON

  func position(_ offset: Int) -> JSON {
    let (line, column) = place(of: offset)
    return .object([("line", .int(line)), ("character", .int(column))])
  }

  func range(_ offsets: Range<Int>) -> JSON {
    .object([
      ("start", position(offsets.lowerBound)), ("end", position(offsets.upperBound)),
    ])
  }

  func range(_ span: Span) -> JSON { range(span.start..<max(span.start, span.end)) }

  /// The offset that `position` in a request's parameters means.
  func offset(_ parameters: JSON) throws(Declined) -> Int {
    guard let position = parameters["position"], let line = position["line"]?.int,
      let column = position["character"]?.int
    else { throw Declined(.invalidParameters, "a position is missing") }
    return offset(line: line, column: column)
  }
}
