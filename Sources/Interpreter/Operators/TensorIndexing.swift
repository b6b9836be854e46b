import Language
import Tensors

/// `x[…]` on tensors.
///
/// Keys are numbers, slices, `...`, `none` for a new dimension, and lists and tensors of positions
/// or bools.
package enum TensorIndexing {
  static func get(_ tensor: Tensor, _ keys: [Key]) throws(Failure) -> Value {
    do {
      return .tensor(try selection(keys, of: tensor).taken(from: tensor))
    } catch {
      throw Failure.wrapping(error)
    }
  }

  /// What the keys select, with `...` spelled out as whole slices.
  private static func selection(_ keys: [Key], of tensor: Tensor) throws -> Selection {
    var covered = 0
    var ellipses = 0
    for key in keys {
      switch key {
      case .ellipsis: ellipses += 1
      case .value(.none): break
      case .value(.tensor(let mask)) where mask.dtype == .bool: covered += mask.rank
      default: covered += 1
      }
    }
    guard covered <= tensor.rank else {
      throw Failure("\(covered) indices for a tensor of shape \(tensor.shape)")
    }
    guard ellipses <= 1 else { throw Failure("`...` can be used only once in an index") }
    var parts: [Selection.Part] = []
    for key in keys {
      switch key {
      case .ellipsis:
        let whole = Selection.Part.slice(start: nil, stop: nil, step: 1)
        parts += Array(repeating: whole, count: tensor.rank - covered)
      case .slice(let start, let stop, let step):
        parts.append(.slice(start: start, stop: stop, step: step ?? 1))
      case .value(.none): parts.append(.new)
      case .value(let key):
        parts.append(try key.integer.map { .position($0) } ?? .places(try index(key)))
      }
    }
    return Selection(parts)
  }

  /// A number, a list of numbers or bools, or a tensor as an index.
  private static func index(_ key: Value) throws -> Tensor {
    switch key {
    case .tensor(let tensor): return tensor
    case .int, .list, .range: return try TensorLiteral.tensor(key)
    default:
      throw Failure(
        "the index of a tensor must be a whole number, a list or a tensor, not \(key.described)")
    }
  }

  /// The parts of a tensor along its first axis.
  static func rows(of tensor: Tensor) throws -> [Value] {
    guard let count = tensor.shape.first else {
      throw Failure("a tensor without dimensions cannot be iterated over")
    }
    return try (0..<count).map { .tensor(try tensor.selected(0, $0)) }
  }

  /// Walks a tensor along its first axis.
  final class RowIterator: ValueIterator {
    private let tensor: Tensor
    private var index = 0
    private let count: Int

    init(_ tensor: Tensor) throws(Failure) {
      guard let count = tensor.shape.first else {
        throw Failure("a tensor without dimensions cannot be iterated over")
      }
      self.tensor = tensor
      self.count = count
    }

    override func next() throws(Failure) -> Value? {
      guard index < count else { return nil }
      index += 1
      do throws(TensorError) {
        return .tensor(try tensor.selected(0, index - 1))
      } catch {
        throw Failure.wrapping(error)
      }
    }

    override var remaining: Int? { count - index }
  }
}

extension TensorIndexing {
  /// `p -= step`: changes a parameter for all who hold it, as in PyTorch.
  ///
  /// It may be done only where no gradients are recorded, since those would be of other values.
  static func move(
    _ parameter: Tensor, _ operation: BinaryOperator, by step: Value, _ interpreter: Interpreter
  ) throws(Failure) {
    try refuseRecording()
    try move(
      parameter, to: try Arithmetic.apply(operation, .tensor(parameter), step, interpreter))
  }

  private static func refuseRecording() throws(Failure) {
    guard !Recording.isEnabled else {
      throw Failure(
        "a Parameter can be changed in place only where no gradients are recorded",
        hint: "write it inside `no_grad { … }`, or give the result a name of its own")
    }
  }

  /// Gives a parameter new values, of its shape, for all who hold it.
  package static func move(_ parameter: Tensor, to moved: Value) throws(Failure) {
    try refuseRecording()
    guard case .tensor(let result) = moved, result.shape == parameter.shape else {
      let shape = if case .tensor(let result) = moved { " of shape \(result.shape)" } else { "" }
      throw Failure(
        "a Parameter of shape \(parameter.shape) cannot become \(moved.described)\(shape)")
    }
    try set(parameter: parameter, [.ellipsis], to: moved)
  }

  /// `x[keys] = value`: the name gets a tensor with the elements replaced, others keep theirs.
  ///
  /// A `Parameter` changes for all who hold it, and only as a whole: `W[:] = values`.
  static func set(
    _ container: inout Value, _ keys: [Key], to value: Value
  ) throws(Failure) {
    guard var tensor = container.takeTensor() else { return }
    defer { container = .tensor(tensor) }
    guard !tensor.isParameter else { return try set(parameter: tensor, keys, to: value) }
    do {
      let values = try values(value, for: "the elements of a tensor can only be")
      let isLast = isKnownUniquelyReferenced(&tensor)
      tensor = try tensor.replacing(
        try selection(keys, of: tensor), by: values, isLast: isLast)
    } catch {
      throw Failure.wrapping(error)
    }
  }

  /// `W[:] = values` for a parameter.
  static func set(
    parameter: Tensor, _ keys: [Key], to value: Value
  ) throws(Failure) {
    let isWhole = keys.allSatisfy {
      switch $0 {
      case .slice(nil, nil, nil), .ellipsis: true
      default: false
      }
    }
    guard isWhole else {
      throw Failure("part of a Parameter cannot be set", hint: "set all of it: W[:] = …")
    }
    do {
      let source = try values(value, for: "a Parameter can only be").detached().converted(
        to: .float32
      )
      .broadcast(to: parameter.shape).contiguous()
      try parameter.update { $0.update(from: source.floats, count: parameter.count) }
    } catch {
      throw Failure.wrapping(error)
    }
  }

  /// What elements are set to.
  private static func values(_ value: Value, for subject: String) throws -> Tensor {
    if case .tensor(let given) = value { return given }
    if let number = try TensorOperators.scalar(value) { return number }
    if let tensor = try value.tensor() { return tensor }
    if case .list = value { return try TensorLiteral.tensor(value) }
    throw Failure("\(subject) set to a tensor or a number, not to \(value.described)")
  }
}
