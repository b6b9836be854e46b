import Kernels

extension Tensor {
  /// The largest element along `dim`, and where the first of them stands.
  public func maximum(
    along dim: Int, keepDims: Bool = false
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    try extreme(dim, keepDims: keepDims, "max", lab_argmax)
  }

  /// The smallest element along `dim`, and where the first of them stands.
  public func minimum(
    along dim: Int, keepDims: Bool = false
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    try extreme(dim, keepDims: keepDims, "min", lab_argmin)
  }

  /// Where the largest element along `dim` stands, or that of the flattened tensor.
  public func argmax(_ dim: Int? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    guard let dim else { return try detached().flattened().argmax(0) }
    return try detached().maximum(along: dim, keepDims: keepDims).indices
  }

  /// Where the smallest element along `dim` stands, or that of the flattened tensor.
  public func argmin(_ dim: Int? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    guard let dim else { return try detached().flattened().argmin(0) }
    return try detached().minimum(along: dim, keepDims: keepDims).indices
  }

  /// Integers keep their type; the search itself is in float32, exact up to 2²⁴.
  private func extreme(
    _ dim: Int, keepDims: Bool, _ name: StaticString,
    _ find: (Int, UnsafePointer<Float>) -> Int
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let position = try shape.dimension(dim)
    let length = shape[position]
    guard length > 0 else {
      throw TensorError("\(name): nothing lies along dimension \(position) of shape \(shape)")
    }
    let rows = try detached().converted(to: .float32).transposed(position, -1).packed()
    var outer = rows.shape
    outer[outer.count - 1] = 1
    let indices = try Tensor(uninitialized: outer, .int64)
    for row in 0..<indices.count { indices.ints[row] = find(length, rows.floats + row * length) }
    let places = try indices.transposed(position, -1)
    let values = try gathered(position, places)
    if keepDims { return (values, places) }
    return (try values.squeezed(position), try places.squeezed(position))
  }
}
