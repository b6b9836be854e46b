import Glibc
import Interpreter
import Tensors

/// The running mean of what it is given: `losses.add(loss)`.
final class MeanObject: NativeObject {
  private(set) var total = 0.0
  private(set) var weight = 0.0

  func add(_ value: Double, weight: Double) {
    total += value * weight
    self.weight += weight
  }

  var value: Double { weight == 0 ? .nan : total / weight }

  override func memory() throws -> (() throws -> Void)? {
    { [total, weight] in (self.total, self.weight) = (total, weight) }
  }

  override var number: Double? { value }
  override var typeName: String { "mean" }
  override var description: String { Value.float(value).representation }
}

extension BuiltinTable {
  static func training() -> BuiltinGroup {
    let me = BuiltinParameter.required("mean")
    func mean(_ arguments: Arguments) throws(Failure) -> MeanObject {
      try arguments.object(0, as: MeanObject.self, "a mean")
    }
    return BuiltinGroup(
      "Training",
      [
        Builtin("Mean", [], "A running mean.", example: "losses = Mean()") { _, _ in
          .object(MeanObject())
        },
        Builtin(
          "add", of: "mean", [me, .required("value"), .optional("weight", .int(1))],
          "Takes one more number into the mean.", example: "losses.add(loss, weight = len(y))"
        ) { arguments, _ in
          let weight = try arguments.float(2)
          guard weight >= 0 else { throw Failure("a weight is at least 0") }
          let value = try arguments.tensor(1)
          guard value.count == 1 else {
            throw Failure("a mean takes one number at a time, not shape \(value.shape)")
          }
          try mean(arguments).add(value.number, weight: weight)
          return .none
        },
        Builtin(
          "accuracy",
          [
            .required("net"), .required("data"), .optional("through"),
            .optional("batch_size", .int(1_000)),
          ],
          "The share of images whose label has the largest logit.",
          details:
            "Runs the net in eval mode without recording, on normalised batches; `through` is "
            + "applied to each batch first. Afterwards every layer is in the mode that it was in.",
          example: "accuracy(net, images.test)"
        ) { arguments, me in
          .float(try Evaluation.run(arguments, me).accuracy)
        },
        Builtin(
          "evaluate",
          [
            .required("net"), .required("data"), .optional("through"),
            .optional("batch_size", .int(1_000)),
          ],
          "The mean cross-entropy and the accuracy on a set of images.",
          example: "(loss, acc) = evaluate(net, val)"
        ) { arguments, me in
          let result = try Evaluation.run(arguments, me)
          return .items([.float(result.loss), .float(result.accuracy)])
        },
        Builtin(
          "num_params", [.required("net")], "How many numbers training changes.",
          example: "num_params(net)"
        ) { arguments, _ in
          .int(State(of: arguments[0]).parameters.reduce(0) { $0 + $1.count })
        },
      ],
      properties: [
        BuiltinProperty("value", of: "mean", "The mean so far.") { value, _ in
          guard case .object(let object as MeanObject) = value else { return .none }
          return .float(object.value)
        }
      ])
  }
}

/// Running a net over a set of images.
private enum Evaluation {
  static func run(_ arguments: Arguments, _ interpreter: Interpreter) throws -> (
    loss: Double, accuracy: Double
  ) {
    guard case .object(let object as ImagesObject) = arguments[1] else {
      throw arguments.mismatch(1, "a set of images")
    }
    let net = arguments[0]
    let images = object.images
    guard images.count > 0 else { throw Failure("there are no images to evaluate on") }
    let size = min(try arguments.int(3), images.count)
    guard size > 0 else { throw Failure("a batch has at least 1 image, not \(size)") }
    var (loss, correct) = (0.0, 0.0)
    try TrainingModes.evaluating(net) {
      try Recording.disabled {
        for first in stride(from: 0, to: images.count, by: size) {
          try interpreter.checkInterrupt()
          let rows = first..<min(images.count, first + size)
          let batch = try images.batch(rows, scale: .normalized)
          var x = Value.tensor(batch.images)
          if arguments.has(2) { x = try interpreter.call(arguments[2], [x]) }
          guard case .tensor(let logits) = try interpreter.call(net, [x]) else {
            throw Failure("the net gives no tensor")
          }
          loss += try Tensor.crossEntropy(logits, batch.labels, reduction: .sum).number
          correct += try logits.argmax(1).equal(batch.labels).sum().number
        }
      }
    }
    let count = Double(images.count)
    return (loss / count, correct / count)
  }
}
