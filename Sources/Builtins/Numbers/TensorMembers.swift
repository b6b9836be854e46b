import Interpreter
import Tensors

extension BuiltinTable {
  static func tensorMembers() -> BuiltinGroup {
    let x = BuiltinParameter.required("x")
    func property(
      _ name: String, _ summary: String, _ get: @escaping (Tensor) throws -> Value
    ) -> BuiltinProperty {
      BuiltinProperty(name, of: "tensor", summary) { value, _ in
        guard case .tensor(let tensor) = value else { return .none }
        return try get(tensor)
      }
    }
    func conversion(_ name: String, _ dtype: DType, _ summary: String) -> Builtin {
      Builtin(name, of: "tensor", [x], summary, example: "x.\(name)()") { arguments, _ in
        .tensor(try arguments.tensor(0).converted(to: dtype))
      }
    }
    return BuiltinGroup(
      "Members of tensors",
      [
        Builtin(
          "item", of: "tensor", [x], "The one element as a plain number.", example: "loss.item()"
        ) { arguments, _ in
          let tensor = try arguments.tensor(0)
          guard tensor.count == 1 else {
            throw Failure(
              "item() is for one element, and shape \(tensor.shape) has \(tensor.count)",
              hint: "take one by an index, or use .mean()")
          }
          return try TensorMembers.values(tensor)[0]
        },
        Builtin(
          "tolist", of: "tensor", [x], "The elements as plain numbers in lists.",
          example: "x.tolist()"
        ) { arguments, _ in
          let tensor = try arguments.tensor(0)
          guard tensor.count <= Limits.elements else {
            throw Failure("\(tensor.count) elements are too many for a list")
          }
          var values = try TensorMembers.values(tensor)[...]
          return TensorMembers.nested(&values, Array(tensor.shape)[...])
        },
        Builtin(
          "size", of: "tensor", [x, .optional("dim")], "The sizes, or one of them.",
          example: "x.size(0)"
        ) { arguments, _ in
          let tensor = try arguments.tensor(0)
          guard let dim = try arguments.optionalInt(1) else {
            return .items(tensor.shape.map { .int($0) })
          }
          return .int(tensor.shape[try tensor.shape.dimension(dim)])
        },
        Builtin("numel", of: "tensor", [x], "How many elements.", example: "x.numel()") {
          arguments, _ in .int(try arguments.tensor(0).count)
        },
        conversion("float", .float32, "As numbers with a fraction."),
        conversion("long", .int64, "As whole numbers; fractions are cut off."),
        conversion("bool", .bool, "Whether each element is not 0."),
        Builtin(
          "backward", of: "tensor", [x],
          "Computes the gradients of a loss by every parameter behind it.",
          example: "loss.backward()"
        ) { arguments, _ in
          try arguments.tensor(0).backward()
          return .none
        },
        Builtin("detach", of: "tensor", [x], "The same numbers without their history.") {
          arguments, _ in .tensor(try arguments.tensor(0).detached())
        },
      ],
      properties: [
        property("shape", "The sizes of the dimensions.") { .items($0.shape.map { .int($0) }) },
        property("ndim", "The number of dimensions.") { .int($0.rank) },
        property("dtype", "float32, int64 or bool.") { .text("\($0.dtype)") },
        property("T", "Transposed.") { .tensor(try $0.matrixTransposed()) },
        property("mT", "The last two dimensions exchanged.") { .tensor(try $0.matrixTransposed()) },
        property("grad", "The gradient that backward computed, or none.") {
          $0.gradient.map { .tensor($0) } ?? .none
        },
        property("requires_grad", "Whether backward computes a gradient for it.") {
          .bool($0.requiresGradient)
        },
      ])
  }
}

enum TensorMembers {
  /// A tensor of one whole number as an index.
  static func index(_ tensor: Tensor) throws(Failure) -> Int {
    guard tensor.dtype == .int64, tensor.count == 1 else {
      throw Failure(
        "an index is a whole number, not a tensor of \(tensor.dtype) and shape \(tensor.shape)")
    }
    return tensor.integer
  }

  /// The elements as plain numbers.
  static func values(_ tensor: Tensor) throws(TensorError) -> [Value] {
    switch tensor.dtype {
    case .bool: try tensor.elements(Bool.self).map { .bool($0) }
    case .int64: try tensor.elements(Int.self).map { .int($0) }
    case .float32: try tensor.elements(Float.self).map { .float(Double($0)) }
    }
  }

  static func nested(_ values: inout ArraySlice<Value>, _ shape: ArraySlice<Int>) -> Value {
    guard let size = shape.first else { return values.popFirst() ?? .none }
    return .items((0..<size).map { _ in nested(&values, shape.dropFirst()) })
  }
}
