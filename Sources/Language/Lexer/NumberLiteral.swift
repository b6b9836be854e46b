extension Lexer {
  /// Reads `50_000`, `0xFF`, `1e-3`, `.5`.
  mutating func number() throws(Diagnostic) -> Token.Kind {
    let start = position
    if byte() == UInt8(ascii: "0"), let radix = radix(of: byte(ahead: 1)) {
      position += 2
      let digits = try digits(isWordByte)
      try refuseSuffix()
      return try integer(digits, radix: radix, from: start)
    }

    var text = try digits(isDigit)
    var isFloat = false
    // `1...12` is a range and `1.norm` a member.
    if byte() == UInt8(ascii: "."), byte(ahead: 1) != UInt8(ascii: "."),
      !isWordStart(byte(ahead: 1)) || isExponent(at: 1)
    {
      isFloat = true
      position += 1
      text.append(UInt8(ascii: "."))
      if isDigit(byte()) { text += try digits(isDigit) }
    }
    if isExponent(at: 0) {
      isFloat = true
      text.append(UInt8(ascii: "e"))
      position += 1
      if !isDigit(byte()) {
        text.append(byte())
        position += 1
      }
      text += try digits(isDigit)
    }
    try refuseSuffix()
    return isFloat ? try float(text, from: start) : try decimal(text, from: start)
  }

  private func radix(of mark: UInt8) -> Int? {
    switch mark {
    case UInt8(ascii: "x"), UInt8(ascii: "X"): 16
    case UInt8(ascii: "o"), UInt8(ascii: "O"): 8
    case UInt8(ascii: "b"), UInt8(ascii: "B"): 2
    default: nil
    }
  }

  /// Whether `e5`, `e-5` or `E+5` is `distance` bytes ahead.
  private func isExponent(at distance: Int) -> Bool {
    guard byte(ahead: distance) | 0x20 == UInt8(ascii: "e") else { return false }
    let next = byte(ahead: distance + 1)
    let isSigned = next == UInt8(ascii: "+") || next == UInt8(ascii: "-")
    return isDigit(isSigned ? byte(ahead: distance + 2) : next)
  }

  private func isWordStart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || isWordByte(byte) && !isDigit(byte)
  }

  /// Digits with single underscores between them, which are left out.
  private mutating func digits(_ isMember: (UInt8) -> Bool) throws(Diagnostic) -> [UInt8] {
    var digits: [UInt8] = []
    while isMember(byte()) || byte() == UInt8(ascii: "_") {
      if byte() != UInt8(ascii: "_") {
        digits.append(byte())
      } else if digits.isEmpty || byte(ahead: 1) == UInt8(ascii: "_")
        || !isMember(byte(ahead: 1))
      {
        throw Diagnostic(
          .syntax, "`_` in a number must be between two digits",
          at: Span(source, position, position + 1))
      }
      position += 1
    }
    return digits
  }

  private func refuseSuffix() throws(Diagnostic) {
    guard let (scalar, length) = scalar(), scalar == "_" || scalar.properties.isXIDContinue else {
      return
    }
    throw Diagnostic(
      .syntax, "`\(scalar)` runs into the number before it",
      at: Span(source, position, position + length),
      hint: "put an operator or a space between them")
  }

  private func decimal(_ digits: [UInt8], from start: Int) throws(Diagnostic) -> Token.Kind {
    if digits.count > 1, digits[0] == UInt8(ascii: "0"),
      digits.contains(where: { $0 != UInt8(ascii: "0") })
    {
      throw Diagnostic(
        .syntax, "a number cannot start with 0", at: span(from: start),
        hint: "octal numbers are written 0o17")
    }
    return try integer(digits, radix: 10, from: start)
  }

  private func integer(
    _ digits: [UInt8], radix: Int, from start: Int
  ) throws(Diagnostic) -> Token.Kind {
    var value: UInt64 = 0
    if digits.isEmpty {
      throw Diagnostic(.syntax, "a number needs digits", at: span(from: start))
    }
    for byte in digits {
      let letter = byte | 0x20
      let digit = isDigit(byte) ? Int(byte - UInt8(ascii: "0")) : Int(letter) - 97 + 10
      guard digit >= 0, digit < radix else {
        throw Diagnostic(
          .syntax, "`\(Unicode.Scalar(byte))` is not a digit in base \(radix)",
          at: span(from: start))
      }
      let (product, overflow) = value.multipliedReportingOverflow(by: UInt64(radix))
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      guard !overflow, !carry else { throw tooLarge(from: start) }
      value = sum
    }
    guard value <= UInt64(Int.min.magnitude) else { throw tooLarge(from: start) }
    return .int(value)
  }

  private func tooLarge(from start: Int) -> Diagnostic { Lexer.tooLarge(at: span(from: start)) }

  /// The complaint about an integer that 64 bits cannot hold.
  static func tooLarge(at span: Span) -> Diagnostic {
    Diagnostic(
      .syntax, "this integer is too large", at: span,
      hint: "integers go up to 9_223_372_036_854_775_807; write a float, such as 1e20")
  }

  private func float(_ text: [UInt8], from start: Int) throws(Diagnostic) -> Token.Kind {
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
      throw Diagnostic(
        .syntax, "this number is too large", at: span(from: start),
        hint: "floats go up to 1.8e308")
    }
    return .float(value)
  }
}
