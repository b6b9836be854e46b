import Tensors

/// What builtins on tensors read from their arguments.
extension Arguments {
  /// Sizes given one by one or as one list: `randn(3, 4)`, `randn([3, 4])`.
  package func shape(_ index: Int) throws -> Shape {
    var items = try list(index)
    if items.count == 1 {
      if case .list(let inner) = items[0] { items = Array(inner.items) }
    }
    var shape = Shape()
    for item in items {
      guard let size = item.integer else {
        throw mismatch(index, "whole numbers", element: item)
      }
      try shape.append(size)
    }
    return shape
  }

  /// Dimensions, or nil for all of them.
  package func dims(_ index: Int) throws(Failure) -> [Int]? { try optionalInts(index) }

  /// The tensors of a list.
  package func tensors(_ index: Int) throws(Failure) -> [Tensor] {
    if case .tensor(let tensor) = self[index], tensor.rank > 0 {
      do throws(TensorError) {
        return try (0..<tensor.shape[0]).map { (i) throws(TensorError) in
          try tensor.selected(0, i)
        }
      } catch {
        throw Failure.wrapping(error)
      }
    }
    var tensors: [Tensor] = []
    for item in try list(index) {
      if case .tensor(let tensor) = item {
        tensors.append(tensor)
      } else if let number = try TensorOperators.scalar(item) {
        tensors.append(number)
      } else {
        throw mismatch(index, "a list of tensors", element: item)
      }
    }
    return tensors
  }

  /// A number as the engine keeps it.
  package func float32(_ index: Int) throws(Failure) -> Float { Float(try float(index)) }
}
