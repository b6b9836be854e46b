/// A text with a name: one `.lab` file, or one line typed at the prompt.
public final class SourceFile: Sendable {
  /// What diagnostics call the file: a path, or `<prompt>`.
  public let name: String
  /// The whole text as UTF-8.
  public let bytes: [UInt8]
  /// The byte offset at which each line starts; never empty.
  public let lineStarts: [Int]

  /// Keeps `text` under `name`.
  public convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// Keeps `bytes`, which should be UTF-8, under `name`.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// The line and column, both from 1, of a byte offset; the column counts characters.
  public func location(of offset: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let start = lineStarts[low]
    let before = String(
      decoding: bytes[start..<max(start, min(offset, bytes.count))], as: UTF8.self)
    return (low + 1, before.count + 1)
  }

  /// The text of a line (from 1), without its line end; empty where there is no such line.
  public func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }
}

/// A stretch of a source file, as byte offsets, the end excluded.
public struct Span: Sendable {
  /// The file.
  public let file: SourceFile
  /// The first byte.
  public let start: Int
  /// The byte after the last.
  public let end: Int

  /// The bytes `start..<end` of `file`.
  public init(_ file: SourceFile, _ start: Int, _ end: Int) {
    self.file = file
    self.start = start
    self.end = end
  }

  /// The source text of the span.
  public var text: String {
    let low = max(0, min(start, file.bytes.count))
    let high = max(low, min(end, file.bytes.count))
    return String(decoding: file.bytes[low..<high], as: UTF8.self)
  }

  /// The lines that it touches, from 1.
  public var lines: ClosedRange<Int> {
    let first = file.location(of: start).line
    return first...max(first, file.location(of: end - 1).line)
  }

  /// From the start of this span to the end of `other`.
  public func joined(to other: Span) -> Span { Span(file, start, max(end, other.end)) }
}
