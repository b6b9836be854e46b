import Tensors

extension ImageSet {
  /// The images at `indices` and their labels: float32 `[B, channels, height, width]`, int64 `[B]`.
  package func batch(
    _ indices: some Collection<Int>, scale: PixelScale
  ) throws(DataError) -> (images: Tensor, labels: Tensor) {
    try upcomingBatch(indices, scale: scale).tensors()
  }

  /// The labels of the images at `indices`, int64 `[B]`.
  package func labels(_ indices: some Collection<Int>) throws(DataError) -> Tensor {
    var labels: [Int] = []
    if !isHollow { for index in indices { labels.append(try label(at: index)) } }
    do throws(TensorError) {
      return isHollow
        ? try Tensor(uninitialized: [indices.count], .int64) : try Tensor.of(labels)
    } catch {
      throw DataError(.memory, error.message, hint: error.hint)
    }
  }
}
