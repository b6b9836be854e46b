import Tensors

/// Nested lists of numbers as a tensor.
package enum TensorLiteral {
  package static func tensor(_ value: Value) throws -> Tensor {
    if let tensor = try value.tensor() { return tensor.detached() }
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
            "a row of \(items.count) elements is next to one of \(shape[depth])",
            hint: "all rows of a tensor must have the same length")
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
      throw Failure("a range this long cannot become a tensor")
    }
    return (0..<range.count).map { .int(range[$0]) }
  }
}
