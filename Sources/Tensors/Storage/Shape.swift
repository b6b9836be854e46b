/// The extents of a tensor, or its strides: up to eight integers, held inline.
package struct Shape: Sendable {
  /// The most dimensions that a tensor may have.
  package static let maximumRank = 8

  private var values: InlineArray<8, Int>
  /// The number of dimensions.
  package private(set) var count: Int

  /// No dimensions: the shape of a scalar.
  package init() {
    values = InlineArray(repeating: 0)
    count = 0
  }

  /// `count` dimensions of extent `value`; a count above eight counts as eight.
  package init(repeating value: Int, count: Int) {
    values = InlineArray(repeating: value)
    self.count = Swift.max(0, Swift.min(count, Shape.maximumRank))
  }

  /// The extents in `sequence`; throws if there are more than eight.
  package init(_ sequence: some Sequence<Int>) throws(TensorError) {
    self.init()
    for value in sequence { try append(value) }
  }

  /// Appends a dimension; throws if there are eight already.
  package mutating func append(_ value: Int) throws(TensorError) {
    guard count < Shape.maximumRank else {
      throw TensorError("a tensor has at most \(Shape.maximumRank) dimensions")
    }
    values[count] = value
    count += 1
  }

  /// Inserts a dimension before `index`; throws if there are eight already.
  package mutating func insert(_ value: Int, at index: Int) throws(TensorError) {
    try append(value)
    var position = count - 1
    while position > index {
      values[position] = values[position - 1]
      position -= 1
    }
    values[index] = value
  }

  /// Removes dimension `index`.
  package mutating func remove(at index: Int) {
    for position in index..<(count - 1) { values[position] = values[position + 1] }
    count -= 1
  }

  /// The number of elements; throws for negative extents and if the product overflows.
  package func elementCount() throws(TensorError) -> Int {
    var product = 1
    var isEmpty = false
    for position in 0..<count {
      let extent = values[position]
      guard extent >= 0 else {
        throw TensorError("a dimension cannot be negative: shape \(self)")
      }
      if extent == 0 {
        isEmpty = true
        continue
      }
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      guard !overflow, next < 1 << 48 else {
        throw TensorError("shape \(self) has too many elements")
      }
      product = next
    }
    return isEmpty ? 0 : product
  }

  /// The row-major strides of a contiguous tensor of this shape.
  package var contiguousStrides: Shape {
    var strides = Shape(repeating: 1, count: count)
    var stride = 1
    var position = count - 1
    while position >= 0 {
      strides.values[position] = stride
      stride &*= Swift.max(values[position], 1)
      position -= 1
    }
    return strides
  }

  /// The dimension that `dim` means, counting from the end if negative.
  package func dimension(_ dim: Int) throws(TensorError) -> Int {
    let position = dim < 0 ? dim + count : dim
    guard position >= 0, position < count else {
      throw TensorError(
        count == 0
          ? "a scalar has no dimension \(dim)"
          : "there is no dimension \(dim) in shape \(self)",
        hint: count == 0
          ? nil : "dimensions go from 0 to \(count - 1), or from -1 down to -\(count)")
    }
    return position
  }
}

extension Shape: RandomAccessCollection, MutableCollection {
  /// 0.
  package var startIndex: Int { 0 }
  /// The number of dimensions.
  package var endIndex: Int { count }
  /// The extent of a dimension.
  package subscript(position: Int) -> Int {
    get { values[position] }
    set { values[position] = newValue }
  }
}

extension Shape: Hashable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// Same extents in the same order.
  package static func == (a: Shape, b: Shape) -> Bool {
    guard a.count == b.count else { return false }
    for position in 0..<a.count where a.values[position] != b.values[position] { return false }
    return true
  }

  /// Feeds the extents.
  package func hash(into hasher: inout Hasher) {
    for position in 0..<count { hasher.combine(values[position]) }
  }

  /// A shape written out in code, of at most eight extents.
  package init(arrayLiteral elements: Int...) {
    self.init()
    for (position, value) in elements.prefix(Shape.maximumRank).enumerated() {
      values[position] = value
      count = position + 1
    }
  }

  /// `[128, 784]`.
  package var description: String { "[" + map(String.init).joined(separator: ", ") + "]" }
}
