import Language
import TestSupport
import Testing

@testable import LanguageServer

/// Between bytes and messages, lines and columns.
@Suite struct ProtocolTests {
  @Test func columnsAreUnitsOfUTF16() {
    let text = "a🎈b\r\ne\u{301}x\r\n\rñ\n👨‍👩‍👧!"
    let map = LineMap(Array(text.utf8))
    #expect(map.count == 5)
    // Each character of Swift's, against Swift's own UTF-16.
    for index in text.unicodeScalars.indices {
      let offset = text.utf8.distance(from: text.startIndex, to: index)
      let before = text.unicodeScalars[..<index]
      let line = before.last == "\r" && text.unicodeScalars[index] == "\n" ? nil : before
      guard let line else { continue }
      let start = line.lastIndex { $0 == "\n" || $0 == "\r" }.map { line.index(after: $0) }
      let units = String(line[(start ?? line.startIndex)...]).utf16.count
      #expect(map.place(of: offset).column == units)
      let isEnd = ["\r", "\n"].contains(text.unicodeScalars[index])
      if !isEnd {
        #expect(map.offset(line: map.place(of: offset).line, column: units) == offset)
      }
    }
    // Within a pair of units: the start of its character. Behind a line: its end.
    #expect(map.offset(line: 0, column: 2) == 1)
    #expect(map.offset(line: 0, column: 100) == 6)
    #expect(map.offset(line: 1, column: .max) == 12)
    #expect(map.offset(line: 2, column: 1) == 14)
    #expect(map.offset(line: -3, column: 4) == 0)
    #expect(map.offset(line: 9, column: 0) == text.utf8.count)
    #expect(LineMap([]).place(of: 7) == (0, 0))
  }

  @Test(arguments: [
    ("file:///a/b.lab", "/a/b.lab"), ("file:///a%20b/%C3%A9", "/a b/é"),
    ("file://localhost/x", "/x"), ("file://host/x", nil), ("untitled:1", nil), ("file:///%zz", nil),
    ("file:///%", nil), ("file:///%ff", nil), ("file:///a%00b", nil), ("file://", nil), ("", nil),
  ]) func paths(_ uri: String, _ path: String?) {
    #expect(FileURI.path(uri) == path)
    if let path { #expect(FileURI.path(FileURI.of(path)) == path) }
  }

  /// Messages in pieces of any size, with rubbish between them.
  @Test func messagesArePutTogether() {
    var noise = Noise(5)
    let rubbish = ["", "", "x", "Content-Length: 1x\r\n\r\n", "\r\n\r\n", "Content-Le"]
    for _ in 0..<200 {
      var bytes: [UInt8] = []
      var wanted: [[UInt8]] = []
      for _ in 0..<noise.below(6) {
        bytes += rubbish[noise.below(rubbish.count)].utf8
        let body = (0..<noise.below(40)).map { _ in UInt8(noise.below(256)) }
        bytes += Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
        wanted.append(body)
      }
      var place = 0
      var reader = MessageReader {
        guard place < bytes.count else { return nil }
        let end = min(bytes.count, place + 1 + noise.below(30))
        defer { place = end }
        return Array(bytes[place..<end])
      }
      var found: [[UInt8]] = []
      while let event = reader.next() { if case .message(let body) = event { found.append(body) } }
      #expect(found == wanted)
    }
  }
}
