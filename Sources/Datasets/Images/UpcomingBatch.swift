import Kernels
import Tensors

/// Images of a set and their labels as tensors, filled ahead of time by otherwise idle threads.
package final class UpcomingBatch {
  private let images: Tensor
  private let labels: Tensor
  private let work: IdleWork

  fileprivate init(images: Tensor, labels: Tensor, work: IdleWork) {
    self.images = images
    self.labels = labels
    self.work = work
  }

  // No thread should work on a batch that is no longer wanted.
  deinit { work.cancel() }

  /// The images, float32 `[B, channels, height, width]`, and the labels, int64 `[B]`, once filled.
  package func tensors() -> (images: Tensor, labels: Tensor) {
    work.finish()
    return (images, labels)
  }
}

extension ImageSet {
  /// The images at `indices` and their labels, to be filled. On the path of every training step.
  package func upcomingBatch(
    _ indices: some Collection<Int>, scale: PixelScale
  ) throws(DataError) -> UpcomingBatch {
    let (images, labels) = try emptyBatch(of: indices)
    if isHollow { return nothing(images, labels) }
    let grain = max(1, Self.elementsOfAPiece / max(imageSize, 1))
    return filling(images, labels, with: Array(indices), grain: grain) { _, bytes, output in
      convert(bytes, to: output, scale: scale)
    }
  }

  /// As `upcomingBatch(_:scale:)`, with random changes applied to each image first, in order.
  package func upcomingBatch(
    _ indices: some Collection<Int>, scale: PixelScale, augmentations: [Augmentation],
    using random: inout some RandomNumberGenerator
  ) throws(DataError) -> UpcomingBatch {
    for augmentation in augmentations { try augmentation.validate() }
    let (images, labels) = try emptyBatch(of: indices)
    if isHollow { return nothing(images, labels) }
    // A generator for each image, so that the work can be shared out.
    let seeds = indices.map { _ in random.next() }
    return filling(images, labels, with: Array(indices), grain: 1) { position, bytes, output in
      var random = SplitMix64(seed: seeds[position])
      var picture = AugmentedImage(
        channels: channels, height: height, width: width,
        bytes: Array(UnsafeBufferPointer(start: bytes, count: imageSize)))
      for augmentation in augmentations { augmentation.apply(to: &picture, using: &random) }
      picture.bytes.withUnsafeBufferPointer { bytes in
        if let bytes = bytes.baseAddress { convert(bytes, to: output, scale: scale) }
      }
    }
  }

  /// A batch that nothing is written to.
  private func nothing(_ images: Tensor, _ labels: Tensor) -> UpcomingBatch {
    UpcomingBatch(images: images, labels: labels, work: IdleWork(0) { _ in })
  }

  /// Some 1 µs of work.
  private static let elementsOfAPiece = 2_048
  private static let imagesAhead = 2

  private func emptyBatch(
    of indices: some Collection<Int>
  ) throws(DataError) -> (images: Tensor, labels: Tensor) {
    for index in indices { try check(index) }
    do throws(TensorError) {
      return (
        try Tensor(uninitialized: [indices.count, channels, height, width]),
        try Tensor(uninitialized: [indices.count], .int64)
      )
    } catch {
      throw DataError(.memory, error.message, hint: error.hint)
    }
  }

  /// Offers to call `write` for each image with its position, its bytes, and where its numbers go.
  private func filling(
    _ images: Tensor, _ labels: Tensor, with indices: [Int], grain: Int,
    write: @escaping (Int, UnsafePointer<UInt8>, UnsafeMutablePointer<Float>) -> Void
  ) -> UpcomingBatch {
    let (output, wanted) = (images.floats, labels.ints)
    let work = IdleWork((indices.count + grain - 1) / grain) { piece in
      withStored { row, bytes in
        for position in (piece * grain)..<min(indices.count, (piece + 1) * grain) {
          // Images in random order are far apart: each is prefetched while others are converted.
          let later = position + Self.imagesAhead
          if later < indices.count {
            lab_ask_for(bytes + row(indices[later]) * imageSize, imageSize)
          }
          let own = row(indices[position])
          withPointers(output) { output in
            write(position, bytes + own * imageSize, output + position * imageSize)
          }
          wanted[position] = Int(self.labels[own])
        }
      }
    }
    return UpcomingBatch(images: images, labels: labels, work: work)
  }

  /// Calls `body` with a function from an index of the set to its stored row, and with all bytes.
  private func withStored(_ body: (_ row: (Int) -> Int, _ bytes: UnsafePointer<UInt8>) -> Void) {
    pixels.withUnsafeBufferPointer { pixels in
      guard let bytes = pixels.baseAddress else { return }
      switch rows {
      case .range(let range): body({ range.lowerBound + $0 }, bytes)
      case .list(let list):
        list.withUnsafeBufferPointer { list in body({ Int(list[$0]) }, bytes) }
      }
    }
  }
}
