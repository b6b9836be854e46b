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
      _ name: String, _ summary: String, _ make: @escaping (Shape, Interpreter) throws -> Tensor
    ) -> Builtin {
      Builtin(name, .tensor("x"), .interpreter, summary: summary, example: "\(name)(x)") { x, me in
        try make(x.shape, me)
      }
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
      like("zeros_like", "Zeros in the shape of x.") { shape, _ in try Tensor.zeros(shape) }
      like("ones_like", "Ones in the shape of x.") { shape, _ in try Tensor.ones(shape) }
      like("rand_like", "Uniform random numbers in the shape of x.") { shape, me in
        try me.random().uniform(shape)
      }
      like("randn_like", "Normal random numbers in the shape of x.") { shape, me in
        try me.random().normal(shape)
      }
      Builtin(
        "full", .ints("size"), .argument("value"), summary: "One value everywhere.",
        example: "full([2, 3], 7)"
      ) { size, value in
        let shape = try Shape(size)
        if case .int(let number) = value.value { return try Tensor.full(shape, number) }
        return try Tensor.full(shape, Float(value.float()))
      }
      Builtin(
        "arange", .int("start"), .optional(.int("stop")), .int("step", default: 1),
        summary: "Whole numbers from start (or 0) up to but not including stop.",
        example: "arange(0, 10, 2)"
      ) { start, stop, step in
        guard let stop else { return try Tensor.arange(0, start, step: step) }
        return try Tensor.arange(start, stop, step: step)
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
        guard low < high else { throw Failure("randint: nothing lies from \(low) to \(high)") }
        return try random.integers(Shape(size), in: low..<high)
      }
      Builtin(
        "randperm", .int("n"), .random, summary: "The numbers 0 to n − 1 in random order.",
        example: "perm = randperm(784)"
      ) { n, random in try random.permutation(n) }
      Builtin(
        "Parameter", .tensor("data"),
        summary: "A tensor that training changes: a model's own weights.",
        example: "W = Parameter(randn(3, 3) / sqrt(3))"
      ) { data in try data.detached().asParameter() }
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
