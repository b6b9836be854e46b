import Datasets
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

  override var isMadeByCall: Bool { true }
  override func memory() throws -> Value? { .items([.float(total), .float(weight)]) }

  override func restore(_ memory: Value) throws {
    guard case .list(let list) = memory, list.items.count == 2, let total = list.items[0].number,
      let weight = list.items[1].number
    else { return }
    (self.total, self.weight) = (total, weight)
  }

  override var number: Double? { value }
  override var typeName: String { "mean" }
  override var description: String { Value.float(value).representation }
}

extension MeanObject: ArgumentConvertible {
  package static var kind: String { "a mean" }
  package static func read(_ argument: BuiltinArgument) throws(Failure) -> MeanObject {
    try argument.object(MeanObject.self, "a mean")
  }
}

extension TypedParameter where T == MeanObject {
  fileprivate static var mean: Self { Self("mean", default: nil) }
}

extension BuiltinTable {
  static func training() -> BuiltinGroup {
    BuiltinGroup("Training") {
      Builtin(
        "Mean", summary: "A running mean.", example: "mean_loss = Mean()",
        see: "mean.add mean.value"
      ) { MeanObject() }
      Builtin(
        "add", of: "mean", .mean,
        .tensor("value", "a number, or a tensor with one element"),
        .float("weight", "how much it counts, such as the size of the batch", default: 1),
        summary: "Adds a number to the mean.",
        example: "mean_loss = Mean()\nmean_loss.add(loss, weight = len(y))", see: "Mean mean.value"
      ) { mean, value, weight in
        guard weight >= 0 else { throw Failure("a weight must be at least 0") }
        guard value.count == 1 else {
          throw Failure("a mean takes one number at a time, not shape \(value.shape)")
        }
        mean.add(value.number, weight: weight)
      }
      Builtin(
        "accuracy",
        .value("net", "a model, layer or function that gives logits [N, classes]"),
        .images("data", "which images"),
        .value("through", "a function applied to each batch first", default: Value.none),
        .int("batch_size", "how many images go through the net at a time", default: 1_000),
        .interpreter,
        summary: "The fraction of images that the net classifies correctly.",
        details:
          "Runs the net in eval mode without recording, on normalised batches; `through` is "
          + "applied to each batch first. Afterwards every layer is back in the mode it had.",
        example: "net = Sequential(Flatten(), Linear(784, 10))\naccuracy(net, images.test)",
        see: "evaluate confusion argmax model.eval"
      ) { net, data, through, size, me in
        try Evaluation.run(net, data.images, through: through, size, me).accuracy
      }
      Builtin(
        "evaluate",
        .value("net", "a model, layer or function that gives logits [N, classes]"),
        .images("data", "which images"),
        .value("through", "a function applied to each batch first", default: Value.none),
        .int("batch_size", "how many images go through the net at a time", default: 1_000),
        .interpreter,
        summary: "The mean cross-entropy and the accuracy on a set of images.",
        example: """
          net = Sequential(Flatten(), Linear(784, 10))
          (loss, acc) = evaluate(net, images.test)
          """, see: "accuracy cross_entropy"
      ) { net, data, through, size, me in
        let result = try Evaluation.run(net, data.images, through: through, size, me)
        return [result.loss, result.accuracy]
      }
      Builtin(
        "num_params",
        .value("net", "a model or layer"), summary: "The number of values that training changes.",
        example: "num_params(net)", see: "summary model.parameters"
      ) { net in State(of: net).parameters.reduce(0) { $0 + $1.count } }
      BuiltinProperty("value", of: "mean", "The mean so far.") { value, _ in
        guard case .object(let object as MeanObject) = value else { return .none }
        return .float(object.value)
      }
    }
  }
}

/// Runs a net over a set of images.
private enum Evaluation {
  static func run(
    _ net: Value, _ images: ImageSet, through: Value, _ batchSize: Int, _ interpreter: Interpreter
  ) throws -> (loss: Double, accuracy: Double) {
    guard images.count > 0 else { throw Failure("there are no images to evaluate on") }
    let size = min(batchSize, images.count)
    guard size > 0 else { throw Failure("a batch must have at least 1 image, not \(size)") }
    var (loss, correct) = (0.0, 0.0)
    try TrainingModes.evaluating(net) {
      try Recording.disabled {
        let dryRun = interpreter.dryRun
        // In a dry run the first batch and the last say it all.
        let last = (images.count - 1) / size * size
        for first in stride(from: 0, to: images.count, by: dryRun == nil ? size : max(size, last)) {
          try interpreter.checkInterrupt()
          let mark = dryRun?.cost
          defer { if first == 0 { dryRun?.countAgain(Double(last / size - 1), since: mark) } }
          let rows = first..<min(images.count, first + size)
          let batch = try images.batch(rows, scale: .normalized)
          var x = Value.tensor(batch.images)
          if !through.isNone { x = try interpreter.call(through, [x]) }
          guard case .tensor(let logits) = try interpreter.call(net, [x]) else {
            throw Failure("the net does not return a tensor")
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
