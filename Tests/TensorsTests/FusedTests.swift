import Testing

@testable import Tensors

/// Operations in one pass, against the same composed of elementary ones.
///
/// Values and gradients are compared on random shapes and layouts.
@Suite struct FusedTests {
  /// Compares both sides' results and the gradients of all inputs, for the same random slope.
  private func agree(
    _ inputs: [Tensor], _ random: inout SplitMix64,
    _ fused: @escaping ([Tensor]) throws -> Tensor,
    _ plain: @escaping ([Tensor]) throws -> Tensor
  ) throws {
    var results: [[[Double]]] = []
    var state = random
    for operation in [fused, plain] {
      state = random
      let parameters = try inputs.map { try $0.asParameter() }
      // A parameter is contiguous; its odd layout is restored by a view, which gradients pass
      // through.
      let views = try zip(parameters, inputs).map { parameter, input in
        let odd = try input.detached() * Tensor.scalar(Float(0))
        return try parameter + odd
      }
      let result = try operation(views)
      let slope = try Tensor.scattered(result.shape, &state)
      try (result * slope).sum().backward()
      results.append(
        [result.doubles()] + parameters.map { $0.gradient.map { $0.doubles() } ?? [] })
    }
    random = state
    for (ours, theirs) in zip(results[0], results[1]) {
      #expect(relativeError(ours, theirs) < 2e-5, "\(inputs.map(\.shape))")
    }
  }

  private func leading(_ random: inout SplitMix64, _ most: Int) -> [Int] {
    (0..<Int.random(in: 0...2, using: &random)).map { _ in
      Int.random(in: 1...most, using: &random)
    }
  }

  @Test(arguments: 0..<300) func linear(seed: Int) throws {
    var random = SplitMix64(state: UInt64(seed))
    let lead = leading(&random, 40)
    let (n, m) = (Int.random(in: 1...70, using: &random), Int.random(in: 1...70, using: &random))
    let inputs = [
      try Tensor.scattered(try Shape(lead + [n]), &random), try Tensor.scattered([m, n], &random),
      try Tensor.scattered([m], &random),
    ]
    try agree(inputs, &random) {
      try Tensor.linear($0[0], $0[1], $0[2])
    } _: {
      try Tensor.matmul($0[0], $0[1].matrixTransposed()) + $0[2]
    }
  }

  @Test(arguments: 0..<300) func layerNorm(seed: Int) throws {
    var random = SplitMix64(state: UInt64(seed))
    let lead = leading(&random, 30)
    let n = Int.random(in: 2...90, using: &random)
    let inputs = [
      try Tensor.scattered(try Shape(lead + [n]), &random), try Tensor.scattered([n], &random),
      try Tensor.scattered([n], &random),
    ]
    try agree(inputs, &random) {
      try $0[0].layerNorm([n], weight: $0[1], bias: $0[2], epsilon: 0.1)
    } _: {
      let centred = try $0[0] - $0[0].mean([-1], keepDims: true)
      let variance = try centred.square().mean([-1], keepDims: true)
      return try centred * (variance + Tensor.scalar(Float(0.1))).rsqrt() * $0[1] + $0[2]
    }
  }

  @Test(arguments: 0..<300) func batchNorm(seed: Int) throws {
    var random = SplitMix64(state: UInt64(seed))
    let channels = Int.random(in: 1...80, using: &random)
    let shape = try Shape([Int.random(in: 2...40, using: &random), channels] + leading(&random, 5))
    let inputs = [
      try Tensor.scattered(shape, &random), try Tensor.scattered([channels], &random),
      try Tensor.scattered([channels], &random),
    ]
    let dims = (0..<shape.count).filter { $0 != 1 }
    var each = Shape(repeating: 1, count: shape.count)
    each[1] = channels
    try agree(inputs, &random) {
      try $0[0].batchNorm(weight: $0[1], bias: $0[2], epsilon: 0.1).result
    } _: {
      let centred = try $0[0] - $0[0].mean(dims, keepDims: true)
      let variance = try centred.square().mean(dims, keepDims: true)
      let scaled = try centred * (variance + Tensor.scalar(Float(0.1))).rsqrt()
      return try scaled * $0[1].reshaped(each) + $0[2].reshaped(each)
    }
  }

  @Test(arguments: 0..<100) func scaledProduct(seed: Int) throws {
    var random = SplitMix64(state: UInt64(seed))
    let (left, right) = try StackProductTests.shapes(&random)
    let inputs = [try Tensor.scattered(left, &random), try Tensor.scattered(right, &random)]
    try agree(inputs, &random) {
      try Tensor.matmul($0[0], $0[1], scale: 0.37)
    } _: {
      try Tensor.matmul($0[0], $0[1]) * Tensor.scalar(Float(0.37))
    }
  }

  /// Written-out attention with interleaved heads: joining them is a view.
  @Test func headsAreJoinedWithoutACopy() throws {
    var random = SplitMix64(state: 7)
    let qkv = try Tensor.random([2, 5, 3 * 4 * 6], &random)
    let parts = try qkv.rearranged("b n (t h d) -> t b h n d", ["t": 3, "h": 4]).unbound()
    let scores = try Tensor.matmul(parts[0], parts[1].matrixTransposed())
    let mixed = try Tensor.matmul(scores, parts[2])
    let joined = try mixed.rearranged("b h n d -> b n (h d)")
    #expect(joined.storage === mixed.storage)
    #expect(joined.isContiguous)
  }

  /// Slices that wait for each other in the backward pass: all of them, some, one twice.
  @Test(arguments: [[0, 1, 2], [2, 0, 1], [0, 2], [1], [0, 1, 1, 2], [2, 2]])
  func gradientsOfSlicesAddUp(picked: [Int]) throws {
    let whole = try Tensor.of([1, 2, 3, 4, 5, 6] as [Float], shape: [3, 2]).asParameter()
    var loss = try Tensor.scalar(Float(0))
    for (position, index) in picked.enumerated() {
      loss = try loss + whole.selected(0, index).sum() * Tensor.scalar(Float(position + 1))
    }
    try loss.backward()
    var expected = Array(repeating: 0.0, count: 6)
    for (position, index) in picked.enumerated() {
      for column in 0..<2 { expected[2 * index + column] += Double(position + 1) }
    }
    #expect(whole.gradient?.doubles() == expected)
  }
}
