import Text

extension Digits {
  /// Four significant digits, whole numbers in full up to ten million: what pictures print.
  static func short(_ value: Double) -> String {
    guard value.isFinite else { return fixed(value, 0) }
    let size = abs(value)
    if size == 0 { return "0" }
    if size < 1e7 && value == value.rounded() {
      return grouped(Int(value))
    }
    if size >= 1e7 || size < 1e-4 { return scientificTrimmed(value, 3) }
    let text = fixed(value, max(0, 3 - decimalExponent(size)))
    // 0.05 is 0.05, but what was rounded to 16.00 keeps its zeros.
    let short = trimmed(text)
    return grouped(Double(short) == value ? short : text)
  }

  /// `decimals` decimals, or two significant digits if those would show only zeros.
  package static func visible(_ value: Double, _ decimals: Int) -> String {
    let text = fixed(value, decimals)
    guard value != 0, value.isFinite, !text.contains(where: { ("1"..."9").contains($0) }) else {
      return text
    }
    return rough(value)
  }

  /// A position such as a step number: whole numbers plain, others as `short`.
  static func place(_ value: Double) -> String { short(value) }

  /// `1.5e-07` as people write it: `1.5e-7`.
  static func scientificTrimmed(_ value: Double, _ digits: Int) -> String {
    let parts = scientific(value, digits).split(separator: "e", maxSplits: 1)
    guard parts.count == 2, let exponent = Int(parts[1]) else { return fixed(value, digits) }
    return "\(trimmed(String(parts[0])))e\(exponent)"
  }

  /// Decimals that show a value in `lo...hi` with about three significant digits.
  static func bounds(_ value: Double, _ span: Double) -> String {
    let size = abs(value)
    if size == 0 { return "0" }
    if !(size < 1e7) || (size < 1e-4 && span < 1e-3) { return scientificTrimmed(value, 2) }
    if value == value.rounded() && span >= 10 { return grouped(Int(value)) }
    return grouped(fixed(value, min(max(2, 2 - decimalExponent(max(span, 1e-4))), 6)))
  }

  /// `1 value`, `3 values`; `1 class`, `3 classes`; `1 entry`, `3 entries`.
  package static func count(_ number: Int, _ noun: String) -> String {
    let many =
      noun.hasSuffix("s") ? noun + "es" : noun.hasSuffix("y") ? noun.dropLast() + "ies" : noun + "s"
    return "\(grouped(number)) \(number == 1 ? noun : many)"
  }
}
