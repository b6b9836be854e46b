extension Tensor {
  /// Views of consecutive parts along `dim`, of `size` elements each; the last may be shorter.
  package func split(_ size: Int, _ dim: Int = 0) throws(TensorError) -> [Tensor] {
    let position = try shape.dimension(dim)
    let extent = shape[position]
    guard size > 0 else {
      throw TensorError(
        "split: cannot cut dimension \(position) of shape \(shape) into parts of \(size)",
        hint: "a part's size must be positive")
    }
    // An empty dimension is one empty part.
    let count = max(1, extent / size + (extent % size > 0 ? 1 : 0))
    return try parts(count, position) { part in min(size, extent - part * size) }
  }

  /// Views of consecutive parts along `dim`, of the given sizes, which must add up to its extent.
  package func split(_ sizes: [Int], _ dim: Int = 0) throws(TensorError) -> [Tensor] {
    let position = try shape.dimension(dim)
    var left = shape[position]
    for size in sizes where left >= 0 { left = size < 0 || size > left ? -1 : left - size }
    guard left == 0 else {
      throw TensorError(
        "split: sizes \(sizes.prefix(9)) do not add up to dimension \(position) of shape \(shape)",
        hint: "their sum must be \(shape[position]), and none may be negative")
    }
    return try parts(sizes.count, position) { sizes[$0] }
  }

  /// Views of `count` consecutive parts along `dim`, as equal as possible: PyTorch's `chunk`.
  ///
  /// There are fewer if the extent does not suffice.
  package func chunk(_ count: Int, _ dim: Int = 0) throws(TensorError) -> [Tensor] {
    let position = try shape.dimension(dim)
    let extent = shape[position]
    guard count > 0 else {
      throw TensorError(
        "chunk: cannot cut shape \(shape) into \(count) parts", hint: "use at least one")
    }
    if extent == 0 {
      return try parts(count, position) { _ in 0 }
    }
    return try split(max(1, extent / count + (extent % count > 0 ? 1 : 0)), position)
  }

  /// The parts along `dim`, which disappears: views.
  package func unbound(_ dim: Int = 0) throws(TensorError) -> [Tensor] {
    let position = try shape.dimension(dim)
    try refuseTooMany(parts: shape[position], position)
    var result: [Tensor] = []
    for index in 0..<shape[position] { result.append(try selected(position, index)) }
    return result
  }

  private func parts(
    _ count: Int, _ dim: Int, size: (Int) -> Int
  ) throws(TensorError) -> [Tensor] {
    try refuseTooMany(parts: count, dim)
    var result: [Tensor] = []
    var start = 0
    for part in 0..<count {
      let end = start + size(part)
      result.append(try sliced(dim, from: start, to: end))
      start = end
    }
    return result
  }

  /// A view takes some hundred bytes that the limit on tensor memory does not count.
  private func refuseTooMany(parts count: Int, _ dim: Int) throws(TensorError) {
    guard count <= 1 << 16 else {
      throw TensorError(
        "\(count) parts along dimension \(dim) of shape \(shape) are too many",
        hint: "reshape the tensor instead of splitting it")
    }
  }
}
