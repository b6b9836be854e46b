import Foundation
import TestSupport
import Testing
import Text

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
}
