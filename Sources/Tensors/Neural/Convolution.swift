import Kernels

extension Tensor {
  /// Images under a moving kernel, PyTorch's `F.conv2d`, with `relu` and `pool` in the same pass.
  ///
  /// x [N, C, H, W] or [C, H, W], weight [F, C / groups, kh, kw], bias [F] → [N, F, OH, OW]; OH =
  /// ⌊(H + 2 padding − dilation (kh − 1) − 1) / stride⌋ + 1. `relu` is applied if asked, then
  /// `pool`, as `maxPooled`; what it drops is never in memory.
  package static func convolution(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ window: Window = Window(), groups: Int = 1,
    relu: Bool = false, pool: (kernel: Window.Pair, window: Window)? = nil
  ) throws(TensorError) -> Tensor {
    if x.rank == 3, weight.rank == 4 {
      return try convolution(
        x.unsqueezed(0), weight, bias, window, groups: groups, relu: relu, pool: pool
      ).squeezed(0)
    }
    let job = try Convolution(x.shape, weight.shape, bias?.shape, window, groups, pool)
    let input = try x.converted(to: .float32).packed()
    let kernel = try weight.converted(to: .float32).packed()
    let shifts = try bias?.converted(to: .float32).packed()
    let (result, positions) = try job.forward(input, kernel, shifts, relu: relu)
    let wanted = (input: x.requiresGradient, weight: weight.requiresGradient)
    return result.recorded("conv2d", from: [x, weight] + (bias.map { [$0] } ?? [])) {
      let output = relu ? result.detached() : nil
      return { (gradient) throws(TensorError) in
        try job.gradient(
          input, kernel, output: output, positions, gradient.packed(), wanted)
      }
    }
  }
}

/// The shapes of one convolution of a batch, and how its work is split: by image and group.
private struct Convolution {
  private let batch: Int
  private let groups: Int
  private let resultShape: Shape
  /// For the planes that a group produces, if they are pooled.
  private let pooling: lab_pooling?
  private let inputShape: Shape
  private let weightShape: Shape
  /// For one group.
  private let shape: lab_convolution

  init(
    _ x: Shape, _ weight: Shape, _ bias: Shape?, _ window: Window, _ groups: Int,
    _ pool: (kernel: Window.Pair, window: Window)?
  ) throws(TensorError) {
    guard x.count == 4, weight.count == 4 else {
      throw TensorError(
        "conv2d: input of shape \(x) does not fit a weight of \(weight)",
        hint: x.count == 4
          ? "a weight is [out, in / groups, height, width]"
          : "the input is [batch, channels, height, width]")
    }
    guard groups > 0, weight[0] > 0, weight[1] > 0, weight[0] % groups == 0, x[1] % groups == 0
    else {
      throw TensorError(
        "conv2d: \(x[1]) input and \(weight[0]) output channels do not divide into "
          + "\(groups) groups",
        hint: "groups must divide both numbers of channels")
    }
    guard x[1] == weight[1] * groups else {
      throw TensorError(
        "conv2d: input of shape \(x) does not fit a weight of \(weight)",
        hint: "the input must have \(weight[1] * groups) channels, in dimension 1")
    }
    guard bias == nil || bias == [weight[0]] else {
      throw TensorError(
        "conv2d: a bias of \(bias ?? []) does not fit a weight of \(weight)",
        hint: "a bias needs one number for each of the \(weight[0]) channels")
    }
    let out = try window.extents(
      of: (x[2], x[3]), kernel: (weight[2], weight[3]), for: "conv2d")
    self.groups = groups
    batch = x[0]
    inputShape = x
    weightShape = weight
    let unpooled: Shape = [x[0], weight[0], out.rows, out.columns]
    // Throws before any size below can overflow.
    _ = try unpooled.elementCount()
    let pooled = try pool.map { (pool) throws(TensorError) in
      try unpooled.maxPooling(pool.kernel, pool.window)
    }
    pooling = pooled?.0
    resultShape = pooled?.2 ?? unpooled
    shape = lab_convolution(
      C: weight[1], H: x[2], W: x[3], F: weight[0] / groups, OH: out.rows, OW: out.columns,
      kernel_height: weight[2], kernel_width: weight[3], stride_height: window.stride.rows,
      stride_width: window.stride.columns, padding_height: window.padding.rows,
      padding_width: window.padding.columns, dilation_height: window.dilation.rows,
      dilation_width: window.dilation.columns, x_stride: x[1] * x[2] * x[3],
      y_stride: weight[0] * resultShape[2] * resultShape[3])
  }

  /// The multiply-adds of the result, and of either gradient.
  private var multiplyAdds: Double {
    Double(batch) * Double(shape.OH) * Double(shape.OW)
      * Double(weightShape.reduce(1) { $0 &* $1 })
  }

  /// Floats of one group's part of each.
  private var weightGroup: Int { shape.F * shape.C * shape.kernel_height * shape.kernel_width }
  private var inputGroup: Int { shape.C * shape.H * shape.W }
  private var resultGroup: Int { shape.F * resultShape[2] * resultShape[3] }

  /// The result and, if it is pooled, the positions of its elements, of type int32.
  func forward(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, relu: Bool
  ) throws(TensorError) -> (Tensor, positions: Tensor?) {
    let result = try Tensor(uninitialized: resultShape)
    let positions = pooling == nil ? nil : try Tensor(uninitialized: resultShape)
    guard result.count > 0 else { return (result, positions) }
    OperationProfile.count(multiplyAdds: multiplyAdds)
    let packed = try packed(weight, lab_convolution_pack)
    let (scratch, scratchCount) = try scratch()
    try withPossiblePointers(bias?.floats, positions?.memory(Int32.self)) {
      (b, places) throws(TensorError) in
      try withPointers(x.floats, result.floats, packed.floats, scratch.floats) {
        (x, y, w, space) throws(TensorError) in
        try run(imagesAtOnce: 4) { images, group, _, worker in
          withShapes { shape, pool in
            let input = images.lowerBound * shape.pointee.x_stride + group * inputGroup
            let output = images.lowerBound * shape.pointee.y_stride + group * resultGroup
            lab_convolution_forward(
              shape, pool, images.count, x + input, w + group * weightGroup,
              b.map { UnsafePointer($0 + group * shape.pointee.F) }, relu,
              y + output, places.map { $0 + output }, space + worker * scratchCount)
          }
        }
      }
    }
    return (result, positions)
  }

  /// The gradients of input, weight and bias. `output` is the result if relu was applied.
  func gradient(
    _ x: Tensor, _ weight: Tensor, output: Tensor?, _ positions: Tensor?, _ dy: Tensor,
    _ wanted: (input: Bool, weight: Bool)
  ) throws(TensorError) -> [Tensor?] {
    let dx = wanted.input ? try Tensor(uninitialized: inputShape) : nil
    guard dy.count > 0 else {
      return [
        wanted.input ? try Tensor.zeros(inputShape) : nil, try Tensor.zeros(weightShape),
        try Tensor.zeros([weightShape[0]]),
      ]
    }
    OperationProfile.count(
      multiplyAdds: (wanted.input ? multiplyAdds : 0) + (wanted.weight ? multiplyAdds : 0))
    let packed = wanted.input ? try packed(weight, lab_convolution_pack_transposed) : nil
    let (scratch, scratchCount) = try scratch()
    // Each piece has its own sums, which together stay within 16 MB.
    let mostPieces = max(2, (4 << 20) / weight.count)
    let imagesAtOnce = max(8, (batch + mostPieces - 1) / mostPieces)
    let pieces = (batch + imagesAtOnce - 1) / imagesAtOnce
    let weightSums = try Tensor.zeros([pieces, weight.count])
    let biasSums = try Tensor.zeros([pieces, weightShape[0]])
    try withPossiblePointers(
      output?.floats, packed?.floats, dx?.floats, positions?.memory(Int32.self)
    ) { (y, w, d, places) throws(TensorError) in
      try withPointers(x.floats, dy.floats, weightSums.floats, biasSums.floats, scratch.floats) {
        (x, dy, dw, db, space) throws(TensorError) in
        try run(imagesAtOnce: imagesAtOnce) { images, group, piece, worker in
          withShapes { shape, pool in
            let input = images.lowerBound * shape.pointee.x_stride + group * inputGroup
            let result = images.lowerBound * shape.pointee.y_stride + group * resultGroup
            lab_convolution_gradient(
              shape, pool, images.count, x + input, y.map { UnsafePointer($0 + result) },
              places.map { UnsafePointer($0 + result) }, dy + result,
              w.map { UnsafePointer($0 + group * weightGroup) }, d.map { $0 + input },
              wanted.weight ? dw + (piece * groups + group) * weightGroup : nil,
              db + (piece * groups + group) * shape.pointee.F, space + worker * scratchCount)
          }
        }
      }
    }
    return [dx, try weightSums.sum([0]).reshaped(weightShape), try biasSums.sum([0])]
  }

  /// Calls `body` for each group of some images, in parallel.
  private func run(
    imagesAtOnce: Int,
    _ body: (_ images: Range<Int>, _ group: Int, _ piece: Int, _ worker: Int) -> Void
  ) throws(TensorError) {
    let pieces = (batch + imagesAtOnce - 1) / imagesAtOnce
    try WorkerPool.shared.runAsking(pieces * groups) { part, worker in
      let (piece, group) = part.quotientAndRemainder(dividingBy: groups)
      let start = piece * imagesAtOnce
      body(start..<min(batch, start + imagesAtOnce), group, piece, worker)
    }
  }

  private func withShapes(
    _ body: (UnsafePointer<lab_convolution>, UnsafePointer<lab_pooling>?) -> Void
  ) {
    withUnsafePointer(to: shape) { shape in
      guard let pooling else { return body(shape, nil) }
      withUnsafePointer(to: pooling) { body(shape, $0) }
    }
  }

  private func packed(
    _ weight: Tensor,
    _ pack: (
      UnsafePointer<lab_convolution>, UnsafePointer<Float>, UnsafeMutablePointer<Float>
    ) -> Void
  ) throws(TensorError) -> Tensor {
    let packed = try Tensor(uninitialized: weight.shape)
    withPointers(weight.floats, packed.floats) { from, to in
      withUnsafePointer(to: shape) { shape in
        for group in 0..<groups {
          pack(shape, from + group * weightGroup, to + group * weightGroup)
        }
      }
    }
    return packed
  }

  private func scratch() throws(TensorError) -> (Tensor, count: Int) {
    let count = withUnsafePointer(to: shape) { lab_convolution_scratch($0) }
    guard count < 1 << 40 else {
      throw TensorError(
        "conv2d: images of shape \(inputShape), padded for a kernel of \(weightShape), are too "
          + "large")
    }
    return (try Tensor(uninitialized: [WorkerPool.shared.threadCount, count]), count)
  }
}
