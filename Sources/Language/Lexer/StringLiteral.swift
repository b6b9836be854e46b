extension Lexer {
  /// Reads from the opening quote: a whole plain string, or only the quote of an f-string.
  mutating func string(prefixed: Bool, raw: Bool) throws(Diagnostic) -> Token.Kind {
    let start = position
    let mark = byte()
    let isTriple = byte(ahead: 1) == mark && byte(ahead: 2) == mark
    let quote = Quote(mark: mark, isTriple: isTriple, isRaw: raw)
    position += quote.length
    if prefixed { return .interpolation(quote) }
    let (text, _) = try text(until: quote, opened: start, stoppingAt: { _ in false })
    return .string(text)
  }

  /// Why a piece of text ended.
  enum TextEnd {
    case quote
    /// One of the bytes to stop at; it is not consumed.
    case stop
  }

  /// Reads text, its escapes replaced, to the closing quote or to a byte to stop at.
  ///
  /// The quote is consumed. A byte to stop at that is doubled is part of the text.
  mutating func text(
    until quote: Quote, opened start: Int, stoppingAt isStop: (UInt8) -> Bool
  ) throws(Diagnostic) -> (String, TextEnd) {
    var text: [UInt8] = []
    while position < end {
      let byte = bytes[position]
      if byte == quote.mark, closes(quote) {
        position += quote.length
        return (String(decoding: text, as: UTF8.self), .quote)
      }
      if byte == UInt8(ascii: "\n"), !quote.isTriple { break }
      if isStop(byte) {
        guard self.byte(ahead: 1) == byte else {
          return (String(decoding: text, as: UTF8.self), .stop)
        }
        text.append(byte)
        position += 2
      } else if byte == UInt8(ascii: "\\"), !quote.isRaw {
        try escape(into: &text)
      } else if byte == UInt8(ascii: "\r"), self.byte(ahead: 1) == UInt8(ascii: "\n") {
        position += 1
      } else {
        text.append(byte)
        position += 1
      }
    }
    if quote.isTriple { ranOut = true }
    throw unclosed(quote, opened: start)
  }

  /// The complaint about a string without an end.
  func unclosed(_ quote: Quote, opened start: Int) -> Diagnostic {
    let marks = String(repeating: String(Unicode.Scalar(quote.mark)), count: quote.length)
    return Diagnostic(
      .syntax, Lexer.neverClosed, at: Span(source, start, start + quote.length),
      hint: quote.isTriple
        ? "end it with \(marks)" : "end it with \(marks) on the same line")
  }

  static let neverClosed = "this string is never closed"

  private func closes(_ quote: Quote) -> Bool {
    !quote.isTriple || byte(ahead: 1) == quote.mark && byte(ahead: 2) == quote.mark
  }

  // MARK: Escapes

  private mutating func escape(into text: inout [UInt8]) throws(Diagnostic) {
    let start = position
    let letter = byte(ahead: 1)
    position += 2
    switch letter {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "a"): text.append(0x07)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "v"): text.append(0x0B)
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): text.append(letter)
    case UInt8(ascii: "x"): try hexadecimal(2, from: start, into: &text)
    case UInt8(ascii: "u"): try hexadecimal(4, from: start, into: &text)
    case UInt8(ascii: "U"): try hexadecimal(8, from: start, into: &text)
    case UInt8(ascii: "0")...UInt8(ascii: "7"): octal(from: start, into: &text)
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "\r") where byte() == UInt8(ascii: "\n"): position += 1
    default:
      position = min(position, end)
      let (scalar, length) = decodeScalar(in: bytes, at: start + 1, end: end) ?? ("\\", 0)
      throw Diagnostic(
        .syntax, "unknown escape `\\\(length == 0 ? "" : String(scalar))`",
        at: Span(source, start, start + 1 + length),
        hint: "write `\\\\` for a backslash, or r\"…\" for a string without escapes")
    }
  }

  private mutating func hexadecimal(
    _ count: Int, from start: Int, into text: inout [UInt8]
  ) throws(Diagnostic) {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = Character(Unicode.Scalar(byte())).hexDigitValue else {
        throw Diagnostic(
          .syntax, "this escape needs \(count) hexadecimal digits", at: span(from: start))
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw Diagnostic(.syntax, "there is no such character", at: span(from: start))
    }
    text += Array(String(scalar).utf8)
  }

  private mutating func octal(from start: Int, into text: inout [UInt8]) {
    position = start + 1
    var value: UInt32 = 0
    while position < start + 4, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte()) {
      value = value << 3 | UInt32(byte() - UInt8(ascii: "0"))
      position += 1
    }
    // Three octal digits are at most U+01FF.
    if let scalar = Unicode.Scalar(value) { text += Array(String(scalar).utf8) }
  }
}
