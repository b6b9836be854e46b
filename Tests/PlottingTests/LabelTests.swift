import Foundation
import TestSupport
import Testing
import Text

@testable import Plotting

/// Numbers as pictures show them.
@Suite struct LabelTests {
  private static let values: [Double] = {
    var random = Noise(31)
    return (0..<2000).map { _ in Double(bitPattern: random.next()) }
  }()

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
