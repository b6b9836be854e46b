import Testing

@testable import Tensors

/// An operation on one or two tensors, and the possible values of its inputs.
struct Operation: Sendable, CustomTestStringConvertible {
  let name: String
  let shapes: [Shape]
  var range: ClosedRange<Float> = -1...1
  let apply: @Sendable ([Tensor]) throws -> Tensor

  var testDescription: String { name }
}

let operations: [Operation] = [
  Operation(name: "+", shapes: [[3, 4], [4]]) { try $0[0] + $0[1] },
  Operation(name: "-", shapes: [[2, 1, 4], [3, 1]]) { try $0[0] - $0[1] },
  Operation(name: "*", shapes: [[3, 4], [3, 1]]) { try $0[0] * $0[1] },
  Operation(name: "/", shapes: [[3, 4], [3, 4]], range: 0.5...2) { try $0[0] / $0[1] },
  Operation(name: "**", shapes: [[3, 4], [4]], range: 0.5...2) { try Tensor.power($0[0], $0[1]) },
  Operation(name: "logaddexp", shapes: [[5], [2, 5]]) { try Tensor.logAddExp($0[0], $0[1]) },
  Operation(name: "maximum", shapes: [[5], [5]]) { try Tensor.maximum($0[0], $0[1]) },
  Operation(name: "minimum", shapes: [[5], [5]]) { try Tensor.minimum($0[0], $0[1]) },
  Operation(name: "exp", shapes: [[7]]) { try $0[0].exp() },
  Operation(name: "expm1", shapes: [[7]]) { try $0[0].unary(.expm1) },
  Operation(name: "log", shapes: [[7]], range: 0.5...3) { try $0[0].log() },
  Operation(name: "log1p", shapes: [[7]], range: -0.5...3) { try $0[0].unary(.log1p) },
  Operation(name: "sqrt", shapes: [[7]], range: 0.5...3) { try $0[0].sqrt() },
  Operation(name: "rsqrt", shapes: [[7]], range: 0.5...3) { try $0[0].rsqrt() },
  Operation(name: "reciprocal", shapes: [[7]], range: 0.5...3) { try $0[0].unary(.reciprocal) },
  Operation(name: "square", shapes: [[7]]) { try $0[0].square() },
  Operation(name: "sin", shapes: [[7]], range: -9...9) { try $0[0].unary(.sin) },
  Operation(name: "cos", shapes: [[7]], range: -9...9) { try $0[0].unary(.cos) },
  Operation(name: "tanh", shapes: [[7]]) { try $0[0].tanh() },
  Operation(name: "sigmoid", shapes: [[7]]) { try $0[0].sigmoid() },
  Operation(name: "softplus", shapes: [[7]]) { try $0[0].softplus() },
  Operation(name: "erf", shapes: [[7]], range: -2...2) { try $0[0].unary(.erf) },
  Operation(name: "gelu", shapes: [[7]], range: -2...2) { try $0[0].gelu() },
  Operation(name: "gelu, tanh", shapes: [[7]], range: -2...2) { try $0[0].gelu(approximate: true) },
  Operation(name: "silu", shapes: [[7]], range: -2...2) { try $0[0].silu() },
  Operation(name: "negated", shapes: [[7]]) { try $0[0].negated() },
  Operation(name: "sum", shapes: [[2, 3, 4]]) { try $0[0].sum([1]) },
  Operation(name: "sum of columns", shapes: [[5, 3]]) { try $0[0].sum([0], keepDims: true) },
  Operation(name: "mean", shapes: [[2, 3, 4]]) { try $0[0].mean([0, 2]) },
  Operation(name: "variance", shapes: [[4, 3]]) { try $0[0].variance([0]) },
  Operation(name: "reshape", shapes: [[2, 6]]) { try $0[0].reshaped([3, -1]) },
  Operation(name: "permute", shapes: [[2, 3, 4]]) { try $0[0].permuted([2, 0, 1]) },
  Operation(name: "reshape of a transpose", shapes: [[3, 4]]) {
    try $0[0].matrixTransposed().reshaped([12])
  },
  Operation(name: "slice", shapes: [[5, 4]]) { try $0[0].sliced(0, from: 1, to: 5, by: 2) },
  Operation(name: "reversed", shapes: [[5]]) { try $0[0].sliced(0, by: -1) },
  Operation(name: "select", shapes: [[5, 4]]) { try $0[0].selected(1, -1) },
  Operation(name: "broadcast", shapes: [[3, 1]]) { try $0[0].broadcast(to: [2, 3, 4]) },
  Operation(name: "clamp", shapes: [[9]]) { try $0[0].clamped(min: -0.45, max: 0.47) },
  Operation(name: "@", shapes: [[3, 4], [4, 5]]) { try Tensor.matmul($0[0], $0[1]) },
  Operation(name: "@, rows of a stack", shapes: [[2, 3, 4], [4, 5]]) {
    try Tensor.matmul($0[0], $0[1])
  },
  Operation(name: "@, one matrix before a stack", shapes: [[3, 4], [2, 4, 5]]) {
    try Tensor.matmul($0[0], $0[1])
  },
  Operation(name: "@, transposed", shapes: [[2, 4, 3], [2, 5, 4]]) {
    try Tensor.matmul($0[0].matrixTransposed(), $0[1].matrixTransposed())
  },
  Operation(name: "@, vectors", shapes: [[4], [4]]) { try Tensor.matmul($0[0], $0[1]) },
  Operation(name: "softmax", shapes: [[3, 5]]) { try $0[0].softmax(-1) },
  Operation(name: "softmax, first dimension", shapes: [[5, 3]]) { try $0[0].softmax(0) },
  Operation(name: "log_softmax", shapes: [[3, 5]]) { try $0[0].logSoftmax(1) },
  Operation(name: "cross_entropy", shapes: [[4, 3]]) {
    try Tensor.crossEntropy($0[0], Tensor.of([0, 2, -100, 1]))
  },
  Operation(name: "cross_entropy, smoothed", shapes: [[4, 3]]) {
    try Tensor.crossEntropy($0[0], Tensor.of([0, 2, 2, 1]), smoothing: 0.1, reduction: .none)
  },
  Operation(name: "linear", shapes: [[2, 3, 4], [5, 4], [5]]) {
    try Tensor.linear($0[0], $0[1], $0[2])
  },
  Operation(name: "max", shapes: [[4, 5]]) {
    // A finite difference must not step over a kink: keep a column's elements 0.3 apart.
    let places = (0..<20).map { (index: Int) -> Float in
      Float((3 * (index / 5) + index % 5) % 4) / 2
    }
    let apart = try Tensor.of(places, shape: [4, 5])
    let small = try $0[0] * Tensor.scalar(Float(0.1))
    return try (small + apart).maximum(along: 0).values
  },
  Operation(name: "min", shapes: [[4, 5]]) { try $0[0].minimum(along: -1, keepDims: true).values },
  Operation(name: "gather", shapes: [[3, 4]]) {
    try $0[0].gathered(1, Tensor.of([0, 0, 3, 3, 2, 1], shape: [3, 2]))
  },
  Operation(name: "index", shapes: [[3, 4]]) { try $0[0].picked(1, Tensor.of([3, 0, 0, -2])) },
  Operation(name: "cat", shapes: [[2, 3], [2, 1]]) { try Tensor.concatenated([$0[0], $0[1]], 1) },
  Operation(name: "stack", shapes: [[2, 3], [2, 3]]) { try Tensor.stacked([$0[0], $0[1]], -1) },
  Operation(name: "einsum", shapes: [[2, 3, 4], [4, 5], [2, 5]]) {
    try Tensor.einsum("bij,jk,bk->ki", $0)
  },
  Operation(name: "einsum of a diagonal", shapes: [[3, 3, 2]]) {
    try Tensor.einsum("i i ...", $0)
  },
  Operation(name: "rearrange", shapes: [[2, 3, 4, 6]]) {
    try $0[0].rearranged("b c (h p) (w q) -> b (h w) (p q c)", ["p": 2, "q": 3])
  },
  Operation(name: "reduce", shapes: [[2, 4, 3]]) {
    try $0[0].reduced("b (h 2) c -> c b 1 h", by: .mean)
  },
  Operation(name: "repeat", shapes: [[2, 3]]) {
    try $0[0].repeated("a b -> r b (a 2)", ["r": 2])
  },
  Operation(name: "topk", shapes: [[4, 5]]) { try $0[0].topK(2).values },
  Operation(name: "split", shapes: [[4, 5]]) {
    try Tensor.concatenated(Array($0[0].split([2, 0, 3], 1).reversed()), 1)
  },
  Operation(name: "pad", shapes: [[4, 5]]) { try $0[0].padded([2, -1, -3, 0], value: 7) },
  Operation(name: "flip", shapes: [[4, 5]]) { try $0[0].flipped([0, 1]) },
  Operation(name: "roll", shapes: [[4, 5]]) { try $0[0].rolled(-7, 1) },
  Operation(name: "triu", shapes: [[4, 5]]) { try $0[0].upperTriangle(1) },
  Operation(name: "prod", shapes: [[4, 5]]) { try $0[0].product([0]) },
  Operation(name: "cumsum", shapes: [[4, 5]]) { try $0[0].cumulativeSum(0) },
  Operation(name: "norm", shapes: [[4, 5]]) { try $0[0].norm(2, [1]) },
  Operation(name: "norm, p = 3", shapes: [[4, 5]]) { try $0[0].norm(3, [1]) },
  Operation(name: "amax", shapes: [[4, 5]]) { try $0[0].maximum(over: [0, 1]) },
  Operation(name: "index assignment", shapes: [[3, 4], [2]]) {
    try $0[0].replacing(
      Selection([.places(Tensor.of([2, 0])), .slice(start: 1, stop: nil, step: 2)]), by: $0[1])
  },
  Operation(name: "diamond", shapes: [[4]]) { try $0[0] * $0[0] + $0[0].exp() * $0[0] },
]

/// Layers, whose gradients the fixtures check.
let layers: [Operation] = [
  Operation(name: "conv2d", shapes: [[2, 3, 5, 5], [4, 3, 3, 3], [4]]) {
    try Tensor.convolution($0[0], $0[1], $0[2], relu: true)
  },
  Operation(name: "max_pool2d", shapes: [[2, 3, 4, 4]]) {
    try $0[0].maxPooled(kernel: (2, 2), Window(stride: (2, 2)))
  },
  Operation(name: "layer_norm", shapes: [[3, 5], [5], [5]]) {
    try $0[0].layerNorm([5], weight: $0[1], bias: $0[2])
  },
  Operation(name: "batch_norm", shapes: [[6, 5], [5], [5]]) {
    try $0[0].batchNorm(weight: $0[1], bias: $0[2]).result
  },
  Operation(name: "embedding", shapes: [[6, 5]]) {
    try Tensor.embedding(Tensor.of([3, 1]), $0[0])
  },
  Operation(name: "sdpa", shapes: [[2, 3, 4], [2, 5, 4], [2, 5, 3]]) {
    try Tensor.scaledDotProductAttention($0[0], $0[1], $0[2])
  },
  Operation(name: "attention, written out", shapes: [[2, 3, 4], [2, 5, 4], [2, 5, 3]]) {
    let (q, k) = (try $0[0] + $0[0], try $0[1] + $0[1])
    return try Tensor.matmul(Tensor.matmul(q, k.matrixTransposed()).softmax(-1), $0[2])
  },
]

@Suite struct GradientTests {
  /// Σ weights · operation(inputs), with fixed weights, so that each output counts differently.
  static func loss(_ operation: Operation, _ inputs: [Tensor]) throws -> Tensor {
    let output = try operation.apply(inputs)
    var generator = SplitMix64(state: 99)
    let weights = try Tensor.random(output.shape, &generator)
    return try (output * weights).sum()
  }

  @Test(arguments: operations) func agreesWithFiniteDifferences(operation: Operation) throws {
    var generator = SplitMix64(state: 11)
    let inputs = try operation.shapes.map {
      try Tensor.random($0, &generator, in: operation.range)
    }
    let parameters = try inputs.map { try $0.asParameter() }
    try Self.loss(operation, parameters).backward()
    let step: Float = 1e-2
    for (which, input) in inputs.enumerated() {
      let gradient = try #require(parameters[which].gradient)
      #expect(gradient.shape == input.shape)
      var expected: [Double] = []
      for index in 0..<input.count {
        func moved(_ by: Float) throws -> Double {
          let copy = try input.copied()
          copy.floats[index] += by
          var changed = inputs
          changed[which] = copy
          return try Self.loss(operation, changed).doubles()[0]
        }
        // Four points: the error is of fourth order in the step.
        let near = try moved(step) - moved(-step)
        let far = try moved(2 * step) - moved(-2 * step)
        expected.append((8 * near - far) / (12 * Double(step)))
      }
      #expect(relativeError(gradient.doubles(), expected) < 2e-4)
    }
  }

  /// A graph through which no gradient passed must not keep itself alive.
  @Test(arguments: operations + layers) func aResultThatNobodyHoldsIsFreed(
    operation: Operation
  ) throws {
    var generator = SplitMix64(state: 11)
    let parameters = try operation.shapes.map {
      try Tensor.random($0, &generator, in: operation.range).asParameter()
    }
    weak var output: Tensor?
    do {
      let result = try operation.apply(parameters)
      #expect(result.requiresGradient)
      output = result
    }
    #expect(output == nil)
  }

  @Test func gradientsAddUpUntilTheyAreCleared() throws {
    let w = try Tensor.of([Float(3)]).asParameter()
    try w.square().sum().backward()
    try w.square().sum().backward()
    #expect(w.gradient?.doubles() == [12])
    w.gradient = nil
    try w.square().sum().backward()
    #expect(w.gradient?.doubles() == [6])
  }

  /// Parts add to one gradient in place; none may change a tensor that is visible elsewhere.
  @Test func gradientsOfPartsDoNotLeakIntoOtherGradients() throws {
    let a = try Tensor.of([Float(1), 2, 3]).asParameter()
    let b = try Tensor.of([Float(4), 5, 6]).asParameter()
    // The gradient of a + b reaches a and b as one tensor; a has parts and other uses besides.
    let c = try a * b
    let parts = try c.selected(0, 0) + c.sliced(0, from: 1).sum() + c.selected(0, 2)
    try ((a + b).sum() + parts + a.selected(0, 1) + c.sum()).backward()
    #expect(a.gradient?.doubles() == [9, 12, 19])
    #expect(b.gradient?.doubles() == [3, 5, 10])
  }

  @Test func aSecondBackwardIsAnError() throws {
    let w = try Tensor.of([Float(3)]).asParameter()
    let loss = try w.square().sum()
    try loss.backward()
    #expect(throws: TensorError.self) { try loss.backward() }
  }

  @Test func aChangedParameterIsAnError() throws {
    let w = try Tensor.of([Float(3)]).asParameter()
    let loss = try w.square().sum()
    try w.update { $0[0] = 4 }
    let error = #expect(throws: TensorError.self) { try loss.backward() }
    #expect(error?.message.contains("was changed") == true)
    #expect(w.gradient == nil)
  }

  @Test func snapshotsKeepTheirValues() throws {
    let w = try Tensor.of([Float(3), 4]).asParameter()
    let snapshot = w.detached()
    try w.update { $0[0] = 0 }
    #expect(snapshot.doubles() == [3, 4])
    #expect(w.doubles() == [0, 4])
  }

  @Test func nothingIsRecordedInsideDisabled() throws {
    let w = try Tensor.of([Float(3)]).asParameter()
    let y = try Recording.disabled { try w.square() }
    #expect(!y.requiresGradient)
    #expect(try w.square().requiresGradient)
  }

  @Test func aLongChainNeitherRecursesForwardsNorBackwards() throws {
    let w = try Tensor.of([Float(1)]).asParameter()
    let one = try Tensor.scalar(Float(0))
    var y: Tensor = w
    for _ in 0..<60_000 { y = try y + one }
    try y.sum().backward()
    #expect(w.gradient?.doubles() == [1])
    var unused: Tensor? = w
    for _ in 0..<60_000 { unused = try unused.map { try $0 + one } }
    unused = nil
  }
}
