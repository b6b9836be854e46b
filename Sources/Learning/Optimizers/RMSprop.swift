import Tensors

/// Steps divided by the root of a running mean of the squared gradient, as `optim.RMSprop`.
package final class RMSprop: Optimizer {
  /// The tensors that it updates.
  package let parameters: [Tensor]
  /// The learning rate.
  package var rate: Double
  private let smoothing: Float
  private let epsilon: Float
  private let decay: Float
  private let momentum: Float
  private var squares: [Tensor?]
  private var velocities: [Tensor?]

  /// Throws for settings out of range.
  package init(
    _ parameters: [Tensor], rate: Double = 1e-2, alpha: Double = 0.99, epsilon: Double = 1e-8,
    decay: Double = 0, momentum: Double = 0
  ) throws(TensorError) {
    guard rate >= 0, alpha >= 0, epsilon >= 0, decay >= 0, momentum >= 0 else {
      throw TensorError(
        "RMSprop: lr \(rate), alpha \(alpha), eps \(epsilon), weight_decay \(decay), momentum "
          + "\(momentum) must be ≥ 0")
    }
    self.parameters = parameters.distinct()
    self.rate = rate
    smoothing = Float(alpha)
    self.epsilon = Float(epsilon)
    self.decay = Float(decay)
    self.momentum = Float(momentum)
    squares = Array(repeating: nil, count: self.parameters.count)
    velocities = squares
  }

  /// v ← αv + (1 − α) g²; w ← w − η g / (√v + ε), with the step through a momentum if there is one.
  package func step() throws(TensorError) {
    try Recording.disabled { () throws(TensorError) in
      for (index, parameter) in parameters.enumerated() {
        guard var gradient = parameter.gradient else { continue }
        let value = parameter.detached()
        if decay > 0 { gradient = try gradient + Tensor.scalar(decay) * value }
        var square = try Tensor.scalar(1 - smoothing) * gradient.square()
        if let old = squares[index] { square = try Tensor.scalar(smoothing) * old + square }
        squares[index] = square
        var move = try gradient / (square.sqrt() + Tensor.scalar(epsilon))
        if momentum > 0 {
          if let velocity = velocities[index] {
            move = try Tensor.scalar(momentum) * velocity + move
          }
          velocities[index] = move
        }
        let moved = try (value - Tensor.scalar(Float(rate)) * move).contiguous()
        try parameter.update { $0.update(from: moved.floats, count: moved.count) }
      }
    }
  }

  /// The learning rate, the squares and the velocities, all tensors that nothing changes in place.
  package func memory() throws(TensorError) -> OptimizerMemory {
    OptimizerMemory(
      rate: rate, entries: zip(squares, velocities).map { OptimizerMemory.Entry([$0, $1]) })
  }

  package func restore(_ memory: OptimizerMemory) throws(TensorError) {
    let entries = try memory.entries(for: parameters, kinds: 2)
    rate = memory.rate
    (squares, velocities) = (entries.map { $0.tensors[0] }, entries.map { $0.tensors[1] })
  }
}
