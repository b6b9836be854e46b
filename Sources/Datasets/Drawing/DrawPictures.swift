import Tensors

/// Pixels and labels of the pictures with some numbers, `size` bytes each, drawn by all workers.
///
/// `draw` writes one picture and returns its label; it must depend on the number alone.
func drawPictures(
  _ numbers: Range<Int>, size: Int,
  draw: (_ number: Int, _ output: UnsafeMutableBufferPointer<UInt8>) -> UInt8
) -> (pixels: [UInt8], labels: [UInt8]) {
  var labels = [UInt8](repeating: 0, count: numbers.count)
  let pixels = [UInt8](unsafeUninitializedCapacity: numbers.count * size) { pixels, count in
    let pixels = pixels
    labels.withUnsafeMutableBufferPointer { labels in
      let labels = labels
      WorkerPool.shared.run(over: numbers.count, grain: 256) { rows in
        for row in rows {
          let place = (row * size)..<(row * size + size)
          labels[row] = draw(numbers.lowerBound + row, .init(rebasing: pixels[place]))
        }
      }
    }
    count = numbers.count * size
  }
  return (pixels, labels)
}
