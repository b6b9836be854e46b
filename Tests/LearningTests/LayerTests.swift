import Foundation
@testable import Tensors
import Testing

@testable import Learning

/// What PyTorch's layers give; made by Fixtures/layers.py.
struct LayerFixture: Decodable, CustomTestStringConvertible {
  let name: String
  let shape: [Int]
  /// Numbers below which the input's are, or 0 where it holds floats.
  let tokens: Int
  let evaluates: Bool
  let result: [Double]
  let resultShape: [Int]
  /// The gradient of the input.
  let input: [Double]
  /// The gradients of the parameters.
  let parameters: [[Double]]
  let buffers: [[Double]]

  var testDescription: String { name }

  static let all: [LayerFixture] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/layers.json")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return (try? JSONDecoder().decode([LayerFixture].self, from: data)) ?? []
  }()

  /// The layer that the name means.
  func layer() throws -> any Module {
    let generator = Generator(seed: 0)
    switch name.replacingOccurrences(of: " in use", with: "") {
    case "Linear": return try Linear(5, 3, generator)
    case "Linear without bias": return try Linear(5, 3, bias: false, generator)
    case "Conv2d":
      let window = Window(stride: (2, 1), padding: (1, 0), dilation: (1, 2))
      return try Conv2d(4, 6, kernel: (3, 2), window: window, groups: 2, generator)
    case "Conv2d without bias":
      return try Conv2d(
        1, 3, kernel: (3, 3), window: Window(padding: (1, 1)), bias: false, generator)
    case "LayerNorm": return try LayerNorm([6])
    case "LayerNorm of two dimensions": return try LayerNorm([4, 6], epsilon: 1e-3)
    case "LayerNorm without affine": return try LayerNorm([6], affine: false)
    case "LayerNorm without bias": return try LayerNorm([6], bias: false)
    case "Embedding": return try Embedding(7, 3, generator)
    case "BatchNorm1d": return try BatchNorm(4, ranks: 2...3)
    case "BatchNorm1d of sequences":
      return try BatchNorm(4, ranks: 2...3, epsilon: 1e-3, momentum: 0.3)
    case "BatchNorm2d": return try BatchNorm(3, ranks: 4...4)
    default: throw TensorError("no layer is called \(name)")
    }
  }
}

@Suite struct LayerTests {
  @Test func thereAreFixtures() { #expect(LayerFixture.all.count == 15) }

  @Test(arguments: LayerFixture.all)
  func resultsAndGradientsAreThoseOfPyTorch(fixture: LayerFixture) throws {
    let layer = try fixture.layer()
    for (index, parameter) in layer.parameters.enumerated() {
      let values = try pseudo(parameter.count, 10 + index)
      try parameter.update { $0.update(from: values.floats, count: values.count) }
    }
    let shape = try Shape(fixture.shape)
    let count = fixture.shape.reduce(1, *)
    var x = try pseudo(count, 1, shape)
    if fixture.tokens > 0 {
      let tokens = x.doubles().map { Int(($0 + 1) / 2 * Double(fixture.tokens)) }
      x = try Tensor.of(tokens, shape: shape)
    } else {
      x = try x.asParameter()
    }
    if fixture.evaluates {
      for round in 0..<2 {
        _ = try layer(try pseudo(count, 50 + round, shape) * number(Float(round + 1)))
      }
      (layer as? any TrainingMode)?.isTraining = false
    }
    let y = try layer(x)
    #expect(y.shape == (try Shape(fixture.resultShape)))
    expectNear(y.doubles(), fixture.result, "result")
    try (y * pseudo(y.count, 2, y.shape)).sum().backward()
    if fixture.tokens == 0 {
      expectNear(try #require(x.gradient).doubles(), fixture.input, "input")
    }
    let buffers = layer.state.filter(\.isBuffer)
    #expect(layer.parameters.count == fixture.parameters.count)
    #expect(buffers.count == fixture.buffers.count)
    for (parameter, expected) in zip(layer.parameters, fixture.parameters) {
      expectNear(try #require(parameter.gradient).doubles(), expected, "a parameter")
    }
    for (buffer, expected) in zip(buffers, fixture.buffers) {
      expectNear(buffer.tensor.doubles(), expected, buffer.name)
    }
  }

  /// Within 1e-5 times the largest reference.
  private func expectNear(_ ours: [Double], _ theirs: [Double], _ what: String) {
    #expect(ours.count == theirs.count, "\(what)")
    let scale = theirs.map(abs).max() ?? 0
    let error = zip(ours, theirs).map { abs($0 - $1) }.max() ?? 0
    #expect(error <= 1e-5 * scale, "\(what): \(error) of \(scale)")
  }

  @Test func dropoutIsForTrainingOnly() throws {
    let layer = try Dropout(0.5, Generator(seed: 3))
    let x = try Tensor.ones([200])
    #expect(try layer(x).doubles().contains(0))
    // Each pass draws anew.
    #expect(try layer(x).doubles() != layer(x).doubles())
    layer.isTraining = false
    #expect(try layer(x).doubles() == x.doubles())
  }

  @Test func convolutionsStartAsPyTorchs() throws {
    let layer = try Conv2d(8, 64, kernel: (3, 3), groups: 2, Generator(seed: 1))
    #expect(layer.weight.shape == [64, 4, 3, 3])
    let bound = 1 / 6.0
    for tensor in layer.parameters {
      let values = tensor.doubles().map(abs)
      #expect(values.allSatisfy { $0 <= bound })
      #expect((values.max() ?? 0) > 0.9 * bound)
    }
  }

  @Test func settingsOutOfRangeAreRefused() throws {
    let generator = Generator(seed: 0)
    #expect(throws: TensorError.self) { try Conv2d(0, 3, kernel: (3, 3), generator) }
    #expect(throws: TensorError.self) { try Conv2d(3, 3, kernel: (3, 0), generator) }
    #expect(throws: TensorError.self) { try Conv2d(3, 4, kernel: (3, 3), groups: 2, generator) }
    #expect(throws: TensorError.self) {
      try Conv2d(3, 4, kernel: (3, 3), window: Window(stride: (0, 1)), generator)
    }
    #expect(throws: TensorError.self) { try Dropout(-0.1, generator) }
    #expect(throws: TensorError.self) { try Embedding(0, 3, generator) }
  }
}
