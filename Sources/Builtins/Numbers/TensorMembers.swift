import Interpreter
import Tensors

extension BuiltinTable {
  static func tensorMembers() -> BuiltinGroup {
    func property<Result: ValueConvertible>(
      _ name: String, _ summary: String, _ get: @escaping (Tensor) throws -> Result
    ) -> BuiltinProperty {
      BuiltinProperty(name, of: "tensor", summary) { value, _ in
        guard let tensor = try value.tensor() else { return .none }
        return try get(tensor).asValue
      }
    }
    // Known of what stands for a tensor without making it.
    func sizes(_ name: String, _ summary: String, _ get: @escaping ([Int]) -> Value)
      -> BuiltinProperty
    {
      BuiltinProperty(name, of: "tensor", summary) { value, _ in
        switch value {
        case .tensor(let tensor): get(Array(tensor.shape))
        case .object(let object): get(object.shape ?? [])
        default: .none
        }
      }
    }
    func conversion(_ name: String, _ dtype: DType, _ summary: String) -> Builtin {
      Builtin(
        name, of: "tensor", .tensor("x"), summary: summary, example: "x.\(name)()",
        see: "tensor.dtype int bool"
      ) { x in
        try x.converted(to: dtype)
      }
    }
    return BuiltinGroup("Members of tensors") {
      Builtin(
        "item", of: "tensor", .tensor("x"), summary: "The one element as a plain number.",
        example: "x.sum().item()", see: "tensor.tolist"
      ) { x in
        guard x.count == 1 else {
          throw Failure(
            "item() is for one element, and shape \(x.shape) has \(x.count)",
            hint: "select one with an index, or use .mean()")
        }
        return try TensorMembers.values(x)[0]
      }
      Builtin(
        "tolist", of: "tensor", .tensor("x"), summary: "The elements as plain numbers in lists.",
        example: "x.tolist()", see: "tensor.item list"
      ) { x in
        guard x.count <= Limits.elements else {
          throw Failure("\(x.count) elements are too many for a list")
        }
        return switch x.dtype {
        case .bool: TensorMembers.nested(try x.elements(Bool.self), x.shape) { .bool($0) }
        case .int64: TensorMembers.nested(try x.elements(Int.self), x.shape) { .int($0) }
        case .float32:
          TensorMembers.nested(try x.elements(Float.self), x.shape) {
            .float(Double($0))
          }
        }
      }
      Builtin(
        "size", of: "tensor", .tensor("x"), .dim, summary: "The sizes, or one of them.",
        example: "x.size(0)", see: "tensor.shape len"
      ) { x, dim in
        guard let dim else { return x.shape.asValue }
        return .int(x.shape[try x.shape.dimension(dim)])
      }
      Builtin(
        "numel", of: "tensor", .tensor("x"), summary: "The number of elements.",
        example: "x.numel()", see: "tensor.nelement len"
      ) { x in x.count }
      Builtin(
        "nelement", of: "tensor", .tensor("x"), summary: "The number of elements.",
        example: "x.nelement()", see: "tensor.numel"
      ) { x in x.count }
      Builtin(
        "dim", of: "tensor", .tensor("x"), summary: "The number of dimensions.", example: "x.dim()",
        see: "tensor.ndim"
      ) { x in x.rank }
      conversion("float", .float32, "As numbers with a fraction.")
      conversion("long", .int64, "As whole numbers; fractions are cut off.")
      conversion("int", .int64, "As whole numbers; fractions are cut off.")
      conversion("bool", .bool, "Whether each element is not 0.")
      Builtin(
        "backward", of: "tensor", .tensor("x"),
        summary:
          "Computes the gradients of a loss with respect to every parameter that it depends on.",
        example: "loss.backward()\nprint(net.parameters()[0].grad.shape)",
        see: "tensor.grad optimizer.step no_grad optimizer.zero_grad"
      ) { x in try x.backward() }
      Builtin(
        "t", of: "tensor", .tensor("x"), summary: "A matrix transposed.", example: "A.t()",
        see: "tensor.T transpose"
      ) { x in
        guard x.rank <= 2 else {
          throw Failure("t() is for matrices, not for shape \(x.shape)", hint: "use .mT")
        }
        return x.rank < 2 ? x : try x.transposed(0, 1)
      }
      Builtin(
        "detach", of: "tensor", .tensor("x"), summary: "The same numbers, detached from the graph.",
        example: "x.detach()", see: "no_grad clone"
      ) { x in x.detached() }
      sizes("shape", "The sizes of the dimensions.") { $0.asValue }
      sizes("ndim", "The number of dimensions.") { $0.count.asValue }
      property("dtype", "float32, int64 or bool.") { "\($0.dtype)" }
      property("T", "Transposed.") { try $0.matrixTransposed() }
      property("mT", "The last two dimensions exchanged.") { try $0.matrixTransposed() }
      BuiltinProperty(
        "grad", of: "tensor", "The gradient that backward computed, or none; it can be set.",
        set: { owner, value in try TensorMembers.setGradient(of: owner, to: value) }
      ) { value, _ in try value.tensor()?.gradient.asValue ?? .none }
      BuiltinProperty(
        "requires_grad", of: "tensor",
        "Whether backward computes a gradient for it; false freezes a Parameter.",
        set: { owner, value in try TensorMembers.setRequiresGradient(of: owner, to: value) }
      ) { value, _ in try .bool(value.tensor()?.requiresGradient ?? false) }
      Builtin(
        "requires_grad_", of: "tensor",
        .value("parameter", "a Parameter"),
        .bool("requires_grad", "whether training changes it", default: true),
        summary: "Freezes a Parameter, or lets it be trained again; gives it back.",
        example: "p.requires_grad_(false)", see: "tensor.requires_grad Parameter"
      ) { parameter, flag in
        try TensorMembers.setRequiresGradient(of: parameter, to: .bool(flag))
        return parameter
      }
    }
  }
}

enum TensorMembers {
  /// `p.grad = g`, or `none`.
  fileprivate static func setGradient(of owner: Value, to value: Value) throws {
    guard case .tensor(let parameter) = owner, parameter.isParameter else {
      throw Failure("only a Parameter keeps a gradient", hint: "write `w = Parameter(x)`")
    }
    guard !value.isNone else { return parameter.gradient = nil }
    guard let gradient = try value.tensor(), gradient.shape == parameter.shape,
      gradient.dtype == .float32
    else {
      let given = try value.tensor()
      let shape = given.map { " of \($0.dtype) and \($0.shape)" } ?? ""
      throw Failure(
        "the gradient of a Parameter of shape \(parameter.shape) is a tensor of float32 and that "
          + "shape or none, not \(value.described)\(shape)")
    }
    parameter.gradient = gradient.detached()
  }

  /// `p.requires_grad = flag`.
  fileprivate static func setRequiresGradient(of owner: Value, to value: Value) throws {
    guard case .bool(let flag) = value else {
      throw Failure("requires_grad must be true or false, not \(value.described)")
    }
    guard case .tensor(let parameter) = owner, parameter.isParameter else {
      throw Failure(
        "only a Parameter can be told whether it is trained",
        hint: flag ? "write `w = Parameter(x)`" : "write `x = x.detach()`")
    }
    parameter.isFrozen = !flag
  }

  /// A tensor of one whole number as an index.
  static func index(_ tensor: Tensor) throws(Failure) -> Int {
    guard tensor.dtype == .int64, tensor.count == 1 else {
      throw Failure(
        "an index must be a whole number, not a tensor of \(tensor.dtype) and shape \(tensor.shape)"
      )
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

  /// Elements in row-major order as a value: lists in lists by the shape.
  static func nested<T>(_ elements: [T], _ shape: Shape, _ value: (T) -> Value) -> Value {
    func part(_ dim: Int, _ range: Range<Int>) -> Value {
      if dim == shape.count { return elements.isEmpty ? .none : value(elements[range.lowerBound]) }
      if dim == shape.count - 1 { return .items(elements[range].map(value)) }
      let size = shape[dim] == 0 ? 0 : range.count / shape[dim]
      return .items(
        (0..<shape[dim]).map { index in
          let start = range.lowerBound + index * size
          return part(dim + 1, start..<(start + size))
        })
    }
    return part(0, 0..<elements.count)
  }
}
