import Kernels

extension Tensor {
  /// The largest element along `dim`, and the position of the first such; NaN is the largest.
  package func maximum(
    along dim: Int, keepDims: Bool = false
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    try extreme(dim, keepDims: keepDims, "max", lab_argmax) { $0 > $1 }
  }

  /// The smallest element along `dim`, and the position of the first such; NaN if there is one.
  package func minimum(
    along dim: Int, keepDims: Bool = false
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    try extreme(dim, keepDims: keepDims, "min", lab_argmin) { $0 < $1 }
  }

  /// The position of the largest element along `dim`, or in the flattened tensor.
  package func argmax(_ dim: Int? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    guard let dim else { return try detached().flattened().argmax(0) }
    return try detached().maximum(along: dim, keepDims: keepDims).indices
  }

  /// The position of the smallest element along `dim`, or in the flattened tensor.
  package func argmin(_ dim: Int? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    guard let dim else { return try detached().flattened().argmin(0) }
    return try detached().minimum(along: dim, keepDims: keepDims).indices
  }

  private func extreme(
    _ dim: Int, keepDims: Bool, _ name: String,
    _ find: (Int, UnsafePointer<Float>) -> Int, _ isBetter: (Int, Int) -> Bool
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let position = try shape.dimension(dim)
    let length = shape[position]
    guard length > 0 else {
      throw TensorError("\(name): no elements along dimension \(position) of shape \(shape)")
    }
    let source = dtype == .bool ? try converted(to: .int64) : self
    let rows = try source.detached().transposed(position, -1).packed()
    var outer = rows.shape
    outer[outer.count - 1] = 1
    let indices = try Tensor(uninitialized: outer, .int64)
    withPointers(rows.floats, rows.ints, indices.ints) { floats, ints, places in
      withoutActuallyEscaping(find) { find in
        withoutActuallyEscaping(isBetter) { isBetter in
          WorkerPool.shared.run(over: indices.count, grain: max(1, 16_384 / length)) { range in
            for row in range {
              places[row] =
                source.dtype == .float32
                ? find(length, floats + row * length)
                : Tensor.first(of: ints + row * length, length, isBetter)
            }
          }
        }
      }
    }
    let positions = try indices.transposed(position, -1)
    let values = try gathered(position, positions)
    if keepDims { return (values, positions) }
    return (try values.squeezed(position), try positions.squeezed(position))
  }

  private static func first(
    of values: UnsafePointer<Int>, _ count: Int, _ isBetter: (Int, Int) -> Bool
  ) -> Int {
    var best = 0
    for index in 1..<max(count, 1) where isBetter(values[index], values[best]) { best = index }
    return best
  }

  /// The largest element over `dims`, or over everything; NaN if there is one.
  ///
  /// Equal ones share the gradient: PyTorch's `amax`.
  package func maximum(
    over dims: [Int]? = nil, keepDims: Bool = false
  ) throws(TensorError) -> Tensor {
    try extreme(over: dims, keepDims: keepDims, "max") { (x) throws(TensorError) in
      try x.maximum(along: -1).values
    }
  }

  /// The smallest element over `dims`, or over everything; NaN if there is one.
  ///
  /// Equal ones share the gradient: PyTorch's `amin`.
  package func minimum(
    over dims: [Int]? = nil, keepDims: Bool = false
  ) throws(TensorError) -> Tensor {
    try extreme(over: dims, keepDims: keepDims, "min") { (x) throws(TensorError) in
      try x.minimum(along: -1).values
    }
  }

  private func extreme(
    over dims: [Int]?, keepDims: Bool, _ name: String,
    _ find: (Tensor) throws(TensorError) -> Tensor
  ) throws(TensorError) -> Tensor {
    let dims = try reducedDimensions(dims)
    let (kept, dropped) = try reducedShapes(dims)
    let (rows, inner) = try reductionRows(dims)
    guard inner > 0 else {
      throw TensorError("\(name): no elements along dimensions \(dims) of shape \(shape)")
    }
    let values = try find(rows).reshaped(kept)
    let result = keepDims ? values : try values.reshaped(dropped)
    return result.recorded(name, from: self) {
      let x = detached()
      return { (gradient) throws(TensorError) in
        // A NaN is the largest and the smallest, though it equals nothing.
        let isNaN = try values.isNaN().and(x.isNaN())
        let winners = try x.equal(values).or(isNaN).converted(to: .float32)
        let share = try gradient.reshaped(kept) / winners.sum(dims, keepDims: true)
        return [try winners * share]
      }
    }
  }
}
