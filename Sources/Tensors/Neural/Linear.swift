extension Tensor {
  /// x Wᵀ + b: x [..., in], weight [out, in], bias [out]; PyTorch's `F.linear`.
  package static func linear(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?
  ) throws(TensorError) -> Tensor {
    guard weight.rank == 2, x.rank > 0, x.shape[x.rank - 1] == weight.shape[1] else {
      throw TensorError(
        "linear: input of shape \(x.shape) does not fit a weight of \(weight.shape)",
        hint: weight.rank == 2
          ? "the input's last dimension must be \(weight.shape[1])" : "a weight is [out, in]")
    }
    let (outputs, inputs) = (weight.shape[0], weight.shape[1])
    if let bias, bias.shape != [outputs] {
      throw TensorError(
        "linear: a bias of shape \(bias.shape) does not fit a weight of \(weight.shape)",
        hint: "a bias is [out], here [\(outputs)]")
    }
    let input = try x.converted(to: .float32)
    let matrix = try weight.converted(to: .float32)
    let shift = try bias?.converted(to: .float32).packed()
    let last = x.rank - 1
    var shape = x.shape
    shape[last] = outputs

    var axes = (0..<last).map { ProductAxis(x.shape[$0], input.strides[$0], 0, dimension: $0) }
    axes.append(ProductAxis(outputs, 0, matrix.strides[0], dimension: last))
    axes.append(ProductAxis(inputs, input.strides[last], matrix.strides[1], dimension: nil))
    let result = try contracted(input, matrix, axes, shape, bias: shift)
    return result.recorded("linear", from: [x, weight] + (bias.map { [$0] } ?? [])) {
      let (x, weight) = (input.detached(), matrix.detached())
      let wants = (input.requiresGradient, matrix.requiresGradient, bias?.requiresGradient ?? false)
      let (shape, strides) = (result.shape, result.strides)
      return { (gradient) throws(TensorError) in
        let gradient = try gradient.laidOut(strides, shape)
        var gradients: [Tensor?] = [nil, nil, nil]
        if wants.0 {
          var axes = (0..<last).map {
            ProductAxis(x.shape[$0], gradient.strides[$0], 0, dimension: $0)
          }
          axes.append(ProductAxis(inputs, 0, weight.strides[1], dimension: last))
          axes.append(
            ProductAxis(outputs, gradient.strides[last], weight.strides[0], dimension: nil))
          gradients[0] = try contracted(gradient, weight, axes, x.shape)
        }
        if wants.1 {
          var axes = (0..<last).map {
            ProductAxis(x.shape[$0], gradient.strides[$0], x.strides[$0], dimension: nil)
          }
          axes.append(ProductAxis(outputs, gradient.strides[last], 0, dimension: 0))
          axes.append(ProductAxis(inputs, 0, x.strides[last], dimension: 1))
          gradients[1] = try contracted(gradient, x, axes, [outputs, inputs])
        }
        if wants.2 { gradients[2] = try gradient.summed(to: [outputs]) }
        return gradients
      }
    }
  }
}
