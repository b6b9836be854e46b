/// A text with a name: one `.lab` file, or one line typed at the prompt.
package final class SourceFile: Sendable {
  /// What diagnostics call the file: a path, or `<prompt>`.
  package let name: String
  /// The whole text as UTF-8.
  package let bytes: [UInt8]
  /// The byte offset at which each line starts; never empty.
  package let lineStarts: [Int]

  /// Keeps `text` under `name`.
  package convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// Keeps `bytes`, which should be UTF-8, under `name`.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// The line and column, both from 1, of a byte offset; the column counts characters.
  package func location(of offset: Int) -> (line: Int, column: Int) {
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

  /// The text of a line (from 1), without its line end; empty if there is no such line.
  package func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }
}

/// A stretch of a source file, as byte offsets, the end excluded.
package struct Span: Sendable {
  /// The file.
  package let file: SourceFile
  /// The first byte.
  package let start: Int
  /// The byte after the last.
  package let end: Int

  /// The bytes `start..<end` of `file`.
  package init(_ file: SourceFile, _ start: Int, _ end: Int) {
    self.file = file
    self.start = start
    self.end = end
  }

  /// The source text of the span.
  package var text: String {
    let low = max(0, min(start, file.bytes.count))
    let high = max(low, min(end, file.bytes.count))
    return String(decoding: file.bytes[low..<high], as: UTF8.self)
  }

  /// The lines that it touches, from 1.
  package var lines: ClosedRange<Int> {
    let first = file.location(of: start).line
    return first...max(first, file.location(of: end - 1).line)
  }

  /// Whether `other` is within it.
  package func contains(_ other: Span) -> Bool {
    other.file === file && start <= other.start && other.end <= end
  }

  /// From the start of this span to the end of `other`.
  package func joined(to other: Span) -> Span { Span(file, start, max(end, other.end)) }
}
