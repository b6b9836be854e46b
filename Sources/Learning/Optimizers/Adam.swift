import Kernels
import Tensors

/// Adam (Kingma & Ba, 2015) as `optim.Adam`, and AdamW as `optim.AdamW`.
///
/// AdamW (Loshchilov & Hutter, 2019) decays the weights separately from the gradient.
package final class Adam: Optimizer {
  /// The tensors that it updates.
  package let parameters: [Tensor]
  /// The learning rate.
  package var rate: Double
  private let betas: (Double, Double)
  private let epsilon: Double
  private let decay: Double
  private let isDecoupled: Bool
  private let isAscending: Bool
  private typealias Moments = (first: Tensor, second: Tensor, steps: Int)
  private var moments: [Moments?]

  /// `decoupled` makes it AdamW; `maximize` climbs. Throws for settings out of their range.
  package init(
    _ parameters: [Tensor], rate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, decay: Double = 0, decoupled: Bool = false, maximize: Bool = false
  ) throws(TensorError) {
    let name = decoupled ? "AdamW" : "Adam"
    guard rate >= 0, epsilon >= 0, decay >= 0 else {
      throw TensorError("\(name): lr \(rate), eps \(epsilon), weight_decay \(decay) must be ≥ 0")
    }
    guard 0..<1 ~= betas.0, 0..<1 ~= betas.1 else {
      throw TensorError("\(name): betas \(betas.0), \(betas.1) must be at least 0 and below 1")
    }
    self.parameters = parameters.distinct()
    self.rate = rate
    self.betas = betas
    self.epsilon = epsilon
    self.decay = decay
    isDecoupled = decoupled
    isAscending = maximize
    moments = Array(repeating: nil, count: self.parameters.count)
  }

  /// w ← w − η m̂ / (√v̂ + ε), for all parameters in one round of the pool; to maximize is to go down
  /// the negative.
  package func step() throws(TensorError) {
    var moves = ParameterMoves()
    var steps: [Int] = []
    var states: [(m: Elements<Float>, v: Elements<Float>)] = []
    for (index, parameter) in parameters.enumerated() {
      guard var gradient = try parameter.gradient?.contiguous() else { continue }
      if isAscending { gradient = try gradient.negated() }
      var moment: Moments
      if let known = moments[index] {
        moment = known
      } else {
        let zeros = try Tensor.zeros(parameter.shape)
        moment = (zeros, try zeros.copied(), 0)
      }
      moment.steps += 1
      moments[index] = moment
      steps.append(moment.steps)
      states.append((try moment.first.changeableFloats(), try moment.second.changeableFloats()))
      try moves.add(parameter, gradient)
    }
    let (rate, betas, epsilon, decay, isDecoupled) = (rate, betas, epsilon, decay, isDecoupled)
    moves.run { [steps, states] index, w, g, range in
      withPointers(states[index].m, states[index].v) { m, v in
        lab_adam(
          range.count, w, g, m + range.lowerBound, v + range.lowerBound, rate, betas.0, betas.1,
          epsilon, decay, isDecoupled, steps[index])
      }
    }
  }

  /// The learning rate and the moments.
  package func memory() throws(TensorError) -> OptimizerMemory {
    OptimizerMemory(
      rate: rate,
      entries: moments.map { moment in
        OptimizerMemory.Entry([moment?.first, moment?.second], steps: moment?.steps ?? 0).kept
      })
  }

  package func restore(_ memory: OptimizerMemory) throws(TensorError) {
    let entries = try memory.entries(for: parameters, kinds: 2)
    rate = memory.rate
    moments = entries.map { entry in
      guard let first = entry.tensors[0], let second = entry.tensors[1] else { return nil }
      return (first, second, entry.steps)
    }
  }
}
