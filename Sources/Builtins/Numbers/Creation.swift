import Interpreter
import Tensors

extension BuiltinTable {
  static func creation() -> BuiltinGroup {
    func filled(
      _ name: String, _ summary: String,
      _ make: @escaping (Shape, Interpreter) throws -> Tensor
    ) -> Builtin {
      Builtin(
        name, .sizes("sizes"), .interpreter, summary: summary, example: "\(name)(3, 4)", body: make)
    }
    func like(
      _ name: String, _ summary: String, _ make: @escaping (Tensor, Interpreter) throws -> Tensor
    ) -> Builtin {
      Builtin(
        name, .tensor("x"), .interpreter, summary: summary, example: "\(name)(x)", body: make)
    }
    return BuiltinGroup("Making tensors") {
      Builtin(
        "tensor", .value("data"),
        summary: "A tensor from nested lists of numbers, all of the same length.",
        example: "tensor([[1, 2], [3, 4]])"
      ) { data in try TensorLiteral.tensor(data) }
      filled("zeros", "Zeros.") { shape, _ in try Tensor.zeros(shape) }
      filled("ones", "Ones.") { shape, _ in try Tensor.ones(shape) }
      filled("rand", "Random numbers, uniform from 0 to 1.") { shape, me in
        try me.random().uniform(shape)
      }
      filled("randn", "Random numbers from the normal distribution.") { shape, me in
        try me.random().normal(shape)
      }
      like("zeros_like", "Zeros in the shape and of the kind of x.") { x, _ in
        try Tensor.zeros(x.shape, x.dtype)
      }
      like("ones_like", "Ones in the shape and of the kind of x.") { x, _ in
        try Tensor.full(x.shape, 1).converted(to: x.dtype)
      }
      like("rand_like", "Uniform random numbers in the shape of x.") { x, me in
        try me.random().uniform(x.shape)
      }
      like("randn_like", "Normal random numbers in the shape of x.") { x, me in
        try me.random().normal(x.shape)
      }
      Builtin(
        "full", .ints("size"), .argument("value"), summary: "One value everywhere.",
        example: "full([2, 3], 7)"
      ) { size, value in
        let shape = try Shape(size)
        if case .int(let number) = value.value { return try Tensor.full(shape, number) }
        if case .bool(let truth) = value.value { return try Tensor.full(shape, truth) }
        return try Tensor.full(shape, Float(value.float()))
      }
      Builtin(
        "arange", .argument("start"), .argument("stop", default: Value.none),
        .argument("step", default: .int(1)),
        summary: "Numbers from start (or 0) up to but not including stop.",
        details: "Whole numbers where all three are whole.", example: "arange(0, 10, 2)"
      ) { start, stop, step in
        let given = [start.value, stop.value, step.value]
        guard given.contains(where: { if case .float = $0 { true } else { false } }) else {
          let first = try start.int()
          if stop.isNone { return try Tensor.arange(0, first, step: try step.int()) }
          return try Tensor.arange(first, try stop.int(), step: try step.int())
        }
        let first = try start.float()
        if stop.isNone { return try Tensor.arange(0, first, step: try step.float()) }
        return try Tensor.arange(first, try stop.float(), step: try step.float())
      }
      Builtin(
        "linspace", .float("start"), .float("stop"), .int("steps"),
        summary: "Evenly spaced numbers, both ends included.", example: "linspace(0, 1, 5)"
      ) { start, stop, steps in try Tensor.linspace(start, stop, steps) }
      Builtin(
        "eye", .int("n"), .optional(.int("m")), summary: "Ones on the diagonal, zeros elsewhere.",
        example: "eye(3)"
      ) { n, m in try Tensor.eye(n, m) }
      Builtin(
        "randint", .int("low"), .int("high"), .ints("size"), .random,
        summary: "Random whole numbers from low up to but not including high.",
        example: "randint(0, 10, [128])"
      ) { low, high, size, random in
        guard low < high else {
          throw Failure("randint: low = \(low) must be less than high = \(high)")
        }
        return try random.integers(Shape(size), in: low..<high)
      }
      Builtin(
        "randperm", .int("n"), .random, summary: "The numbers 0 to n − 1 in random order.",
        example: "perm = randperm(784)"
      ) { n, random in try random.permutation(n) }
      Builtin(
        "Parameter", .tensor("data"), .bool("requires_grad", default: true),
        summary: "A tensor that training changes: a model's own weights.",
        example: "W = Parameter(randn(3, 3) / sqrt(3))"
      ) { data, isTrained in
        let parameter = try data.detached().asParameter()
        parameter.isFrozen = !isTrained
        return parameter
      }
    }
  }
}

extension Interpreter {
  /// The session's random numbers.
  func random() throws(Failure) -> Generator {
    guard let host else { throw Failure("random numbers need a session") }
    return host.generator
  }
}

extension Generator: ArgumentConvertible {
  package static var isParameter: Bool { false }
  package static func read(_ argument: BuiltinArgument) throws(Failure) -> Generator {
    try argument.call.interpreter.random()
  }
}

extension TypedParameter where T == Generator {
  /// No argument: the session's random numbers.
  static var random: Self { Self(nil) }
}
