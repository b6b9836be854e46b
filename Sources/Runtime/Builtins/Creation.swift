import Tensors

extension BuiltinTable {
  static func creation() -> BuiltinGroup {
    func filled(
      _ name: String, _ summary: String,
      _ make: @escaping (Shape, Interpreter) throws -> Tensor
    ) -> Builtin {
      Builtin(name, [.variadic("sizes")], summary, example: "\(name)(3, 4)") { arguments, me in
        .tensor(try make(try arguments.shape(0), me))
      }
    }
    func like(
      _ name: String, _ summary: String, _ make: @escaping (Shape, Interpreter) throws -> Tensor
    ) -> Builtin {
      Builtin(name, [.required("x")], summary, example: "\(name)(x)") { arguments, me in
        .tensor(try make(try arguments.tensor(0).shape, me))
      }
    }
    return BuiltinGroup(
      "Making tensors",
      [
        Builtin(
          "tensor", [.required("data")], "A tensor from numbers in lists, all of one length.",
          example: "tensor([[1, 2], [3, 4]])"
        ) { arguments, _ in .tensor(try TensorLiteral.tensor(arguments[0])) },
        filled("zeros", "Zeros.") { shape, _ in try Tensor.zeros(shape) },
        filled("ones", "Ones.") { shape, _ in try Tensor.ones(shape) },
        filled("rand", "Random numbers, uniform from 0 to 1.") { shape, me in
          try me.random().uniform(shape)
        },
        filled("randn", "Random numbers from the normal distribution.") { shape, me in
          try me.random().normal(shape)
        },
        like("zeros_like", "Zeros in the shape of x.") { shape, _ in try Tensor.zeros(shape) },
        like("ones_like", "Ones in the shape of x.") { shape, _ in try Tensor.ones(shape) },
        like("rand_like", "Uniform random numbers in the shape of x.") { shape, me in
          try me.random().uniform(shape)
        },
        like("randn_like", "Normal random numbers in the shape of x.") { shape, me in
          try me.random().normal(shape)
        },
        Builtin(
          "full", [.required("size"), .required("value")], "One value everywhere.",
          example: "full([2, 3], 7)"
        ) { arguments, _ in
          let shape = try Shape(arguments.ints(0))
          if case .int(let value) = arguments[1] { return .tensor(try Tensor.full(shape, value)) }
          return .tensor(try Tensor.full(shape, arguments.float32(1)))
        },
        Builtin(
          "arange", [.required("start"), .optional("stop"), .optional("step", .int(1))],
          "Whole numbers from start (or 0) up to, without, stop.", example: "arange(0, 10, 2)"
        ) { arguments, _ in
          let start = try arguments.int(0)
          guard let stop = try arguments.optionalInt(1) else {
            return .tensor(try Tensor.arange(0, start, step: arguments.int(2)))
          }
          return .tensor(try Tensor.arange(start, stop, step: arguments.int(2)))
        },
        Builtin(
          "linspace", [.required("start"), .required("stop"), .required("steps")],
          "Evenly spaced numbers, both ends included.", example: "linspace(0, 1, 5)"
        ) { arguments, _ in
          .tensor(
            try Tensor.linspace(arguments.float(0), arguments.float(1), arguments.int(2)))
        },
        Builtin(
          "eye", [.required("n"), .optional("m")], "Ones on the diagonal, zeros elsewhere.",
          example: "eye(3)"
        ) { arguments, _ in
          .tensor(try Tensor.eye(arguments.int(0), arguments.optionalInt(1)))
        },
        Builtin(
          "randint", [.required("low"), .required("high"), .required("size")],
          "Random whole numbers from low up to, without, high.",
          example: "randint(0, 10, [128])"
        ) { arguments, me in
          let (low, high) = (try arguments.int(0), try arguments.int(1))
          guard low < high else { throw Failure("randint: nothing lies from \(low) to \(high)") }
          return .tensor(try me.random().integers(Shape(arguments.ints(2)), in: low..<high))
        },
        Builtin(
          "randperm", [.required("n")], "The numbers 0 to n − 1 in random order.",
          example: "perm = randperm(784)"
        ) { arguments, me in .tensor(try me.random().permutation(arguments.int(0))) },
        Builtin(
          "Parameter", [.required("data")],
          "A tensor that training changes: a model's own weights.",
          example: "W = Parameter(randn(3, 3) / sqrt(3))"
        ) { arguments, _ in .tensor(try arguments.tensor(0).detached().asParameter()) },
      ])
  }
}

extension Interpreter {
  /// The session's random numbers.
  func random() throws(Failure) -> Generator {
    guard let session else { throw Failure("random numbers need a session") }
    return session.generator
  }
}

/// Numbers in nested lists as a tensor.
enum TensorLiteral {
  static func tensor(_ value: Value) throws -> Tensor {
    if case .tensor(let tensor) = value { return tensor.detached() }
    var shape = Shape()
    var numbers: [Double] = []
    var integers: [Int] = []
    var walk = Walk()
    var isWhole = true
    var isLogical = true
    func visit(_ value: Value, _ depth: Int) throws {
      switch value {
      case .list, .range:
        let items = try Self.items(value)
        if depth == shape.count { try shape.append(items.count) }
        guard shape[depth] == items.count else {
          throw Failure(
            "a row of \(items.count) elements stands beside one of \(shape[depth])",
            hint: "all rows of a tensor have one length")
        }
        try walk.visit(items.count)
        for item in items { try visit(item, depth + 1) }
      case .tensor(let tensor) where tensor.count == 1:
        isWhole = isWhole && tensor.dtype != .float32
        isLogical = isLogical && tensor.dtype == .bool
        numbers.append(tensor.number)
        if tensor.dtype == .int64 {
          integers.append(tensor.integer)
        } else if tensor.dtype == .bool {
          integers.append(tensor.number != 0 ? 1 : 0)
        }
      default:
        guard let number = value.number, depth == shape.count else {
          throw Failure("a tensor is made of numbers, not of \(value.described)")
        }
        if case .bool = value {} else { isLogical = false }
        numbers.append(number)
        if let integer = value.integer { integers.append(integer) } else { isWhole = false }
      }
    }
    try visit(value, 0)
    if isLogical, !numbers.isEmpty { return try Tensor.of(numbers.map { $0 != 0 }, shape: shape) }
    if isWhole, !numbers.isEmpty { return try Tensor.of(integers, shape: shape) }
    return try Tensor.of(numbers.map { Float($0) }, shape: shape)
  }

  private static func items(_ value: Value) throws(Failure) -> [Value] {
    if case .list(let list) = value { return Array(list.items) }
    guard case .range(let range) = value, range.count <= Limits.elements else {
      throw Failure("a range of so many numbers is no tensor")
    }
    return (0..<range.count).map { .int(range[$0]) }
  }
}
