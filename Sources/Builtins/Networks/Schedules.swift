import Glibc
import Interpreter
import Tensors

extension BuiltinTable {
  static func schedules() -> BuiltinGroup {
    let epoch = BuiltinParameter.required("epoch")
    let rate = BuiltinParameter.required("lr")
    func positive(_ arguments: Arguments, _ index: Int) throws(Failure) -> Double {
      let value = try arguments.float(index)
      guard value > 0 else { throw arguments.mismatch(index, "a number above 0") }
      return value
    }
    return BuiltinGroup(
      "Schedules",
      [
        Builtin(
          "cosine", [epoch, .required("epochs"), rate, .optional("min", .float(0))],
          "The learning rate of an epoch, falling from lr to min along half a cosine.",
          example: "opt.set_lr(cosine(epoch, epochs, 1e-3))"
        ) { arguments, _ in
          let share = try arguments.float(0) / positive(arguments, 1)
          let (high, low) = (try arguments.float(2), try arguments.float(3))
          let angle = Double.pi * Swift.min(Swift.max(share, 0), 1)
          return .float(low + (high - low) * (1 + Glibc.cos(angle)) / 2)
        },
        Builtin(
          "step_decay", [epoch, .required("step_size"), rate, .optional("gamma", .float(0.1))],
          "The learning rate of an epoch: lr, times gamma for each step_size epochs that are over.",
          example: "opt.set_lr(step_decay(epoch, 30, 0.1))"
        ) { arguments, _ in
          let steps = (try arguments.float(0) / positive(arguments, 1)).rounded(.down)
          return .float(try arguments.float(2) * Glibc.pow(arguments.float(3), steps))
        },
        Builtin(
          "warmup",
          [epoch, .required("total_iters"), rate, .optional("start_factor", .float(1.0 / 3))],
          "The learning rate of an epoch, rising evenly from start_factor · lr to lr.",
          details: "It is lr from epoch total_iters on.",
          example: "opt.set_lr(warmup(epoch, 5, 1e-3))"
        ) { arguments, _ in
          let share = Swift.min(Swift.max(try arguments.float(0) / positive(arguments, 1), 0), 1)
          let start = try arguments.float(3)
          return .float(try arguments.float(2) * (start + (1 - start) * share))
        },
      ])
  }
}
