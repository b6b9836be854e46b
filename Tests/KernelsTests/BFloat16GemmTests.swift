import Kernels
import Testing

/// The bfloat16 product on random layouts, against the definition on numbers rounded first.
@Suite(.enabled(if: lab_cpu_has_bf16())) struct BFloat16GemmTests {
  /// The nearest bfloat16, halves to even.
  static func rounded(_ x: Float) -> Float {
    let bits = x.bitPattern
    return Float(bitPattern: (bits + 0x7fff + (bits >> 16 & 1)) & 0xffff_0000)
  }

  @Test(arguments: [(3_000, 40), (40, 300), (6, 1_200)])
  func agreesWithTheDefinition(cases: Int, limit: Int) {
    for seed in 0..<cases {
      var random = SplitMix(state: UInt64(seed + limit))
      var product = GemmCase(using: &random, limit: limit)
      product.A = product.A.map(Self.rounded)
      product.B = product.B.map(Self.rounded)
      product.bias = nil
      var result = product.C
      var scratch = [Float](repeating: .nan, count: lab_gemm_scratch(0, 0, 0))
      lab_gemm_bf16(
        1, product.M, product.N, product.K, product.A, product.aRow, product.aColumn, product.B,
        product.bRow, product.bColumn, &result, product.cRow, product.accumulate, &scratch)
      #expect(
        distance(result, product.expected()) <= 1e-5 * Double(product.K + 1),
        "seed \(seed): \(product.M) \(product.N) \(product.K)")
    }
  }

  @Test func multipliesByTheScale() {
    let (a, b): ([Float], [Float]) = ([1, 2, 3], [4, 5, 6])
    var c: [Float] = [10]
    var scratch = [Float](repeating: 0, count: lab_gemm_scratch(0, 0, 0))
    lab_gemm_bf16(0.5, 1, 1, 3, a, 3, 1, b, 1, 1, &c, 1, true, &scratch)
    #expect(c == [26])
  }
}
