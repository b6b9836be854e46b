extension Tensor {
  /// The elements in reverse along each of `dims`: a view.
  package func flipped(_ dims: [Int]) throws(TensorError) -> Tensor {
    var result = self
    for dim in try reducedDimensions(dims) { result = try result.sliced(dim, by: -1) }
    return result
  }

  /// The elements shifted by `shift` along `dim`; those that leave at the end reenter at the start.
  package func rolled(_ shift: Int, _ dim: Int) throws(TensorError) -> Tensor {
    let position = try shape.dimension(dim)
    let extent = shape[position]
    guard extent > 1, shift % extent != 0 else { return self }
    let start = (extent - shift % extent) % extent
    return try Tensor.concatenated(
      [try sliced(position, from: start), try sliced(position, to: start)], position)
  }
}
