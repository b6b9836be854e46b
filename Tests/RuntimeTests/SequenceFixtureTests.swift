@testable import Tensors
import Testing

@testable import Builtins
@testable import Interpreter
@testable import Session

/// The models of language, masked words, masked images and point clouds against PyTorch; the
/// fixture is made by Fixtures/sequences.py.
@Suite struct SequenceFixtureTests {
  /// A model, how it is called, and its loss; `x` and `y` are what the generator made.
  struct Case: CustomTestStringConvertible {
    let name: String
    let model: String
    let logits: String
    let loss: String
    let x: Shape
    let y: Shape

    var testDescription: String { name }

    static func words(_ name: String, _ model: String) -> Case {
      Case(
        name: name, model: model, logits: "net(x)",
        loss: "cross_entropy(logits.reshape(-1, 11), y.reshape(-1))", x: [4, 8], y: [4, 8])
    }
  }

  static let cases: [Case] = [
    .words("language", "Language(11, 8, 16, 4, 2)"),
    .words("both ways", "Reader(11, 8, 16, false)"),
    .words("left to right", "Reader(11, 8, 16, true)"),
    Case(
      name: "masked images", model: "MaskedAutoencoder(16, 2)",
      logits: "net(x, y.argsort(dim = 1), y.argsort(dim = 1).argsort(dim = 1))",
      loss: "masked_error(logits, x, y.argsort(dim = 1).argsort(dim = 1))",
      x: [3, 49, 16], y: [3, 49]),
    Case(
      name: "point clouds", model: "PCT(16)", logits: "net(x)",
      loss: "cross_entropy(logits, arange(5))", x: [5, 20, 3], y: [1]),
  ]

  @Test(arguments: cases)
  func modelsComputeWhatPyTorchDoes(_ wanted: Case) throws {
    let fixture = try Parity.fixture(wanted.name, in: "sequences.json")
    let run = try Parity.session(
      """
      import Language from "language.lab"
      import Reader from "masked-words.lab"
      import MaskedAutoencoder, masked_error from "masked-images.lab"
      import PCT from "point-clouds.lab"
      net = \(wanted.model)
      """)
    let net = try #require(run.session.globals.value(of: "net"))
    try Parity.setWeights(net)
    let areWords = wanted.x.count == 2
    try run.set(
      "x", to: areWords ? Parity.whole(wanted.x, 99, below: 11) : Parity.pseudo(wanted.x, 99))
    try run.set(
      "y", to: areWords ? Parity.whole(wanted.y, 98, below: 11) : Parity.pseudo(wanted.y, 98))
    let outcome = try run.type(
      """
      logits = \(wanted.logits)
      loss = \(wanted.loss)
      loss.backward()
      """)
    #expect(outcome.failure == nil)
    let loss = try #require(run.tensor("loss"))
    #expect(abs(loss.doubles()[0] - fixture.loss) <= 1e-4 * fixture.loss)
    Parity.expectClose(try #require(run.tensor("logits")), fixture.logits, "logits")
    let entries = State(of: net).entries
    #expect(entries.count == fixture.gradients.count)
    for (entry, packed) in zip(entries, fixture.gradients) {
      Parity.expectClose(try #require(entry.tensor.gradient), packed, entry.name)
    }
  }
}
