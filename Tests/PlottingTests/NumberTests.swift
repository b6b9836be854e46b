import Foundation
import Testing

@testable import Plotting

/// Numbers as text, against C's `printf`.
@Suite struct NumberTests {
  private static let values: [Double] = {
    var random = Noise(31)
    let some = (0..<2000).map { _ in Double(bitPattern: random.next()) }
    let ties = (0..<200).map { (Double($0) - 100) / 8 }
    return some + ties + [
      0, -0.0, 1e22, 1e23, .leastNonzeroMagnitude, 1.7976931348623157e308, 0.1, 2.5, 1e15,
    ]
  }()

  @Test func asPrintfHasIt() {
    for value in Self.values where value.isFinite {
      for digits in [0, 1, 2, 4, 17] {
        #expect(Digits.fixed(value, digits) == String(format: "%.\(digits)f", value))
        #expect(Digits.scientific(value, digits) == String(format: "%.\(digits)e", value))
        #expect(
          Digits.general(value, max(digits, 1)) == String(format: "%.\(max(digits, 1))g", value))
      }
    }
  }

  @Test func theShortForm() {
    let cases: [(Double, String)] = [
      (0, "0"), (1, "1"), (-3, "-3"), (269_322, "269,322"), (0.05, "0.05"), (0.4494, "0.4494"),
      (15.9996, "16.00"), (12_345.6, "12,346"), (1.5e-7, "1.5e-7"), (2e9, "2e9"), (.nan, "nan"),
      (-.infinity, "-inf"),
    ]
    for (value, text) in cases { #expect(Digits.short(value) == text) }
  }

  @Test func theLogarithm() {
    for exponent in -300...300 {
      #expect(decimalExponent(powerOfTen(exponent)) == exponent)
      #expect(decimalExponent(powerOfTen(exponent).nextDown) == exponent - 1)
    }
    for value in Self.values where value.isNormal && value > 0 {
      let ours = decimalLogarithm(value)
      let theirs = Foundation.log10(value)
      #expect(abs(ours - theirs) <= 1e-14 * max(1, abs(theirs)), "\(value)")
    }
  }

  private func decimalLogarithm(_ value: Double) -> Double { Plotting.log10(value) }
}
