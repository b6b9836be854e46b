import Kernels

extension Tensor {
  /// The largest element under a moving window: [N, C, H, W] or [C, H, W].
  ///
  /// PyTorch's `F.max_pool2d`.
  package func maxPooled(
    kernel: Window.Pair, _ window: Window
  ) throws(TensorError) -> Tensor {
    let (shape, planes, resultShape) = try self.shape.maxPooling(kernel, window)
    let input = try converted(to: .float32).packed()
    let result = try Tensor(uninitialized: resultShape)
    // Of type int32, in memory of the same size.
    let positions = try Tensor(uninitialized: resultShape)
    let original = self.shape
    try withPointers(input.floats, result.floats) { (x, y) throws(TensorError) in
      try Tensor.run(shape, planes) { shape, planes, inputs, outputs in
        positions.withPositions { places in
          lab_max_pool(shape, planes, x + inputs, y + outputs, places + outputs)
        }
      }
    }
    return result.recorded("max_pool2d", from: self) {
      { (gradient) throws(TensorError) in
        let slope = try gradient.packed()
        let dx = try Tensor(uninitialized: original)
        try withPointers(slope.floats, dx.floats) { (dy, d) throws(TensorError) in
          try Tensor.run(shape, planes) { shape, planes, inputs, outputs in
            positions.withPositions { places in
              lab_max_pool_gradient(shape, planes, dy + outputs, places + outputs, d + inputs)
            }
          }
        }
        return [dx]
      }
    }
  }

  /// The mean under a moving window: [N, C, H, W] or [C, H, W].
  ///
  /// PyTorch's `F.avg_pool2d`. The zeros of the padding count in the mean if `countsPadding`.
  package func averagePooled(
    kernel: Window.Pair, _ window: Window, countsPadding: Bool = true
  ) throws(TensorError) -> Tensor {
    let (shape, planes, resultShape) = try shape.pooling(kernel, window, "avg_pool2d")
    let input = try converted(to: .float32).packed()
    let result = try Tensor(uninitialized: resultShape)
    let original = self.shape
    try withPointers(input.floats, result.floats) { (x, y) throws(TensorError) in
      try Tensor.run(shape, planes) { shape, planes, inputs, outputs in
        lab_average_pool(shape, planes, countsPadding, x + inputs, y + outputs)
      }
    }
    return result.recorded("avg_pool2d", from: self) {
      { (gradient) throws(TensorError) in
        let slope = try gradient.packed()
        let dx = try Tensor(uninitialized: original)
        try withPointers(slope.floats, dx.floats) { (dy, d) throws(TensorError) in
          try Tensor.run(shape, planes) { shape, planes, inputs, outputs in
            lab_average_pool_gradient(shape, planes, countsPadding, dy + outputs, d + inputs)
          }
        }
        return [dx]
      }
    }
  }

  /// Calls `body` with some planes at a time and where they start, in parallel.
  private static func run(
    _ shape: lab_pooling, _ planes: Int,
    _ body: (UnsafePointer<lab_pooling>, _ planes: Int, _ inputs: Int, _ outputs: Int) -> Void
  ) throws(TensorError) {
    let (inputs, outputs) = (shape.H * shape.W, shape.OH * shape.OW)
    try WorkerPool.shared.runAsking(over: planes, grain: max(1, 16_384 / max(1, inputs))) { range in
      withUnsafePointer(to: shape) { shape in
        body(shape, range.count, range.lowerBound * inputs, range.lowerBound * outputs)
      }
    }
  }

  /// The memory as 32-bit positions, each in place of an element.
  func withPositions(_ body: (UnsafeMutablePointer<Int32>) -> Void) {
    withPointers(memory(Int32.self)) { body($0) }
  }
}

extension Shape {
  /// How `max_pool2d` moves over tensors of this shape: planes of H×W, and the result's shape.
  func maxPooling(
    _ kernel: Window.Pair, _ window: Window
  ) throws(TensorError) -> (lab_pooling, planes: Int, Shape) {
    let pooling = try pooling(kernel, window, "max_pool2d")
    guard pooling.0.H * pooling.0.W < 1 << 31 else {
      throw TensorError("max_pool2d: images of shape \(self) are too large")
    }
    return pooling
  }

  fileprivate func pooling(
    _ kernel: Window.Pair, _ window: Window, _ name: String
  ) throws(TensorError) -> (lab_pooling, planes: Int, Shape) {
    guard count == 3 || count == 4 else {
      throw TensorError(
        "\(name): a kernel of \(kernel.rows)×\(kernel.columns) does not fit shape \(self)",
        hint: "the input is [batch, channels, height, width]")
    }
    let (height, width) = (self[count - 2], self[count - 1])
    let out = try window.extents(of: (height, width), kernel: kernel, for: name)
    guard window.padding.rows <= kernel.rows / 2, window.padding.columns <= kernel.columns / 2
    else {
      throw TensorError(
        "\(name): padding \(window.padding.rows) and \(window.padding.columns) around "
          + "images of \(height)×\(width) is more than half a kernel of \(kernel.rows)×\(kernel.columns)",
        hint: "a window would hold nothing but padding")
    }
    var resultShape = self
    (resultShape[count - 2], resultShape[count - 1]) = (out.rows, out.columns)
    let planes = dropLast(2).reduce(1, *)
    let pooling = lab_pooling(
      H: height, W: width, OH: out.rows, OW: out.columns, kernel_height: kernel.rows,
      kernel_width: kernel.columns, stride_height: window.stride.rows,
      stride_width: window.stride.columns, padding_height: window.padding.rows,
      padding_width: window.padding.columns, dilation_height: window.dilation.rows,
      dilation_width: window.dilation.columns)
    return (pooling, planes, resultShape)
  }
}
