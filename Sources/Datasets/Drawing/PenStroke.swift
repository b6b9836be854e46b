/// One movement of the pen: straight lines, or a smooth curve, through some points.
struct PenStroke: Sendable {
  enum Course: Sendable { case straight, smooth }

  let course: Course
  let points: [SIMD2<Float>]

  static func line(_ points: (Float, Float)...) -> PenStroke {
    PenStroke(course: .straight, points: points.map { SIMD2($0.0, $0.1) })
  }

  static func curve(_ points: (Float, Float)...) -> PenStroke {
    PenStroke(course: .smooth, points: points.map { SIMD2($0.0, $0.1) })
  }

  /// Calls `visit` with the ends of the short straight pieces that make up the stroke.
  ///
  /// A smooth one is a uniform Catmull–Rom spline: between neighbours b and c, its tangents are (c
  /// − a) / 2 and (d − b) / 2.
  func trace(_ visit: (SIMD2<Float>, SIMD2<Float>) -> Void) {
    for index in points.indices.dropLast() {
      let (b, c) = (points[index], points[index + 1])
      guard course == .smooth else {
        visit(b, c)
        continue
      }
      let a = index > 0 ? points[index - 1] : b
      let d = index + 2 < points.count ? points[index + 2] : c
      var last = b
      for step in 1...Self.pieces {
        let t = Float(step) / Float(Self.pieces)
        let linear = (c - a) * t
        let quadratic = (a * 2 - b * 5 + c * 4 - d) * (t * t)
        let cubic = (b * 3 - a - c * 3 + d) * (t * t * t)
        let next = b + (linear + quadratic + cubic) * 0.5
        visit(last, next)
        last = next
      }
    }
  }

  private static let pieces = 3

  /// The stroke with every point moved.
  func moved(_ move: (SIMD2<Float>) -> SIMD2<Float>) -> PenStroke {
    PenStroke(course: course, points: points.map(move))
  }
}
