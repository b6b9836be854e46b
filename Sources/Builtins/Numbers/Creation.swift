import Interpreter
import Tensors

extension BuiltinTable {
  static func creation() -> BuiltinGroup {
    func filled(
      _ name: String, _ summary: String, see: String,
      _ make: @escaping (Shape, Interpreter) throws -> Tensor
    ) -> Builtin {
      Builtin(
        name,
        .sizes("sizes", "the sizes of the dimensions"), .interpreter, summary: summary,
        example: "\(name)(3, 4)", see: see, body: make)
    }
    func like(
      _ name: String, _ summary: String, _ make: @escaping (Tensor, Interpreter) throws -> Tensor
    ) -> Builtin {
      Builtin(
        name, .tensor("x"), .interpreter, summary: summary, example: "\(name)(x)",
        see: String(name.dropLast(5)), body: make)
    }
    return BuiltinGroup("Making tensors") {
      Builtin(
        "tensor",
        .value("data", "a number, or lists in lists, all of the same length"),
        summary: "A tensor from nested lists of numbers, all of the same length.",
        details: "Whole numbers give int64, fractions float32, truth values bool.",
        example: "tensor([[1, 2], [3, 4]])", see: "zeros arange array Parameter"
      ) { data in try TensorLiteral.tensor(data) }
      filled(
        "zeros", "Zeros.", see: "ones full tensor eye"
      ) { shape, _ in try Tensor.zeros(shape) }
      filled(
        "ones", "Ones.", see: "zeros full tensor"
      ) { shape, _ in try Tensor.ones(shape) }
      filled(
        "rand", "Random numbers, uniform from 0 to 1.", see: "randn uniform manual_seed"
      ) { shape, me in
        try me.random().uniform(shape)
      }
      filled(
        "randn", "Random numbers from the normal distribution.", see: "rand normal manual_seed"
      ) { shape, me in
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
        "full",
        .ints("size", "the sizes of the dimensions"),
        .argument("value", "a number, or true or false"), summary: "One value everywhere.",
        example: "full([2, 3], 7)", see: "zeros ones"
      ) { size, value in
        let shape = try Shape(size)
        if case .int(let number) = value.value { return try Tensor.full(shape, number) }
        if case .bool(let truth) = value.value { return try Tensor.full(shape, truth) }
        return try Tensor.full(shape, Float(value.float()))
      }
      Builtin(
        "arange",
        .argument("start", "the first number; the stop, if it is the only argument"),
        .argument("stop", "the first number that is left out", default: Value.none),
        .argument("step", "the distance of neighbours", default: .int(1)),
        summary: "Numbers from start (or 0) up to but not including stop.",
        details: "Whole numbers where all three are whole.", example: "arange(0, 10, 2)",
        see: "linspace range"
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
        "linspace",
        .float("start", "the first number"),
        .float("stop", "the last number"),
        .int("steps", "how many numbers"),
        summary: "Evenly spaced numbers, both ends included.", example: "linspace(0, 1, 5)",
        see: "arange meshgrid"
      ) { start, stop, steps in try Tensor.linspace(start, stop, steps) }
      Builtin(
        "eye",
        .int("n", "the number of rows"),
        .optional(.int("m", "the number of columns; n if left out")),
        summary: "Ones on the diagonal, zeros elsewhere.",
        example: "eye(3)", see: "diag zeros"
      ) { n, m in try Tensor.eye(n, m) }
      Builtin(
        "randint",
        .int("low", "the least number"),
        .int("high", "the first number that is too large"),
        .ints("size", "the sizes of the dimensions"), .random,
        summary: "Random whole numbers from low up to but not including high.",
        example: "randint(0, 10, [4])", see: "rand randperm choice"
      ) { low, high, size, random in
        guard low < high else {
          throw Failure("randint: low = \(low) must be less than high = \(high)")
        }
        return try random.integers(Shape(size), in: low..<high)
      }
      Builtin(
        "randperm",
        .int("n", "how many numbers"), .random, summary: "The numbers 0 to n − 1 in random order.",
        example: "randperm(5)", see: "permutation randint"
      ) { n, random in try random.permutation(n) }
      Builtin(
        "Parameter",
        .tensor("data", "the first values"),
        .bool("requires_grad", "whether training changes it", default: true),
        summary: "A tensor that training changes: a model's own weights.",
        example: "W = Parameter(randn(3, 3) / sqrt(3))",
        see: "tensor model tensor.grad tensor.requires_grad_"
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
