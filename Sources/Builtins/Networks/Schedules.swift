import Glibc
import Interpreter
import Tensors

extension BuiltinTable {
  static func schedules() -> BuiltinGroup {
    BuiltinGroup("Schedules") {
      Builtin(
        "cosine",
        .float("epoch", "the epoch, from 0"),
        .positive("epochs", "how many there are"),
        .float("lr", "the highest learning rate"),
        .float("min", "the lowest learning rate", default: 0),
        summary: "The learning rate of an epoch, falling from lr to min along half a cosine wave.",
        example: "opt.set_lr(cosine(epoch, epochs, 1e-3))",
        see: "step_decay warmup CosineAnnealingLR"
      ) { epoch, epochs, high, low in
        let angle = Double.pi * Swift.min(Swift.max(epoch / epochs.number, 0), 1)
        return low + (high - low) * (1 + Glibc.cos(angle)) / 2
      }
      Builtin(
        "step_decay",
        .float("epoch", "the epoch, from 0"),
        .positive("step_size", "after how many epochs it falls"),
        .float("lr", "the highest learning rate"),
        .float("gamma", "what the learning rate is multiplied by", default: 0.1),
        summary:
          "The learning rate of an epoch: lr, times gamma for every step_size epochs completed.",
        example: "opt.set_lr(step_decay(epoch, 30, 0.1))", see: "cosine StepLR"
      ) { epoch, size, rate, gamma in
        rate * Glibc.pow(gamma, (epoch / size.number).rounded(.down))
      }
      Builtin(
        "warmup",
        .float("epoch", "the epoch, from 0"),
        .positive("total_iters", "the epoch at which lr is reached"),
        .float("lr", "the highest learning rate"),
        .float("start_factor", "the share of lr at epoch 0", default: 1.0 / 3),
        summary: "The learning rate of an epoch, rising evenly from start_factor · lr to lr.",
        details: "It is lr from epoch total_iters on.",
        example: "opt.set_lr(warmup(epoch, 5, 1e-3))", see: "cosine"
      ) { epoch, count, rate, start in
        let share = Swift.min(Swift.max(epoch / count.number, 0), 1)
        return rate * (start + (1 - start) * share)
      }
    }
  }
}

/// A number above 0.
private struct Positive: ArgumentConvertible {
  static var kind: String { "a number above 0" }
  let number: Double

  static func read(_ argument: BuiltinArgument) throws(Failure) -> Positive {
    let number = try argument.float()
    guard number > 0 else { throw argument.mismatch("a number above 0") }
    return Positive(number: number)
  }
}

extension TypedParameter where T == Positive {
  fileprivate static func positive(_ name: String, _ about: String) -> Self {
    Self(name, about, default: nil)
  }
}
