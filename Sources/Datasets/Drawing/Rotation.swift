/// A random direction, all equally likely: a point of the ball, projected onto its surface.
///
/// Only products and a square root: sines and cosines may differ from processor to processor.
func unitVector<Vector: SIMD<Float>>(using random: inout SplitMix64) -> Vector {
  while true {
    var vector = Vector()
    for axis in vector.indices { vector[axis] = random.uniform(-1, 1) }
    let square = (vector * vector).sum()
    if square > 0.001, square <= 1 { return vector / square.squareRoot() }
  }
}

/// A rotation in space, all equally likely: a unit quaternion's.
struct Rotation {
  private let columns: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>)

  init(using random: inout SplitMix64) {
    let q = unitVector(using: &random) as SIMD4<Float>
    let (w, x, y, z) = (q.w, q.x, q.y, q.z)
    columns = (
      SIMD3(1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)),
      SIMD3(2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)),
      SIMD3(2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y))
    )
  }

  /// The point, rotated around the origin.
  func applied(to point: SIMD3<Float>) -> SIMD3<Float> {
    columns.0 * point.x + columns.1 * point.y + columns.2 * point.z
  }
}
