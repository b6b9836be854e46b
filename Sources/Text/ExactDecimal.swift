/// A double's exact value in decimal: every double is a whole number over a power of two, so its
/// decimal expansion ends (after at most 767 significant digits).
struct ExactDecimal {
  /// Significant digits, most significant first, none leading with 0; empty for zero.
  private var digits: [UInt8]
  /// The value is 0.d₁d₂d₃… × 10^point.
  private var point: Int

  /// The exact decimal value of |`value`|, which must be finite.
  init(_ value: Double) {
    let raw = value.exponentBitPattern
    let exponent = Int(raw == 0 ? 1 : raw) - 1075
    let significand = value.significandBitPattern | (raw == 0 ? 0 : 1 << 52)
    var limbs = [UInt32(significand % 1_000_000_000), UInt32(significand / 1_000_000_000)]
    // m·2^e as it is; m/2^k as m·5^k with the point moved k places.
    let (base, power, perStep): (UInt64, Int, Int) =
      exponent >= 0 ? (2, exponent, 29) : (5, -exponent, 12)
    var left = power
    while left > 0 {
      let now = min(left, perStep)
      var factor: UInt64 = 1
      for _ in 0..<now { factor *= base }
      ExactDecimal.multiply(&limbs, by: factor)
      left -= now
    }
    digits = ExactDecimal.digits(of: limbs)
    point = digits.count - (exponent >= 0 ? 0 : power)
  }

  /// The exponent in scientific notation; 0 for zero.
  var exponent: Int { digits.isEmpty ? 0 : point - 1 }

  func rounded(decimals: Int) -> ExactDecimal { rounded(keeping: point + decimals) }
  func rounded(significant: Int) -> ExactDecimal { rounded(keeping: significant) }

  /// Rounds to the first `count` digits, half to even.
  private func rounded(keeping count: Int) -> ExactDecimal {
    guard count < digits.count else { return self }
    var result = self
    result.digits = count > 0 ? Array(digits[..<count]) : []
    let isUp: Bool
    if count < 0 {
      isUp = false
    } else if digits[count] != 5 {
      isUp = digits[count] > 5
    } else if digits[(count + 1)...].contains(where: { $0 > 0 }) {
      isUp = true
    } else {
      isUp = count > 0 && digits[count - 1] % 2 == 1
    }
    if isUp { result.increment() }
    return result
  }

  private mutating func increment() {
    var place = digits.count - 1
    while place >= 0 && digits[place] == 9 {
      digits[place] = 0
      place -= 1
    }
    if place >= 0 {
      digits[place] += 1
    } else {
      digits.insert(1, at: 0)
      point += 1
    }
  }

  func fixed(_ decimals: Int, sign: FloatingPointSign) -> String {
    var text = sign == .minus ? "-" : ""
    if point <= 0 || digits.isEmpty { text += "0" }
    for place in 0..<max(digits.isEmpty ? 0 : point, 0) { text += digit(place) }
    guard decimals > 0 else { return text }
    text += "."
    for place in 0..<decimals { text += digits.isEmpty ? "0" : digit(point + place) }
    return text
  }

  func scientific(_ decimals: Int, sign: FloatingPointSign) -> String {
    var text = (sign == .minus ? "-" : "") + digit(0)
    if decimals > 0 {
      text += "."
      for place in 1...decimals { text += digit(place) }
    }
    let size = abs(exponent)
    return text + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + String(size)
  }

  private func digit(_ place: Int) -> String {
    digits.indices.contains(place) ? String(digits[place]) : "0"
  }

  private static func multiply(_ limbs: inout [UInt32], by factor: UInt64) {
    var carry: UInt64 = 0
    for place in limbs.indices {
      let product = UInt64(limbs[place]) * factor + carry
      limbs[place] = UInt32(product % 1_000_000_000)
      carry = product / 1_000_000_000
    }
    while carry > 0 {
      limbs.append(UInt32(carry % 1_000_000_000))
      carry /= 1_000_000_000
    }
  }

  private static func digits(of limbs: [UInt32]) -> [UInt8] {
    var reversed: [UInt8] = []
    reversed.reserveCapacity(limbs.count * 9)
    for limb in limbs {
      var rest = limb
      for _ in 0..<9 {
        reversed.append(UInt8(rest % 10))
        rest /= 10
      }
    }
    while reversed.last == 0 { reversed.removeLast() }
    return reversed.reversed()
  }
}
