import Kernels
import Testing

@testable import Tensors

@Suite struct GeneratorTests {
  /// Known answers of the Random123 distribution for Philox4x32-10, counter and key of zeros.
  @Test func philoxGivesTheKnownAnswer() {
    var words = [UInt32](repeating: 0, count: 4)
    lab_random_bits(0, 0, 0, 4, &words)
    #expect(words == [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8])
  }

  @Test(arguments: [0, 1, 2, 3, 255, 256, 257]) func anySplitGivesTheSameNumbers(at: Int) {
    var whole = [Float](repeating: 0, count: 1_000)
    var parts = whole
    lab_random_normal(5, 6, 0, 1_000, 0, 1, &whole)
    parts.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      lab_random_normal(5, 6, 0, at, 0, 1, start)
      lab_random_normal(5, 6, at, 1_000 - at, 0, 1, start + at)
    }
    #expect(whole == parts)
  }

  @Test func momentsAreRight() throws {
    let generator = Generator(seed: 3)
    let n = 1_000_000
    let uniform = try generator.uniform([n])
    let normal = try generator.normal([n])
    // Five standard errors of each estimate.
    #expect(abs(try uniform.mean().doubles()[0] - 0.5) < 5 * 0.2887 / 1_000)
    #expect(abs(try normal.mean().doubles()[0]) < 5 / 1_000)
    #expect(abs(try normal.variance().doubles()[0] - 1) < 5 * 1.4142 / 1_000)
    #expect(try uniform.minimum(along: 0).values.doubles()[0] >= 0)
    #expect(try uniform.maximum(along: 0).values.doubles()[0] < 1)
  }

  @Test func aStepsNumbersDoNotDependOnTheRouteToIt() throws {
    let a = Generator(seed: 1)
    _ = try a.uniform([100])
    a.begin(step: 4)
    let b = Generator(seed: 1)
    b.begin(step: 4)
    #expect(try a.normal([9]).doubles() == b.normal([9]).doubles())
    #expect(try a.normal([9]).doubles() != a.normal([9]).doubles())
  }

  @Test func permutationsHoldEveryNumberOnce() throws {
    let order = try Generator(seed: 2).permutation(784).values(Int.self)
    #expect(order != Array(0..<784))
    #expect(order.sorted() == Array(0..<784))
  }
}
