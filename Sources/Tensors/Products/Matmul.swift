import Kernels

extension Tensor {
  /// The matrix product `a @ b`, by NumPy's rules, times `scale`, as attention needs it.
  ///
  /// Vectors gain a dimension and lose it again, and leading dimensions broadcast. Products of
  /// whole numbers are whole numbers unless they are scaled.
  package static func matmul(
    _ a: Tensor, _ b: Tensor, scale: Float = 1
  ) throws(TensorError) -> Tensor {
    guard a.rank > 0, b.rank > 0 else {
      throw TensorError(
        "@ needs at least one dimension on both sides, not shapes \(a.shape) and \(b.shape)",
        hint: "to multiply by a number, use *")
    }
    let isWhole = scale == 1 && a.dtype != .float32 && b.dtype != .float32
    let (x, y) = isWhole ? (a, b) : try promoted(a, b, least: .float32)
    if x.rank == 1, y.rank == 1, !isWhole, scale == 1, let sum = try x.shortInner(y) { return sum }
    let left = x.rank == 1 ? try x.unsqueezed(0) : x
    let right = y.rank == 1 ? try y.unsqueezed(1) : y
    guard left.shape[left.rank - 1] == right.shape[right.rank - 2] else {
      throw TensorError(
        "@: shapes \(a.shape) and \(b.shape) do not fit together",
        hint: "the last dimension of the left, \(left.shape[left.rank - 1]), must equal "
          + "\(right.shape[right.rank - 2]) of the right" + transposition(x, y))
    }
    var result = isWhole ? try wholeMatrices(left, right) : try matrices(left, right, scale)
    if y.rank == 1 { result = try result.squeezed(-1) }
    if x.rank == 1 { result = try result.squeezed(y.rank == 1 ? -1 : -2) }
    return result
  }

  /// The inner product of two short vectors, without the plan that takes longer than it; nil for others.
  private func shortInner(_ other: Tensor) throws(TensorError) -> Tensor? {
    guard shape == other.shape, count <= 4096, !MatrixPrecision.isBFloat16 else { return nil }
    let (x, y) = (try packed(), try other.packed())
    let result = try Tensor.zeros([])
    withPointers(x.floats, y.floats, result.floats) { x, y, sum in
      lab_add_row_products(1, count, 1, x, count, y, sum)
    }
    return result.recorded("@", from: self, other) {
      { (gradient) throws(TensorError) in [try gradient * y, try gradient * x] }
    }
  }

  /// Which side would fit transposed, for a hint; nothing if neither does.
  private static func transposition(_ x: Tensor, _ y: Tensor) -> String {
    let columns = x.shape[x.rank - 1]
    if y.rank > 1, columns == y.shape[y.rank - 1] {
      return "; the right one fits transposed: `\(y.rank == 2 ? ".T" : ".mT")`"
    }
    if x.rank > 1, y.rank > 1, x.shape[x.rank - 2] == y.shape[y.rank - 2] {
      return "; the left one fits transposed: `\(x.rank == 2 ? ".T" : ".mT")`"
    }
    return ""
  }

  /// The leading dimensions of the product of two stacks of matrices.
  static func batchOfProduct(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Shape {
    do throws(TensorError) {
      return try Shape(a.shape.dropLast(2)).broadcast(
        with: try Shape(b.shape.dropLast(2)), for: "@")
    } catch {
      throw TensorError(
        "@: shapes \(a.shape) and \(b.shape) do not fit together", hint: error.hint)
    }
  }

  /// The product of two stacks of matrices, recorded.
  private static func matrices(
    _ a: Tensor, _ b: Tensor, _ scale: Float
  ) throws(TensorError) -> Tensor {
    let batch = try batchOfProduct(a, b)
    let (m, k) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    if scale == 1, let attended = try a.attended(to: b) { return attended }
    let n = b.shape[b.rank - 1]
    var shape = batch
    try shape.append(m)
    try shape.append(n)

    // Three products of the same kind: the result, and the gradient of either side. The axes of the
    // batch that a side lacks are summed in its gradient.
    func batchAxes(_ x: Tensor, _ y: Tensor, for result: Tensor) -> [ProductAxis] {
      batch.indices.map { position in
        let own = position - (batch.count - (result.rank - 2))
        let isKept = own >= 0 && (result.shape[own] != 1 || batch[position] == 1)
        return ProductAxis(
          batch[position], x.batchStride(position, of: batch), y.batchStride(position, of: batch),
          dimension: isKept ? own : nil)
      }
    }
    func stride(_ x: Tensor, _ fromEnd: Int) -> Int { x.strides[x.rank - fromEnd] }

    var axes = batch.indices.map { position in
      ProductAxis(
        batch[position], a.batchStride(position, of: batch), b.batchStride(position, of: batch),
        dimension: position)
    }
    axes.append(ProductAxis(m, stride(a, 2), 0, dimension: batch.count))
    axes.append(ProductAxis(n, 0, stride(b, 1), dimension: batch.count + 1))
    axes.append(ProductAxis(k, stride(a, 1), stride(b, 2), dimension: nil))
    let product =
      a.mayBeQueries(of: b)
      ? try scores(a, b, axes, shape, scale: scale)
      : try contracted(a, b, axes, shape, scale: scale)
    return product.recorded("@", from: a, b) {
      let (x, y) = (a.detached(), b.detached())
      let (wantsA, wantsB) = (a.requiresGradient, b.requiresGradient)
      let strides = product.strides
      return { (gradient) throws(TensorError) in
        let gradient = try gradient.laidOut(strides, shape)
        var gradients: [Tensor?] = [nil, nil]
        if wantsA {
          var axes = batchAxes(gradient, y, for: x)
          axes.append(ProductAxis(m, stride(gradient, 2), 0, dimension: x.rank - 2))
          axes.append(ProductAxis(k, 0, stride(y, 2), dimension: x.rank - 1))
          axes.append(ProductAxis(n, stride(gradient, 1), stride(y, 1), dimension: nil))
          gradients[0] = try contracted(
            gradient, y, axes, x.shape, last: x.innermost, scale: scale)
        }
        if wantsB {
          var axes = batchAxes(x, gradient, for: y)
          axes.append(ProductAxis(k, stride(x, 1), 0, dimension: y.rank - 2))
          axes.append(ProductAxis(n, 0, stride(gradient, 1), dimension: y.rank - 1))
          axes.append(ProductAxis(m, stride(x, 2), stride(gradient, 2), dimension: nil))
          gradients[1] = try contracted(
            x, gradient, axes, y.shape, last: y.innermost, scale: scale)
        }
        return gradients
      }
    }
  }

  /// The one of the last two dimensions whose elements are adjacent, if there is exactly one.
  ///
  /// A gradient is best laid out like what it is the gradient of.
  private var innermost: Int? {
    let (row, column) = (strides[rank - 2], strides[rank - 1])
    guard (row == 1) != (column == 1), shape[rank - 1] > 1, shape[rank - 2] > 1 else { return nil }
    return column == 1 ? rank - 1 : rank - 2
  }

  /// The step along dimension `position` of a broadcast batch; 0 if the tensor is repeated.
  private func batchStride(_ position: Int, of batch: Shape) -> Int {
    let own = position - (batch.count - (rank - 2))
    return own >= 0 && shape[own] != 1 ? strides[own] : 0
  }
}
