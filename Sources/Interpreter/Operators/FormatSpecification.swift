import Text

/// What follows the colon in `f"{x:>10.4f}"`, with Python's meaning.
///
/// The form is `[[fill]align][sign][#][0][width][,][.precision][type]`. It is a class, so that using a
/// format known at compile time copies a reference, not six texts.
package final class FormatSpecification {
  private var fill: Character = " "
  private var align: Character?
  private var sign: Character = "-"
  /// `#`: whether the base of a whole number is shown, as in 0xff.
  private var showsBase = false
  /// `0` before the width: zeros after the sign.
  private var isZeroPadded = false
  private var width = 0
  private var grouping: Character?
  private var precision: Int?
  private var type: Character?
  private let source: String
  /// The number of decimals, if the format asks for nothing else.
  private var decimals: Int?

  package init(_ source: String) throws(Failure) {
    self.source = source
    var rest = Array(source)[...]
    if rest.count > 1, "<>^=".contains(rest[rest.startIndex + 1]) {
      fill = rest.removeFirst()
      align = rest.removeFirst()
    } else if let first = rest.first, "<>^=".contains(first) {
      align = rest.removeFirst()
    }
    if let first = rest.first, "+- ".contains(first) { sign = rest.removeFirst() }
    if rest.first == "#" {
      rest.removeFirst()
      showsBase = true
    }
    if rest.first == "0" {
      rest.removeFirst()
      if align == nil {
        fill = "0"
        isZeroPadded = true
      }
    }
    width = try Self.number(&rest) ?? 0
    if let first = rest.first, ",_".contains(first) { grouping = rest.removeFirst() }
    if rest.first == "." {
      rest.removeFirst()
      guard let digits = try Self.number(&rest) else { throw unknown() }
      precision = digits
    }
    if let first = rest.first, "bcdeEfFgGnosxX%".contains(first) { type = rest.removeFirst() }
    guard rest.isEmpty, !showsBase || type.map("boxXd".contains) == true,
      grouping != "," || type.map("boxX".contains) != true
    else { throw unknown() }
    if type == "f", width == 0, grouping == nil, sign == "-" { decimals = precision ?? 6 }
  }

  private static func number(_ rest: inout ArraySlice<Character>) throws(Failure) -> Int? {
    var result: Int?
    while let digit = rest.first?.wholeNumberValue, rest.first?.isASCII == true {
      rest.removeFirst()
      result = (result ?? 0) * 10 + digit
      guard result ?? 0 <= Limits.formatWidth else {
        throw Failure(.limit, "a width or precision of more than \(Limits.formatWidth)")
      }
    }
    return result
  }

  private func unknown() -> Failure {
    Failure("unknown format `\(source)`", hint: "for example .4f, 02d, >10, ,, .2%, e, g")
  }

  /// Appends the value, as this format writes it, to `text`.
  package func write(_ value: Value, to text: TextBuffer) throws(Failure) {
    if let decimals, case .float(let number) = value, text.append(number, decimals: decimals) {
      return
    }
    text.append(try format(value))
  }

  /// The value as this format writes it.
  package func format(_ value: Value) throws(Failure) -> String {
    switch value {
    case .int(let number): return try format(number)
    case .float(let number): return padded(try format(number), numeric: true)
    case .bool(let flag) where type != nil && type != "s": return try format(flag ? 1 : 0)
    case .tensor(let tensor) where tensor.count == 1 && type != "s":
      if tensor.dtype == .int64 { return try format(tensor.integer) }
      return padded(try format(tensor.number), numeric: true)
    case .object(let object) where type != "s" && object.number != nil:
      return padded(try format(object.number ?? .nan), numeric: true)
    default:
      if type ?? "s" != "s" || sign != "-" || grouping != nil || align == "=" {
        throw Failure("the format `\(source)` is for numbers, not for \(value.described)")
      }
      var text = value.text
      if let precision { text = String(text.prefix(precision)) }
      return padded(text, numeric: false)
    }
  }

  private func format(_ number: Int) throws(Failure) -> String {
    switch type {
    case nil where precision == nil, "d", "n":
      return padded(grouped(String(number.magnitude), after: signed(number < 0)), numeric: true)
    case "x": return based(number, 16, "0x")
    case "X": return based(number, 16, "0X")
    case "o": return based(number, 8, "0o")
    case "b": return based(number, 2, "0b")
    case "s", "c": throw Failure("the format `\(source)` is for strings, not for numbers")
    default: return padded(try format(Double(number)), numeric: true)
    }
  }

  private func based(_ number: Int, _ base: Int, _ prefix: String) -> String {
    let digits = String(number.magnitude, radix: base, uppercase: prefix == "0X")
    let head = signed(number < 0) + (showsBase ? prefix : "")
    return padded(grouped(digits, after: head, by: 4), numeric: true)
  }

  private func format(_ number: Double) throws(Failure) -> String {
    guard type.map("bcdosxX".contains) != true else {
      throw Failure("the format `\(source)` is not for numbers with a fraction")
    }
    let magnitude = number.magnitude
    let minus = signed(number.sign == .minus && !number.isNaN)
    guard number.isFinite else {
      let text = minus + (number.isNaN ? "nan" : "inf") + (type == "%" ? "%" : "")
      return type.map("EFG".contains) == true ? text.uppercased() : text
    }
    switch type {
    case "f", "F": return grouped(Digits.fixed(magnitude, precision ?? 6), after: minus)
    case "%": return grouped(Digits.fixed(magnitude * 100, precision ?? 6) + "%", after: minus)
    case "e": return minus + Digits.scientific(magnitude, precision ?? 6)
    case "E": return minus + Digits.scientific(magnitude, precision ?? 6).uppercased()
    case "g", "n": return grouped(Digits.general(magnitude, precision ?? 6), after: minus)
    case "G": return grouped(Digits.general(magnitude, precision ?? 6).uppercased(), after: minus)
    case nil:
      guard let precision else { return grouped(magnitude.description, after: minus) }
      let text = Digits.general(magnitude, max(1, precision))
      let isWhole = !text.contains { ".e".contains($0) }
      return grouped(isWhole ? text + ".0" : text, after: minus)
    default: return grouped(magnitude.description, after: minus)
    }
  }

  private func signed(_ isNegative: Bool) -> String {
    if isNegative { return "-" }
    return sign == "-" ? "" : String(sign)
  }

  /// Separates the thousands in the digits before the point.
  private func grouped(_ digits: String, after head: String, by size: Int = 3) -> String {
    guard let grouping else { return head + digits }
    let whole = digits.prefix { size == 3 ? $0.isNumber : $0.isHexDigit }
    let rest = digits.dropFirst(whole.count)
    var result: [Character] = []
    for (index, digit) in whole.reversed().enumerated() {
      if index > 0, index % size == 0 { result.append(grouping) }
      result.append(digit)
    }
    // Zeros that fill the width are grouped, too, and never led by a separator.
    var count = whole.count
    while isZeroPadded, head.count + result.count + rest.count < width {
      if count % size == 0 { result.append(grouping) }
      result.append("0")
      count += 1
    }
    return head + String(result.reversed()) + rest
  }

  private func padded(_ text: String, numeric: Bool) -> String {
    guard width > 0 else { return text }
    let missing = width - text.unicodeScalars.count
    guard missing > 0 else { return text }
    let padding = String(repeating: fill, count: missing)
    switch align ?? (numeric ? isZeroPadded ? "=" : ">" : "<") {
    case "<": return text + padding
    case "^":
      let left = String(repeating: fill, count: missing / 2)
      return left + text + String(repeating: fill, count: missing - missing / 2)
    case "=":
      var rest = text[...]
      var head = rest.first.map("+- ".contains) == true ? String(rest.removeFirst()) : ""
      if showsBase, rest.first == "0", rest.dropFirst().first?.isLetter == true {
        head += rest.prefix(2)
        rest = rest.dropFirst(2)
      }
      return head + padding + rest
    default: return padding + text
    }
  }
}
