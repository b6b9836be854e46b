import Glibc
import Interpreter
import Learning
import Tensors

/// What sets an optimizer's learning rate as epochs go by: `sched = StepLR(opt, 30)`.
final class SchedulerObject: NativeObject {
  private let optimizer: OptimizerObject
  private let text: String
  private var first: Double
  private var epoch = 0
  /// From the first rate and the number of steps to the rate.
  private let rate: (Double, Int) throws -> Double

  init(
    _ optimizer: OptimizerObject, _ call: BuiltinCall,
    _ rate: @escaping (Double, Int) throws -> Double
  ) throws {
    self.optimizer = optimizer
    text = "\(call.builtin.name)(…)"
    self.rate = rate
    first = optimizer.optimizer.rate
    super.init()
    try set()
  }

  override var typeName: String { "scheduler" }
  override var description: String { text }
  override var contents: [Value] { [.object(optimizer)] }
  override var isMadeByCall: Bool { true }
  override func memory() throws -> Value? {
    .items([.float(first), .int(epoch), .float(optimizer.optimizer.rate)])
  }

  override func restore(_ memory: Value) throws {
    guard case .list(let kept) = memory, kept.items.count == 3,
      case .float(let first) = kept.items[0], case .int(let epoch) = kept.items[1],
      case .float(let rate) = kept.items[2]
    else { throw Failure("what was kept is not of a scheduler") }
    (self.first, self.epoch) = (first, epoch)
    optimizer.optimizer.rate = rate
  }

  /// Begins the next epoch.
  func step() throws {
    epoch += 1
    try set()
  }

  /// The rate that is set now.
  var last: Double { optimizer.optimizer.rate }

  private func set() throws {
    let rate = try rate(first, epoch)
    guard rate >= 0, rate.isFinite else {
      throw Failure("a learning rate must be at least 0, not \(rate)")
    }
    optimizer.optimizer.rate = rate
  }
}

extension SchedulerObject: ArgumentConvertible {
  package static var kind: String { "a scheduler" }
  package static func read(_ argument: BuiltinArgument) throws(Failure) -> SchedulerObject {
    try argument.object(SchedulerObject.self, "a scheduler")
  }
}

extension TypedParameter where T == SchedulerObject {
  fileprivate static var scheduler: Self { Self("scheduler", default: nil) }
}

extension BuiltinTable {
  static func schedulers() -> BuiltinGroup {
    BuiltinGroup("Schedulers") {
      Builtin(
        "StepLR", .optimizer,
        .int("step_size", "after how many epochs it falls"),
        .float("gamma", "what the learning rate is multiplied by", default: 0.1), .call,
        summary: "Multiplies the learning rate by gamma every step_size epochs.",
        example: "sched = StepLR(opt, 30)", see: "MultiStepLR step_decay scheduler.step"
      ) { optimizer, size, gamma, call in
        guard size > 0 else { throw Failure("StepLR: step_size must be at least 1, not \(size)") }
        return try SchedulerObject(optimizer, call) { $0 * pow(gamma, Double($1 / size)) }
      }
      Builtin(
        "MultiStepLR", .optimizer,
        .ints("milestones", "the epochs at which it falls"),
        .float("gamma", "what the learning rate is multiplied by", default: 0.1), .call,
        summary: "Multiplies the learning rate by gamma at each of the given epochs.",
        example: "sched = MultiStepLR(opt, [30, 80])", see: "StepLR"
      ) { optimizer, milestones, gamma, call in
        try SchedulerObject(optimizer, call) { first, epoch in
          first * pow(gamma, Double(milestones.count { $0 <= epoch }))
        }
      }
      Builtin(
        "ExponentialLR", .optimizer,
        .float("gamma", "what the learning rate is multiplied by"), .call,
        summary: "Multiplies the learning rate by gamma every epoch.",
        example: "sched = ExponentialLR(opt, 0.95)", see: "StepLR LambdaLR"
      ) { optimizer, gamma, call in
        try SchedulerObject(optimizer, call) { $0 * pow(gamma, Double($1)) }
      }
      Builtin(
        "CosineAnnealingLR", .optimizer,
        .int("T_max", "how many epochs it takes"),
        .float("eta_min", "the lowest learning rate", default: 0), .call,
        summary: "Moves the learning rate to eta_min along half a cosine of T_max epochs.",
        example: "sched = CosineAnnealingLR(opt, epochs)", see: "cosine StepLR"
      ) { optimizer, length, least, call in
        guard length > 0 else {
          throw Failure("CosineAnnealingLR: T_max must be at least 1, not \(length)")
        }
        return try SchedulerObject(optimizer, call) { first, epoch in
          least + (first - least) * (1 + cos(Double.pi * Double(epoch) / Double(length))) / 2
        }
      }
      Builtin(
        "LambdaLR", .optimizer,
        .value("lr_lambda", "a function of the epoch; it gives a factor"), .interpreter, .call,
        summary: "Multiplies the first learning rate by a function of the epoch.",
        example: "sched = LambdaLR(opt, epoch -> 0.95 ** epoch)", see: "ExponentialLR"
      ) { optimizer, function, me, call in
        try SchedulerObject(optimizer, call) { first, epoch in
          let factor = try me.call(function, with: .int(epoch))
          guard let number = factor.number else {
            throw Failure("lr_lambda must give a number, not \(factor.described)")
          }
          return first * number
        }
      }
      Builtin(
        "step", of: "scheduler", .scheduler, summary: "Sets the learning rate of the next epoch.",
        example: "sched.step()", see: "StepLR optimizer.step scheduler.get_last_lr"
      ) { me in try me.step() }
      Builtin(
        "get_last_lr", of: "scheduler", .scheduler,
        summary: "The learning rate that is set now, in a list.", example: "sched.get_last_lr()",
        see: "optimizer.lr"
      ) { me in [me.last] }
    }
  }
}
