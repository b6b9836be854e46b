import Kernels
import Tensors

/// Stochastic gradient descent with momentum, Nesterov's variant and decay, as `optim.SGD`.
package final class SGD: Optimizer {
  /// The tensors that it updates.
  package let parameters: [Tensor]
  /// The learning rate.
  package var rate: Double
  private let momentum: Double
  private let decay: Double
  private let isNesterov: Bool
  private var velocities: [Tensor?]

  /// Throws for a negative rate, momentum or decay, and for Nesterov without momentum.
  package init(
    _ parameters: [Tensor], rate: Double, momentum: Double = 0, decay: Double = 0,
    nesterov: Bool = false
  ) throws(TensorError) {
    guard rate >= 0, momentum >= 0, decay >= 0 else {
      throw TensorError("SGD: lr \(rate), momentum \(momentum), weight_decay \(decay) must be ≥ 0")
    }
    guard !nesterov || momentum > 0 else {
      throw TensorError("SGD: nesterov needs a momentum above 0")
    }
    self.parameters = parameters.distinct()
    self.rate = rate
    self.momentum = momentum
    self.decay = decay
    isNesterov = nesterov
    velocities = Array(repeating: nil, count: self.parameters.count)
  }

  /// v ← μv + g + λw; w ← w − ηv, for all parameters in one run of the pool.
  package func step() throws(TensorError) {
    var moves = ParameterMoves()
    var states: [(velocity: Elements<Float>?, isFirst: Bool)] = []
    for (index, parameter) in parameters.enumerated() {
      guard let gradient = try parameter.gradient?.contiguous() else { continue }
      let isFirst = velocities[index] == nil
      if momentum > 0, isFirst { velocities[index] = try Tensor.zeros(parameter.shape) }
      states.append((try velocities[index]?.changeableFloats(), isFirst))
      try moves.add(parameter, gradient)
    }
    let (rate, momentum, decay) = (Float(rate), Float(momentum), Float(decay))
    moves.run { [states, isNesterov] index, w, g, range in
      withPossiblePointers(states[index].velocity) { velocity in
        lab_sgd(
          range.count, w, g, velocity.map { $0 + range.lowerBound }, rate, momentum, decay,
          isNesterov, states[index].isFirst)
      }
    }
  }

  /// The learning rate and the velocities.
  package func memory() throws(TensorError) -> OptimizerMemory {
    OptimizerMemory(rate: rate, entries: velocities.map { OptimizerMemory.Entry([$0]).kept })
  }

  package func restore(_ memory: OptimizerMemory) throws(TensorError) {
    let entries = try memory.entries(for: parameters, kinds: 1)
    rate = memory.rate
    velocities = entries.map { $0.tensors[0] }
  }
}
