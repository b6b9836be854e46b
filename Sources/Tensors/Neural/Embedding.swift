import Kernels

extension Tensor {
  /// The rows of `weight` [count, size] that `indices` [...] int64 selects: [..., size].
  ///
  /// PyTorch's `F.embedding`.
  package static func embedding(
    _ indices: Tensor, _ weight: Tensor
  ) throws(TensorError) -> Tensor {
    guard weight.rank == 2 else {
      throw TensorError(
        "embedding: a weight of shape \(weight.shape) has no rows to take",
        hint: "a weight is [count, size]")
    }
    guard indices.dtype == .int64 else {
      throw TensorError(
        "embedding: the indices of shape \(indices.shape) are \(indices.dtype), not int64",
        hint: "convert them first with .long()")
    }
    let (count, numbers) = (weight.shape[0], try indices.packed())
    let wrong = withPointers(numbers.int64s) {
      lab_index_out_of_range(numbers.count, $0, 0, Int64(count))
    }
    guard wrong < 0 else {
      throw TensorError(
        "embedding: index \(numbers.ints[wrong]) is out of range for a weight of \(weight.shape)",
        hint: "indices go from 0 to \(count - 1)")
    }
    let rows = try weight.picked(0, indices.reshaped([-1]))
    var shape = indices.shape
    try shape.append(weight.shape[1])
    return try rows.reshaped(shape)
  }
}
