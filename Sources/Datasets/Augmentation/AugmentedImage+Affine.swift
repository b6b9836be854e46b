import Glibc

/// Where in the old picture each point of the new one comes from.
///
/// `x` and `y` are each a sum of multiples of the new x and y, and a constant.
struct AffineMap {
  let x: (Double, Double, Double)
  let y: (Double, Double, Double)

  init(x: (Double, Double, Double), y: (Double, Double, Double)) {
    self.x = x
    self.y = y
  }

  /// A counter-clockwise rotation (y points down) about a point.
  init(degrees: Double, about centre: (x: Double, y: Double)) {
    let angle = -degrees * .pi / 180
    let (cosine, sine) = (cos(angle), sin(angle))
    x = (cosine, sine, centre.x - cosine * centre.x - sine * centre.y)
    y = (-sine, cosine, centre.y + sine * centre.x - cosine * centre.y)
  }
}

extension AugmentedImage {
  /// Moves pixels: each takes the nearest one that `map` points to, or black outside the picture.
  ///
  /// Coordinates are whole multiples of 2⁻¹⁶, summed from pixel to pixel, as Pillow does.
  mutating func transform(_ map: AffineMap) {
    func fixed(_ value: Double) -> Int { Int((value * 65_536 + 0.5).rounded(.down)) }
    func start(_ row: (Double, Double, Double)) -> Int { fixed(row.2 + (row.0 + row.1) * 0.5) }
    let (old, area) = (bytes, area)
    var (rowX, rowY) = (start(map.x), start(map.y))
    for row in 0..<height {
      var (x, y) = (rowX, rowY)
      for column in 0..<width {
        let (fromX, fromY) = (x >> 16, y >> 16)
        let inside = fromX >= 0 && fromX < width && fromY >= 0 && fromY < height
        for channel in 0..<channels {
          bytes[channel * area + row * width + column] =
            inside ? old[channel * area + fromY * width + fromX] : 0
        }
        x += fixed(map.x.0)
        y += fixed(map.y.0)
      }
      rowX += fixed(map.x.1)
      rowY += fixed(map.y.1)
    }
  }
}
