extension Tensor {
  /// x Wᵀ + b: x [..., in], weight [out, in], bias [out]; PyTorch's `F.linear`.
  public static func linear(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?
  ) throws(TensorError) -> Tensor {
    guard weight.rank == 2, x.rank > 0, x.shape[x.rank - 1] == weight.shape[1] else {
      throw TensorError(
        "linear: input of shape \(x.shape) does not fit a weight of \(weight.shape)",
        hint: weight.rank == 2
          ? "the input's last dimension must be \(weight.shape[1])" : "a weight is [out, in]")
    }
    let product = try matmul(x, try weight.matrixTransposed())
    guard let bias else { return product }
    return try product + bias
  }
}
