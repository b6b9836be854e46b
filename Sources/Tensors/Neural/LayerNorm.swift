import Kernels

extension Tensor {
  /// (x − mean) / √(variance + ε) · weight + bias over the last dimensions, those of `shape`.
  ///
  /// It takes one pass each way (Ba et al., 2016); weight and bias have this shape, or are nil.
  package func layerNorm(
    _ normalized: Shape, weight: Tensor?, bias: Tensor?, epsilon: Float = 1e-5
  ) throws(TensorError) -> Tensor {
    let count = normalized.count
    guard count > 0, rank >= count, try Shape(shape.suffix(count)) == normalized else {
      throw TensorError(
        "layer_norm: shape \(shape) does not end in \(normalized)",
        hint: "normalise over the input's last dimensions")
    }
    for parameter in [weight, bias] {
      guard parameter?.shape ?? normalized == normalized else {
        throw TensorError(
          "layer_norm: a weight or bias of shape \(parameter?.shape ?? []) does not fit "
            + "\(normalized)", hint: "both must have the normalised shape")
      }
    }
    let columns = try normalized.elementCount()
    let rows = columns == 0 ? 0 : self.count / columns
    let input = try converted(to: .float32).packed()
    let gamma = try weight?.converted(to: .float32).packed()
    let beta = try bias?.converted(to: .float32).packed()
    let result = try Tensor(uninitialized: shape)
    let statistics = try Tensor(uninitialized: [2, rows])
    let grain = max(1, 16_384 / max(columns, 1))
    try withPointers(input.floats, result.floats, statistics.floats) {
      (x, y, mean) throws(TensorError) in
      try withPossiblePointers(gamma?.floats, beta?.floats) { (gamma, beta) throws(TensorError) in
        try WorkerPool.shared.runAsking(over: rows, grain: grain) { range in
          let start = range.lowerBound
          lab_layer_norm(
            range.count, columns, x + start * columns, gamma, beta, epsilon,
            y + start * columns, mean + start, mean + rows + start)
        }
      }
    }
    let inputs = [self] + [weight, bias].compactMap { $0 }
    return result.recorded("layer_norm", from: inputs) {
      let wants = (
        requiresGradient, weight?.requiresGradient ?? false, bias?.requiresGradient ?? false
      )
      return { (gradient) throws(TensorError) in
        let slope = try gradient.packed()
        let dx = wants.0 ? try Tensor(uninitialized: input.shape) : nil
        // Rows in fixed groups, each with its own sums, which are added in order.
        let group = max(grain, (rows + 15) / 16)
        let groups = max(1, (rows + group - 1) / group)
        let sums = try Tensor.zeros([groups, 2, columns])
        try withPointers(input.floats, slope.floats, statistics.floats, sums.floats) {
          (x, d, mean, parts) throws(TensorError) in
          try withPossiblePointers(gamma?.floats, dx?.floats) { (gamma, dx) throws(TensorError) in
            try WorkerPool.shared.runAsking(over: rows, grain: group) { range in
              let start = range.lowerBound
              let part = parts + start / group * 2 * columns
              lab_layer_norm_gradient(
                range.count, columns, x + start * columns, gamma, mean + start,
                mean + rows + start, d + start * columns, dx.map { $0 + start * columns }, false,
                wants.1 ? part : nil, wants.2 ? part + columns : nil)
            }
          }
        }
        let total = wants.1 || wants.2 ? try sums.sum([0]) : sums
        var gradients: [Tensor?] = [dx]
        if gamma != nil {
          gradients.append(wants.1 ? try total.selected(0).reshaped(normalized) : nil)
        }
        if beta != nil {
          gradients.append(wants.2 ? try total.selected(1).reshaped(normalized) : nil)
        }
        return gradients
      }
    }
  }

  /// Row `index` of two.
  private func selected(_ index: Int) -> Tensor {
    alias(
      shape: [shape[1]], strides: [1], offset: offset + index * shape[1], count: shape[1])
  }
}
