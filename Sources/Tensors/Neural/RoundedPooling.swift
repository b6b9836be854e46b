/// Pooling whose last windows may reach beyond the image, PyTorch's `ceil_mode`.
extension Tensor {
  /// With `value` behind the last row and column of images.
  package func extended(by behind: Window.Pair, value: Float = 0) throws(TensorError) -> Tensor {
    behind == (0, 0) ? self : try padded([0, behind.columns, 0, behind.rows], value: value)
  }

  /// As `maxPooled`; the last windows may begin in the image and end beyond it.
  package func maxPooledRoundingUp(
    kernel: Window.Pair, _ window: Window
  ) throws(TensorError) -> Tensor {
    // Whatever is wrong with the sizes, the ordinary one says.
    guard let behind = window.overhang(shape, kernel) else {
      return try maxPooled(kernel: kernel, window)
    }
    return try converted(to: .float32).extended(by: behind, value: -.infinity)
      .maxPooled(kernel: kernel, window)
  }

  /// As `averagePooled`, of what is inside; the last windows may end beyond the image.
  package func averagePooledRoundingUp(
    kernel: Window.Pair, _ window: Window, countsPadding: Bool = true
  ) throws(TensorError) -> Tensor {
    guard let behind = window.overhang(shape, kernel), behind != (0, 0) else {
      return try averagePooled(kernel: kernel, window, countsPadding: countsPadding)
    }
    let (rows, columns) = window.padding
    let bare = Window(stride: window.stride, dilation: window.dilation)
    func pooled(_ x: Tensor, around value: Float) throws(TensorError) -> Tensor {
      try x.padded([columns, columns, rows, rows], value: value).extended(by: behind)
        .averagePooled(kernel: kernel, bare)
    }
    let one = try Tensor.ones([1, 1, shape[rank - 2], shape[rank - 1]])
    let counted = try pooled(one, around: countsPadding ? 1 : 0)
    let means = try pooled(converted(to: .float32), around: 0)
    return try means / (rank == 3 ? counted.squeezed(0) : counted)
  }
}

extension Window {
  /// How far the last windows reach beyond the padding; nil where sizes do not fit.
  fileprivate func overhang(_ shape: Shape, _ kernel: Pair) -> Pair? {
    guard shape.count >= 3 else { return nil }
    func overhang(
      _ size: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int
    ) -> Int? {
      let sizes = 1..<(1 << 31)
      guard sizes.contains(size), sizes.contains(kernel), sizes.contains(stride),
        sizes.contains(dilation), padding >= 0, padding < 1 << 31
      else { return nil }
      let reach = dilation * (kernel - 1) + 1
      guard size + 2 * padding >= reach else { return nil }
      var places = (size + 2 * padding - reach + stride - 1) / stride + 1
      // The last window begins inside the image or the padding before it.
      if (places - 1) * stride >= size + padding { places -= 1 }
      return max(0, (places - 1) * stride + reach - size - 2 * padding)
    }
    guard
      let rows = overhang(
        shape[shape.count - 2], kernel.rows, stride.rows, padding.rows, dilation.rows),
      let columns = overhang(
        shape[shape.count - 1], kernel.columns, stride.columns, padding.columns, dilation.columns)
    else { return nil }
    return (rows, columns)
  }
}
