import Foundation
@testable import Tensors
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// The labs' own models against PyTorch; the fixtures are made by Fixtures/generate.py.
@Suite struct ModelFixtureTests {
  private static func fixture(_ name: String) throws -> Parity.Fixture {
    try Parity.fixture(name, in: name.hasPrefix("vit") ? "vit.json" : "models.json")
  }

  private static func session() throws -> Run {
    try Parity.session(
      """
      import TokenMixNet from "tokenmix.lab"
      import linears, DeepMLP from "norm-growth.lab"
      import SimpleViT, ViT, position_code from "vit.lab"
      import impulse, impulse_fit from "vit-start.lab"
      sizes = [8, 16, 2, 2, 8, 24]
      """)
  }

  @Test(arguments: [
    ("tokenmix 4", "TokenMixNet(4, 4)"), ("tokenmix 7", "TokenMixNet(7, 4)"),
    ("none train", "DeepMLP(linears(36, 16, 5), 16)"),
    ("none eval", "DeepMLP(linears(36, 16, 5), 16)"),
    ("bn train", "DeepMLP(linears(36, 16, 5), 16, BatchNorm1d)"),
    ("bn eval", "DeepMLP(linears(36, 16, 5), 16, BatchNorm1d)"),
    ("ln train", "DeepMLP(linears(36, 16, 5), 16, LayerNorm)"),
    ("ln eval", "DeepMLP(linears(36, 16, 5), 16, LayerNorm)"),
    ("vit baseline", "SimpleViT(sizes)"),
    ("vit row 1", "ViT(sizes, [true, true, false, true])"),
    ("vit row 2", "ViT(sizes, [true, false, false, true])"),
    ("vit row 3", "ViT(sizes, [false, false, false, true])"),
    ("vit I", "ViT(sizes, [false, true, true, true])"),
    ("vit II", "ViT(sizes, [false, true, true, false])"),
    ("vit III", "ViT(sizes, [false, true, false, false])"),
  ])
  func modelsComputeWhatPyTorchDoes(_ name: String, _ model: String) throws {
    let wanted = try Self.fixture(name)
    let run = try Self.session()
    #expect(try run.type("net = \(model)").failure == nil)
    let net = try #require(run.session.globals.value(of: "net"))
    try Parity.setWeights(net)
    let shape: Shape =
      name.hasPrefix("tokenmix")
      ? [8, 1, 28, 28] : name.hasPrefix("vit") ? [8, 3, 32, 32] : [8, 36]
    if name.hasSuffix("eval") {
      for seed in 200..<203 {
        try run.set("x", to: Parity.pseudo(shape, seed))
        #expect(try run.type("net(x)").failure == nil)
      }
      _ = try run.type("net.eval()")
    }
    try run.set("x", to: Parity.pseudo(shape, 99))
    let outcome = try run.type(
      """
      logits = net(x)
      loss = cross_entropy(logits, arange(8))
      loss.backward()
      """)
    #expect(outcome.failure == nil)
    let loss = try #require(run.tensor("loss"))
    #expect(abs(loss.doubles()[0] - wanted.loss) <= 1e-4 * wanted.loss)
    Parity.expectClose(try #require(run.tensor("logits")), wanted.logits, "logits")
    let entries = State(of: net).entries
    let parameters = entries.filter { !$0.isBuffer }
    let buffers = entries.filter(\.isBuffer)
    #expect(parameters.count == wanted.gradients.count && buffers.count == wanted.buffers.count)
    for (entry, packed) in zip(parameters, wanted.gradients) {
      // A bias before BatchNorm has no gradient but rounding.
      let isNothing = name == "bn train" && entry.name.hasPrefix("fcs") && entry.tensor.rank == 1
      let gradient = try #require(entry.tensor.gradient)
      if isNothing {
        #expect(gradient.doubles().allSatisfy { abs($0) < 1e-6 })
      } else {
        Parity.expectClose(gradient, packed, entry.name)
      }
    }
    for (entry, packed) in zip(buffers, wanted.buffers) {
      Parity.expectClose(entry.tensor, packed, entry.name)
    }
  }

  @Test func weightsFromPyTorchGiveItsLogits() throws {
    let run = try Self.session()
    try run.set("x", to: Parity.pseudo([8, 3, 32, 32], 99))
    let outcome = try run.type(
      """
      net = load_weights(SimpleViT(sizes), "vit.safetensors")
      logits = net(x)
      """)
    #expect(outcome.failure == nil)
    let wanted = try Self.fixture("vit baseline")
    Parity.expectClose(try #require(run.tensor("logits")), wanted.logits, "logits")
  }

  struct ImpulseFit: Decodable {
    let losses: [Double]
    let q: Data
    let k: Data
  }

  @Test func theImpulseFitFollowsPyTorch() throws {
    let file = Parity.folder.appendingPathComponent("Fixtures/impulse.json")
    let wanted = try JSONDecoder().decode(ImpulseFit.self, from: try Data(contentsOf: file))
    let run = try Self.session()
    let bound = 1 / 8.0.squareRoot()
    try run.set("q", to: Parity.pseudo([2, 16, 4], 300, scale: bound))
    try run.set("k", to: Parity.pseudo([2, 4, 16], 301, scale: bound))
    let outcome = try run.type(
      """
      W = stack([impulse(4, 0, 1), impulse(4, -1, 2)])
      (Q, K, losses) = impulse_fit(q, k, W, position_code(4, 16), 100, scale = 0.1, every = 40)
      losses = tensor(losses)
      """)
    #expect(outcome.failure == nil)
    let losses = try #require(run.tensor("losses")).doubles()
    #expect(losses.count == 100 && wanted.losses.count == 100)
    for (step, (found, wanted)) in zip(losses, wanted.losses).enumerated() {
      #expect(abs(found - wanted) <= 1e-4 * wanted, "step \(step): \(found), not \(wanted)")
    }
    Parity.expectClose(try #require(run.tensor("Q")), wanted.q, "Q")
    Parity.expectClose(try #require(run.tensor("K")), wanted.k, "K")
  }
}
