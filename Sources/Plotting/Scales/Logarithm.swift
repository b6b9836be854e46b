/// log₁₀ of a positive finite number, written here so that it is the same on every machine.
///
/// x = m·2^e with m in [√½, √2); ln m = 2·artanh((m−1)/(m+1)) by its series, whose ratio is
/// below 0.0295, so 12 terms reach the last bit.
func log10(_ value: Double) -> Double {
  guard value > 0, value.isFinite else { return value == 0 ? -.infinity : .nan }
  var exponent = Double(value.exponent)
  var mantissa = value.significand
  if mantissa > 1.4142135623730951 {
    mantissa /= 2
    exponent += 1
  }
  let s = (mantissa - 1) / (mantissa + 1)
  let square = s * s
  var sum = 0.0
  for term in stride(from: 23, through: 3, by: -2) { sum = (sum + 1 / Double(term)) * square }
  let natural = 2 * s * (1 + sum)
  return exponent * 0.30102999566398120 + natural * 0.43429448190325183
}

/// 10^exponent as the nearest double; 0 or infinity beyond its range.
func powerOfTen(_ exponent: Int) -> Double {
  if (0...22).contains(exponent) {
    var power = 1.0
    for _ in 0..<exponent { power *= 10 }
    return power
  }
  return Double("1e\(exponent)") ?? (exponent < 0 ? 0 : .infinity)
}

/// ⌊log₁₀ value⌋ of a positive finite number, exact at the powers of ten.
func decimalExponent(_ value: Double) -> Int {
  guard value > 0, value.isFinite else { return 0 }
  var exponent = Int(log10(value).rounded(.down))
  if powerOfTen(exponent + 1) <= value { exponent += 1 }
  if powerOfTen(exponent) > value { exponent -= 1 }
  return exponent
}

/// Rounds half up after quantising to 1e-9, so that noise in the last bits cannot move a cell.
func cell(_ position: Double) -> Int {
  guard position.isFinite else { return 0 }
  let limited = min(max(position, -1e6), 1e6)
  let quantised = (limited * 1e9).rounded() / 1e9
  return Int((quantised + 0.5).rounded(.down))
}
