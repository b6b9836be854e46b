import Interpreter
import Learning
import Tensors

extension BuiltinTable {
  static func normalizations() -> BuiltinGroup {
    BuiltinGroup("Normalising and pooling") {
      Builtin(
        "normalize", .tensor("x"),
        .float32("p", "the exponent of the norm", default: 2), .dimension(default: 1),
        .float32("eps", "added to the divisor, so that nothing is divided by 0", default: 1e-12),
        summary: "x divided by its p-norm along a dimension.",
        example: "normalize(x, dim = -1)", see: "norm layer_norm"
      ) { x, p, dim, epsilon in
        try x / Tensor.maximum(x.norm(p, [dim], keepDims: true), Tensor.scalar(epsilon))
      }
      Builtin(
        "layer_norm", .tensor("x"),
        .ints("normalized_shape", "the sizes of the last dimensions, over which the mean is taken"),
        .optional(.tensor("weight", "the scale, of normalized_shape")),
        .optional(.tensor("bias", "the shift, of normalized_shape")),
        .float32("eps", "added to the divisor, so that nothing is divided by 0", default: 1e-5),
        summary: "Mean 0 and variance 1 over the last dimension(s).",
        example: "layer_norm(x, [3])", see: "LayerNorm"
      ) { x, shape, weight, bias, epsilon in
        try x.layerNorm(Shape(shape), weight: weight, bias: bias, epsilon: epsilon)
      }
      layer(
        "RMSNorm",
        .ints("normalized_shape", "the sizes of the last dimensions, over which the mean is taken"),
        .float32(
          "eps", "added to the divisor, so that nothing is divided by 0",
          default: Double(Float.ulpOfOne)),
        .bool("elementwise_affine", "whether a scale is learned", default: true),
        summary: "x divided by its root mean square over the last dimension(s), then a scale.",
        example: "RMSNorm(3)(x)", see: "LayerNorm"
      ) { shape, epsilon, affine in try RMSNorm(shape, epsilon: epsilon, affine: affine) }
      layer(
        "GroupNorm",
        .int("num_groups", "how many groups; it divides the channels"),
        .int("num_channels", "the channels, C"),
        .float32("eps", "added to the divisor, so that nothing is divided by 0", default: 1e-5),
        .bool("affine", "whether a scale and a shift are learned", default: true),
        summary: "Mean 0 and variance 1 of each group of channels, then a scale and a shift.",
        details: "Takes [N, C, …].",
        example: "GroupNorm(4, 16)(randn(2, 16, 8, 8)).shape", see: "BatchNorm2d LayerNorm"
      ) { groups, channels, epsilon, affine in
        try GroupNorm(groups, channels, epsilon: epsilon, affine: affine)
      }
      layer(
        "Dropout2d",
        .float32("p", "the probability that a channel becomes 0", default: 0.5), .random,
        summary: "In training, sets random channels to 0 and scales up the others.",
        example: "Dropout2d(0.1)(randn(1, 4, 8, 8)).shape", see: "Dropout"
      ) { p, random in try Dropout2d(p, random) }
      Builtin(
        "adaptive_avg_pool2d",
        .tensor("x", "[N, C, H, W]"),
        .pair("output_size", "the height and width of the result"),
        summary: "The means of nearly equal parts of an image, output_size of them.",
        example: "adaptive_avg_pool2d(randn(2, 4, 8, 8), 1).shape",
        see: "avg_pool2d AdaptiveAvgPool2d"
      ) { x, size in try x.adaptivelyPooled(size.both) }
      layer(
        "AdaptiveAvgPool2d",
        .pair("output_size", "the height and width of the result"),
        summary: "The means of nearly equal parts of an image, output_size of them.",
        details: "Takes [N, C, H, W].",
        example: "AdaptiveAvgPool2d(1)(randn(2, 4, 8, 8)).shape",
        see: "adaptive_avg_pool2d AvgPool2d"
      ) { size in FunctionLayer { (x) throws(TensorError) in try x.adaptivelyPooled(size.both) } }
    }
  }
}

extension Tensor {
  fileprivate func adaptivelyPooled(_ size: Window.Pair) throws(TensorError) -> Tensor {
    // As many parts as there are rows at most, or a few times more; never so many that it hangs.
    let most = 1 << 12
    guard rank == 4, shape[2] > 0, shape[3] > 0, (1...most).contains(size.rows),
      (1...most).contains(size.columns)
    else {
      throw TensorError(
        "adaptive_avg_pool2d: \(size.rows)×\(size.columns) parts do not fit images of shape "
          + "\(shape)", hint: "images are [N, C, H, W]")
    }
    return try meansOfParts(2, size.rows).meansOfParts(3, size.columns)
  }

  /// The means of `count` nearly equal parts along a dimension.
  private func meansOfParts(_ dim: Int, _ count: Int) throws(TensorError) -> Tensor {
    var parts: [Tensor] = []
    for part in 0..<count {
      let (start, end) = (part * shape[dim] / count, ((part + 1) * shape[dim] + count - 1) / count)
      parts.append(try sliced(dim, from: start, to: end).mean([dim], keepDims: true))
    }
    return try Tensor.concatenated(parts, dim)
  }
}
