import Text

/// A line of a golden as words and numbers, which may have tolerances: `loss=0.4312±0.01`.
struct GoldenLine {
  /// How far numbers may be apart that have no tolerance of their own.
  struct Tolerance: Sendable {
    var relative: Double
    var absolute: Double
  }

  /// A number as written.
  struct Number {
    let value: Double
    /// One unit of the last digit that was written; 0 for a whole number.
    let unit: Double
    let text: String
    var tolerance: String?
  }

  /// What stands before each number, and behind the last.
  private(set) var words: [String] = [""]
  private(set) var numbers: [Number] = []
  let text: String

  init(_ text: String) {
    self.text = text
    var rest = text[...]
    var isWord = false
    while let first = rest.first {
      if !isWord, let number = Self.number(&rest) {
        numbers.append(number)
        words.append("")
        isWord = true
      } else {
        words[words.count - 1].append(first)
        rest.removeFirst()
        isWord = first.isLetter || first == "_" || (isWord && first.isNumber)
      }
    }
  }

  /// How the line of a run differs from this one; nil if it does not, within the tolerances.
  func difference(from line: GoldenLine, _ tolerance: Tolerance) -> String? {
    if line.text == text { return nil }
    guard line.words == words else { return "`\(text)` became `\(line.text)`" }
    for (wanted, number) in zip(numbers, line.numbers) where wanted.text != number.text {
      let own = number.tolerance == nil ? wanted.tolerance.flatMap { Double($0) } : nil
      // Printed numbers are rounded; whole ones are exact.
      let allowed =
        own
        ?? (wanted.unit == 0 && number.unit == 0
          ? 0
          : max(tolerance.absolute, tolerance.relative * abs(wanted.value)) + wanted.unit * 1.001)
      let gap = abs(wanted.value - number.value)
      // A tolerance that was written in decimals includes its end.
      if gap.isNaN || gap > allowed * (1 + 1e-9) {
        return
          "\(wanted.text) became \(number.text), in `\(line.text)`; \(Digits.general(allowed, 3)) "
          + "is allowed"
      }
    }
    return nil
  }

  /// The line with the tolerances of an older golden, where that is the same but for numbers.
  func keeping(_ old: GoldenLine) -> String {
    guard old.words == words else { return text }
    var result = words[0]
    for (index, number) in numbers.enumerated() {
      let own = number.tolerance ?? old.numbers[index].tolerance
      result += number.text + (own.map { "±" + $0 } ?? "") + words[index + 1]
    }
    return result
  }

  /// Takes a number, and its tolerance, from the beginning of `text`.
  private static func number(_ text: inout Substring) -> Number? {
    guard var written = plain(text, isSigned: true) else { return nil }
    let digits = written.filter { $0 != "," && $0 != "_" }
    guard let value = Double(digits) else { return nil }
    var rest = text.dropFirst(written.count)
    var tolerance: String?
    if rest.first == "±", let own = plain(rest.dropFirst(), isSigned: false), Double(own) != nil {
      tolerance = own
      rest = rest.dropFirst(1 + own.count)
    }
    if written.isEmpty { written = digits }
    text = rest
    return Number(value: value, unit: unit(of: digits), text: written, tolerance: tolerance)
  }

  private static func plain(_ text: Substring, isSigned: Bool) -> String? {
    let pattern =
      isSigned
      ? /-?[0-9][0-9,_]*(\.[0-9]+)?([eE][-+]?[0-9]+)?/ : /[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?/
    guard let match = text.prefixMatch(of: pattern) else { return nil }
    var found = String(match.0)
    while let last = found.last, last == "," || last == "_" { found.removeLast() }
    return found
  }

  private static func unit(of digits: String) -> Double {
    let parts = digits.lowercased().split(separator: "e")
    guard let mantissa = parts.first else { return 0 }
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    guard let point = mantissa.firstIndex(of: ".") else {
      return parts.count > 1 ? Self.power(exponent) : 0
    }
    let places = mantissa.distance(from: point, to: mantissa.endIndex) - 1
    return power(exponent - places)
  }

  private static func power(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 0 }
}
