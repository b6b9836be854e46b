import Tensors

extension ImageSet {
  /// The images at `indices` and their labels: float32 `[B, channels, height, width]`, int64 `[B]`.
  public func batch(
    _ indices: some Collection<Int>, scale: PixelScale
  ) throws(DataError) -> (images: Tensor, labels: Tensor) {
    let (images, labels) = (try emptyImages(indices.count), try emptyLabels(indices.count))
    try fill(
      UnsafeMutableBufferPointer(start: images.floats, count: images.count),
      labels: UnsafeMutableBufferPointer(start: labels.ints, count: labels.count),
      with: indices, scale: scale)
    return (images, labels)
  }

  /// As `batch(_:scale:)`, each image changed at random first.
  public func batch(
    _ indices: some Collection<Int>, scale: PixelScale, augmentations: [Augmentation],
    using random: inout some RandomNumberGenerator
  ) throws(DataError) -> (images: Tensor, labels: Tensor) {
    let images = try emptyImages(indices.count)
    try fill(
      UnsafeMutableBufferPointer(start: images.floats, count: images.count), with: indices,
      scale: scale, augmentations: augmentations, using: &random)
    return (images, try labels(indices))
  }

  /// The labels of the images at `indices`, int64 `[B]`.
  public func labels(_ indices: some Collection<Int>) throws(DataError) -> Tensor {
    let labels = try emptyLabels(indices.count)
    try fillLabels(
      UnsafeMutableBufferPointer(start: labels.ints, count: labels.count), with: indices)
    return labels
  }

  private func emptyImages(_ count: Int) throws(DataError) -> Tensor {
    try DataError.wrapping { () throws(TensorError) in
      try Tensor(uninitialized: [count, channels, height, width])
    }
  }

  private func emptyLabels(_ count: Int) throws(DataError) -> Tensor {
    try DataError.wrapping { () throws(TensorError) in try Tensor(uninitialized: [count], .int64) }
  }
}

extension DataError {
  /// What `body` returns; what it throws, the tensor memory being full, becomes an error of ours.
  fileprivate static func wrapping<T>(_ body: () throws(TensorError) -> T) throws(DataError) -> T {
    do {
      return try body()
    } catch {
      throw DataError(.memory, error.message, hint: error.hint)
    }
  }
}
