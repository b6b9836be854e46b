import Platform

/// Cuts what arrives into messages: a header with their length, an empty line, and so many bytes.
struct MessageReader {
  /// What comes next.
  enum Event: Equatable {
    case message([UInt8])
    /// Bytes that are no message, and why; the next message was found behind them.
    case damage(String)
  }

  /// The bytes of a message, and those of a header.
  static let (mostBytes, mostHeader) = (16 << 20, 4096)

  private let more: () -> [UInt8]?
  private var buffer: [UInt8] = []
  /// The first byte of `buffer` that has not been read.
  private var place = 0
  private var isOver = false

  /// Reads what `more` gives: some bytes, or nil at the end.
  init(_ more: @escaping () -> [UInt8]?) { self.more = more }

  /// Whether there are bytes that have not been read.
  var isEmpty: Bool { place == buffer.count }

  /// The next message; nil at the end. What the end cuts off is dropped.
  mutating func next() -> Event? {
    guard let found = header() else { return nil }
    guard let header = found else { return resume("a header without an end") }
    guard let length = Self.length(of: buffer[header]) else {
      return resume("a header without a length")
    }
    place = header.upperBound
    guard length <= Self.mostBytes else {
      return skip(length) ? .damage("a message of more than \(Self.mostBytes >> 20) MB") : nil
    }
    while buffer.count - place < length { guard fill() else { return nil } }
    defer { place += length }
    return .message(Array(buffer[place..<place + length]))
  }

  /// Adds bytes to the buffer; false at the end.
  private mutating func fill() -> Bool {
    guard !isOver, let bytes = more() else {
      isOver = true
      return false
    }
    buffer.removeFirst(place)
    place = 0
    buffer += bytes
    return true
  }

  /// Where the header is, its empty line included; inner nil where none ends within the bound, outer
  /// nil at the end.
  private mutating func header() -> Range<Int>?? {
    let end = Array("\r\n\r\n".utf8)
    var searched = 0
    while true {
      let text = buffer[place...]
      if let found = text.dropFirst(max(0, searched - 3)).firstRange(of: end),
        found.lowerBound - place <= Self.mostHeader
      {
        return place..<found.upperBound
      }
      searched = text.count
      if searched > Self.mostHeader { return .some(nil) }
      guard fill() else { return nil }
    }
  }

  /// The length that a header gives.
  private static func length(of header: ArraySlice<UInt8>) -> Int? {
    var length: Int?
    for line in String(decoding: header, as: UTF8.self).split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      guard parts[0].lowercased() == "content-length" else { continue }
      let digits = parts[1].drop { $0 == " " || $0 == "\t" }
      guard length == nil, !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }),
        let number = Int(digits)
      else { return nil }
      length = number
    }
    return length
  }

  /// Drops bytes up to what may be the next header.
  private mutating func resume(_ damage: String) -> Event? {
    let start = Array("Content-Length:".utf8)
    // The search must not find the beginning of the same header again.
    if buffer[place...].starts(with: start) { place += 1 }
    while true {
      if let found = buffer[place...].firstRange(of: start) {
        place = found.lowerBound
        return .damage(damage)
      }
      place = max(place, buffer.count - start.count + 1)
      guard fill() else {
        place = buffer.count
        return .damage(damage)
      }
    }
  }

  /// Drops the next bytes; false at the end.
  private mutating func skip(_ length: Int) -> Bool {
    var rest = length
    while true {
      let here = min(rest, buffer.count - place)
      place += here
      rest -= here
      if rest == 0 { return true }
      guard fill() else { return false }
    }
  }
}
