extension Tensor {
  /// ln(eᵃ + eᵇ), element by element with broadcasting, without overflow; always float32. Its slope
  /// in a is σ(a − b).
  package static func logAddExp(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    _ = try a.shape.broadcast(with: b.shape, for: "logaddexp")
    let (a, b) = try promoted(a, b, least: .float32)
    let (x, y) = (a.detached(), b.detached())
    // Of equal numbers the difference is 0 even where both are infinite.
    let zero = try Tensor.scalar(Float(0))
    let difference = try where_(x.equal(y), zero, x - y)
    let result = try maximum(x, y) + difference.abs().negated().softplus()
    return result.recorded("logaddexp", from: a, b) {
      { (gradient) throws(TensorError) in
        [
          try (gradient * difference.sigmoid()).summed(to: x.shape),
          try (gradient * difference.negated().sigmoid()).summed(to: y.shape),
        ]
      }
    }
  }
}
