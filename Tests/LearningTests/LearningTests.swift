import Foundation
@testable import Tensors
import Testing

@testable import Learning

/// What PyTorch did; made by Fixtures/generate.py.
struct OptimizerFixture: Decodable {
  struct Run: Decodable {
    let name: String
    let losses: [Double]
    let weights: [Double]
  }

  let optimizers: [Run]
  let mlp: [Double]

  static func load() throws -> OptimizerFixture {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/training.json")
    return try JSONDecoder().decode(OptimizerFixture.self, from: Data(contentsOf: file))
  }
}

/// The generator's numbers in [-1, 1).
func pseudo(_ count: Int, _ seed: Int, _ shape: Shape? = nil) throws -> Tensor {
  var state = seed
  let numbers = (0..<count).map { _ -> Float in
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Float(Double(state) / 1_073_741_824 - 1)
  }
  return try Tensor.of(numbers, shape: shape ?? [count])
}

func number(_ value: Float) throws -> Tensor { try Tensor.scalar(value) }

@Suite struct OptimizerTests {
  @Test(arguments: [
    "sgd", "sgd, decay", "momentum", "nesterov", "nesterov, decay", "adam", "adam, betas",
    "adam, maximize", "adamw",
  ])
  func fiftyStepsAreThoseOfPyTorch(name: String) throws {
    let run = try #require(try OptimizerFixture.load().optimizers.first { $0.name == name })
    let w = try pseudo(8, 1).asParameter()
    let a = try pseudo(8, 2) + number(1.5)
    let optimizer: any Optimizer =
      switch name {
      case "sgd": try SGD([w], rate: 0.05)
      case "sgd, decay": try SGD([w], rate: 0.05, decay: 0.2)
      case "momentum": try SGD([w], rate: 0.02, momentum: 0.9, decay: 0.1)
      case "nesterov": try SGD([w], rate: 0.02, momentum: 0.9, nesterov: true)
      case "nesterov, decay":
        try SGD([w], rate: 0.02, momentum: 0.8, decay: 0.1, nesterov: true)
      case "adam": try Adam([w], rate: 0.03, decay: 0.1)
      case "adam, maximize": try Adam([w], rate: 0.03, decay: 0.1, maximize: true)
      case "adam, betas": try Adam([w], rate: 0.03, betas: (0.5, 0.9), epsilon: 1e-3)
      default: try Adam([w], rate: 0.03, decay: 0.1, decoupled: true)
      }
    for expected in run.losses {
      optimizer.zeroGradients()
      let loss = try (a * w * w / number(2) + w.unary(.sin)).sum()
      try loss.backward()
      try optimizer.step()
      #expect(abs(loss.doubles()[0] - expected) < 1e-5 * (run.losses.map(abs).max() ?? 0))
    }
    for (ours, theirs) in zip(w.doubles(), run.weights) { #expect(abs(ours - theirs) < 1e-5) }
  }

  @Test func settingsOutOfRangeAreRefused() throws {
    #expect(throws: TensorError.self) { try SGD([], rate: -1) }
    #expect(throws: TensorError.self) { try SGD([], rate: 1, nesterov: true) }
    #expect(throws: TensorError.self) { try Adam([], betas: (1, 0.9)) }
    #expect(throws: TensorError.self) { try Adam([], decay: .nan) }
  }
}

@Suite struct TrainingTests {
  @Test func anMLPsFirstLossesAreThoseOfPyTorch() throws {
    let generator = Generator(seed: 0)
    var layers: [Linear] = []
    for (index, (inputs, outputs)) in [(12, 16), (16, 16), (16, 4)].enumerated() {
      let layer = try Linear(inputs, outputs, generator)
      let root = Float(inputs).squareRoot()
      let weight = try pseudo(inputs * outputs, 10 + index) / number(root)
      let bias = try pseudo(outputs, 20 + index) / number(root)
      try layer.weight.update { $0.update(from: weight.floats, count: weight.count) }
      try layer.bias?.update { $0.update(from: bias.floats, count: bias.count) }
      layers.append(layer)
    }
    let x = try pseudo(32 * 12, 30, [32, 12])
    let y = try Tensor.of((0..<32).map { $0 * 7 % 4 })
    let optimizer = try Adam(
      layers.flatMap(\.parameters), rate: 1e-2, decay: 1e-2, decoupled: true)
    for expected in try OptimizerFixture.load().mlp {
      let logits = try layers[2](layers[1](layers[0](x).relu()).relu())
      let loss = try Tensor.crossEntropy(logits, y)
      optimizer.zeroGradients()
      try loss.backward()
      try optimizer.step()
      #expect(abs(loss.doubles()[0] - expected) < 1e-5)
    }
  }

  @Test func parametersAreCounted() throws {
    let generator = Generator(seed: 0)
    func count(_ layer: Linear) -> Int { layer.parameters.reduce(0) { $0 + $1.count } }
    #expect(try count(Linear(784, 256, generator)) == 200_960)
    #expect(try count(Linear(784, 256, bias: false, generator)) == 200_704)
    #expect(throws: TensorError.self) { try Linear(0, 3, generator) }
  }
}
