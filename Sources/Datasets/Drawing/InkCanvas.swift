/// A small grey picture drawn with a round pen.
///
/// It uses only additions, products, quotients and square roots, which IEEE 754 fixes to the bit:
/// the same strokes give the same bytes on every processor.
struct InkCanvas {
  let side: Int
  /// For each pixel the squared distance from its centre to the nearest stroke so far.
  private var nearest: [Float]

  init(side: Int) {
    self.side = side
    nearest = Array(repeating: 1e9, count: side * side)
  }

  /// Draws the straight line from `start` to `end`, in pixels.
  ///
  /// The pen that will ink it is no wider than `reach` on either side.
  mutating func line(from start: SIMD2<Float>, to end: SIMD2<Float>, reach: Float) {
    let (low, high) = (pointwiseMin(start, end) - reach, pointwiseMax(start, end) + reach)
    let columns = pixels(low.x, high.x)
    let rows = pixels(low.y, high.y)
    let along = end - start
    let length = along.x * along.x + along.y * along.y
    let scale = length > 0 ? 1 / length : 0
    nearest.withUnsafeMutableBufferPointer { nearest in
      for row in rows {
        let dy = Float(row) + 0.5 - start.y
        for column in columns {
          let dx = Float(column) + 0.5 - start.x
          let t = max(0, min(1, (dx * along.x + dy * along.y) * scale))
          let (ex, ey) = (dx - t * along.x, dy - t * along.y)
          let pixel = row * side + column
          nearest[pixel] = min(nearest[pixel], ex * ex + ey * ey)
        }
      }
    }
  }

  /// Writes the picture that a pen of `radius` drew: `ink` on black, edges blended over a pixel.
  func develop(radius: Float, ink: Float, into output: UnsafeMutableBufferPointer<UInt8>) {
    nearest.withUnsafeBufferPointer { nearest in
      for pixel in 0..<min(output.count, nearest.count) {
        let cover = max(0, min(1, radius + 0.5 - nearest[pixel].squareRoot()))
        output[pixel] = UInt8(cover * ink + 0.5)
      }
    }
  }

  /// The pixels whose centres may lie between two coordinates.
  private func pixels(_ low: Float, _ high: Float) -> Range<Int> {
    let first = Int(max(0, min(Float(side), low)))
    return first..<max(first, Int(max(0, min(Float(side), high + 1))))
  }
}
