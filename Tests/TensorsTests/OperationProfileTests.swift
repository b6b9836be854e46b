import Testing

@testable import Tensors

/// The profile counts calls and arithmetic, and sees nothing while it is off.
@Suite(.serialized) struct OperationProfileTests {
  @Test func countsCallsAndArithmetic() throws {
    var random = SplitMix64(state: 1)
    let a = try Tensor.random([7, 5], &random).asParameter()
    let b = try Tensor.random([5, 3], &random)
    OperationProfile.start()
    let loss = try OperationProfile.measure("profiled product") {
      try Tensor.matmul(a, b).sum()
    }
    try loss.backward()
    let rows = OperationProfile.stop()
    let product = try #require(rows.first { $0.name == "profiled product" })
    #expect(product.calls == 1 && !product.isBackward)
    #expect(product.flops >= 2 * 7 * 5 * 3)
    #expect(rows.contains { $0.name == "@" && $0.isBackward })
    #expect(OperationProfile.stop().isEmpty)
  }
}
