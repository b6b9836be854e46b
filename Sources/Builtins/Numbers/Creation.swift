import Interpreter
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
    guard let host else { throw Failure("random numbers need a session") }
    return host.generator
  }
}
