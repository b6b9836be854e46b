/// Numbers as text, written here so that no locale or C library has a say in them.
package enum Digits {
  /// The most decimals written; a request for more is cut off.
  private static let mostDigits = 10_000

  /// `value` with `digits` decimals, as C's `%.*f`: the exact binary value, ties to even.
  ///
  /// NaN and the infinities are `nan`, `inf` and `-inf`; negative zero keeps its sign.
  package static func fixed(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return notFinite(value) }
    let digits = min(max(digits, 0), mostDigits)
    if let text = fastFixed(value, digits) { return text }
    return ExactDecimal(value).rounded(decimals: digits).fixed(digits, sign: value.sign)
  }

  /// `value` as `d.ddde±xx` with `digits` decimals, as C's `%.*e`.
  package static func scientific(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return notFinite(value) }
    let digits = min(max(digits, 0), mostDigits)
    return ExactDecimal(value).rounded(significant: digits + 1)
      .scientific(digits, sign: value.sign)
  }

  /// `value` with `digits` significant digits, without trailing zeros, as C's `%.*g`.
  package static func general(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return notFinite(value) }
    let digits = min(max(digits, 1), mostDigits)
    let decimal = ExactDecimal(value).rounded(significant: digits)
    let exponent = decimal.exponent
    if exponent < -4 || exponent >= digits {
      let text = decimal.scientific(digits - 1, sign: value.sign)
      let parts = text.split(separator: "e", maxSplits: 1)
      guard parts.count == 2 else { return text }
      return trimmed(String(parts[0])) + "e" + parts[1]
    }
    return trimmed(decimal.fixed(digits - 1 - exponent, sign: value.sign))
  }

  /// A whole number with a separator between thousands: `18,478`.
  package static func grouped(_ value: Int, separator: Character = ",") -> String {
    grouped(String(value), separator: separator)
  }

  /// The same for the whole part of a number already written, `-18478.25`.
  package static func grouped(_ text: String, separator: Character = ",") -> String {
    let start = text.firstIndex { ("0"..."9").contains($0) } ?? text.endIndex
    let end = text[start...].firstIndex { !("0"..."9").contains($0) } ?? text.endIndex
    let whole = text[start..<end]
    var result = String(text[..<start])
    var left = whole.count
    for digit in whole {
      result.append(digit)
      left -= 1
      if left > 0 && left % 3 == 0 { result.append(separator) }
    }
    return result + text[end...]
  }

  private static func notFinite(_ value: Double) -> String {
    value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
  }

  /// Without zeros at the end of a fraction.
  package static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// The most bytes that `writeFixed` can write, with room to spare.
  static let fastBytes = 80

  /// What the exact route gives if value × 10^digits fits 128 bits; `nil` otherwise.
  static func fastFixed(_ value: Double, _ digits: Int) -> String? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: fastBytes) { bytes in
      guard let length = writeFixed(value, digits, into: bytes) else { return nil }
      return String(decoding: bytes[..<length], as: UTF8.self)
    }
  }

  /// Writes what `fixed` gives to the start of `text`, which has room for `fastBytes`.
  ///
  /// Returns the number of bytes, or `nil` if value × 10^digits does not fit 128 bits.
  static func writeFixed(
    _ value: Double, _ digits: Int, into text: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    guard value.isFinite, (0...22).contains(digits) else { return nil }
    let raw = value.exponentBitPattern
    let exponent = Int(raw == 0 ? 1 : raw) - 1075
    let significand = value.significandBitPattern | (raw == 0 ? 0 : 1 << 52)
    if exponent > 0 {
      guard exponent <= 70 else { return nil }
      let whole = UInt128(significand) << UInt128(exponent)
      return write(whole, zeros: digits, point: digits, sign: value.sign, into: text)
    }
    let scaled = UInt128(significand) * powersOfTen[digits]  // below 2^53 · 2^73.1
    let shift = -exponent
    guard shift < 128 else {
      return write(0, zeros: 0, point: digits, sign: value.sign, into: text)
    }
    var quotient = scaled >> UInt128(shift)
    if shift > 0 {
      let rest = scaled & ((1 << UInt128(shift)) - 1)
      let half = UInt128(1) << UInt128(shift - 1)
      if rest > half || (rest == half && quotient & 1 == 1) { quotient += 1 }
    }
    return write(quotient, zeros: 0, point: digits, sign: value.sign, into: text)
  }

  /// `number` followed by `zeros` zeros, with the last `point` digits after the point.
  private static func write(
    _ number: UInt128, zeros: Int, point: Int, sign: FloatingPointSign,
    into text: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    // Written from the last digit back, then moved to the front: at most 39 digits and 22 zeros.
    var start = text.count
    var written = 0
    func push(_ digit: UInt8) {
      if written == point && point > 0 {
        start -= 1
        text[start] = UInt8(ascii: ".")
      }
      start -= 1
      text[start] = UInt8(ascii: "0") + digit
      written += 1
    }
    for _ in 0..<zeros { push(0) }
    var high = number
    while high > UInt128(UInt64.max) {
      push(UInt8(truncatingIfNeeded: high % 10))
      high /= 10
    }
    var low = UInt64(truncatingIfNeeded: high)
    while low > 0 {
      push(UInt8(truncatingIfNeeded: low % 10))
      low /= 10
    }
    while written <= point { push(0) }
    if sign == .minus {
      start -= 1
      text[start] = UInt8(ascii: "-")
    }
    let length = text.count - start
    for index in 0..<length { text[index] = text[start + index] }
    return length
  }

  private static let powersOfTen: [UInt128] = {
    var powers: [UInt128] = [1]
    for exponent in 0..<22 { powers.append(powers[exponent] * 10) }
    return powers
  }()
}
