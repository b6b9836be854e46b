import Language
import Tensors

/// `x[…]` on tensors.
///
/// Keys are numbers, slices, `...`, `none` for a new dimension, and lists and tensors of positions
/// or bools.
package enum TensorIndexing {
  package static func get(_ tensor: Tensor, _ keys: [Key]) throws(Failure) -> Value {
    do {
      return .tensor(try view(tensor, keys))
    } catch {
      throw Failure.wrapping(error)
    }
  }

  private static func view(_ tensor: Tensor, _ keys: [Key]) throws -> Tensor {
    let keys = try expanded(keys, for: tensor)
    let picks = keys.contains {
      if case .value(let key) = $0 { key.integer == nil && !key.isNone } else { false }
    }
    var result = tensor
    var dim = 0
    var indices: [Tensor?] = []
    for key in keys {
      switch key {
      case .ellipsis: break
      case .slice(let start, let stop, let step):
        result = try result.sliced(dim, from: start, to: stop, by: step ?? 1)
        indices.append(nil)
        dim += 1
      case .value(.none):
        result = try result.unsqueezed(dim)
        indices.append(nil)
        dim += 1
      case .value(let key):
        if !picks, let index = key.integer {
          result = try result.selected(dim, index)
        } else {
          let index = try self.index(key)
          indices.append(index)
          dim += index.dtype == .bool ? index.rank : 1
        }
      }
    }
    return picks ? try result.indexed(indices) : result
  }

  /// The keys with `...` spelled out as whole slices.
  private static func expanded(_ keys: [Key], for tensor: Tensor) throws(Failure) -> [Key] {
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
    let rest = Array(
      repeating: Key.slice(start: nil, stop: nil, step: nil), count: tensor.rank - covered)
    return keys.flatMap { key in if case .ellipsis = key { rest } else { [key] } }
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
  package static func rows(of tensor: Tensor) throws -> [Value] {
    guard let count = tensor.shape.first else {
      throw Failure("a tensor without dimensions cannot be iterated over")
    }
    return try (0..<count).map { .tensor(try tensor.selected(0, $0)) }
  }

  /// Walks a tensor along its first axis.
  package final class RowIterator: ValueIterator {
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

    package override func next() throws(Failure) -> Value? {
      guard index < count else { return nil }
      index += 1
      do throws(TensorError) {
        return .tensor(try tensor.selected(0, index - 1))
      } catch {
        throw Failure.wrapping(error)
      }
    }

    package override var remaining: Int? { count - index }
  }
}

extension TensorIndexing {
  /// `p -= step`: changes a parameter for all who hold it, as in PyTorch.
  ///
  /// It may be done only where no gradients are recorded, since those would be of other values.
  static func move(
    _ parameter: Tensor, _ operation: BinaryOperator, by step: Value, _ interpreter: Interpreter
  ) throws(Failure) {
    guard !Recording.isEnabled else {
      throw Failure(
        "a Parameter can be changed in place only where no gradients are recorded",
        hint: "write it inside `no_grad { … }`, or give the result a name of its own")
    }
    let moved = try Arithmetic.apply(operation, .tensor(parameter), step, interpreter)
    guard case .tensor(let result) = moved, result.shape == parameter.shape else {
      let shape = if case .tensor(let result) = moved { " of shape \(result.shape)" } else { "" }
      throw Failure(
        "a Parameter of shape \(parameter.shape) cannot become \(moved.described)\(shape)")
    }
    try set(parameter, [.ellipsis], to: moved)
  }

  static func elementsCannotBeSet() -> Failure {
    Failure(
      "the elements of a tensor cannot be set",
      hint: "make a new one, `x = where(condition, value, x)`, or set them in a list before "
        + "`tensor(…)`; only a Parameter changes: W[:] = …")
  }

  /// `W[:] = values`, for parameters only: other tensors do not change.
  package static func set(_ tensor: Tensor, _ keys: [Key], to value: Value) throws(Failure) {
    guard tensor.isParameter else {
      throw elementsCannotBeSet()
    }
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
      var source: Tensor
      if case .tensor(let given) = value {
        source = given
      } else if let number = try TensorOperators.scalar(value) {
        source = number
      } else {
        throw Failure(
          "a Parameter can only be set to a tensor or a number, not to \(value.described)")
      }
      source = try source.detached().converted(to: .float32).broadcast(to: tensor.shape)
        .contiguous()
      let count = tensor.count
      try tensor.update { $0.update(from: source.floats, count: count) }
    } catch {
      throw Failure.wrapping(error)
    }
  }
}
