import Kernels
import Tensors

/// Adam (Kingma & Ba, 2015) as `optim.Adam`, and AdamW (Loshchilov & Hutter, 2019) as
/// `optim.AdamW`, which decays the weights apart from the gradient.
public final class Adam: Optimizer {
  /// The tensors that it moves.
  public let parameters: [Tensor]
  /// The learning rate.
  public var rate: Double
  private let betas: (Double, Double)
  private let epsilon: Double
  private let decay: Double
  private let isDecoupled: Bool
  private typealias Moments = (first: Tensor, second: Tensor, steps: Int)
  private var moments: [Moments?]

  /// `decoupled` makes it AdamW. Throws for settings out of their range.
  public init(
    _ parameters: [Tensor], rate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, decay: Double = 0, decoupled: Bool = false
  ) throws(TensorError) {
    let name = decoupled ? "AdamW" : "Adam"
    guard rate >= 0, epsilon >= 0, decay >= 0 else {
      throw TensorError("\(name): lr \(rate), eps \(epsilon), weight_decay \(decay) must be ≥ 0")
    }
    guard 0..<1 ~= betas.0, 0..<1 ~= betas.1 else {
      throw TensorError("\(name): betas \(betas.0), \(betas.1) must be at least 0 and below 1")
    }
    self.parameters = parameters
    self.rate = rate
    self.betas = betas
    self.epsilon = epsilon
    self.decay = decay
    isDecoupled = decoupled
    moments = Array(repeating: nil, count: parameters.count)
  }

  /// w ← w − η m̂ / (√v̂ + ε).
  public func step() throws(TensorError) {
    for (index, parameter) in parameters.enumerated() {
      guard let gradient = try parameter.gradient?.contiguous() else { continue }
      var moment: Moments
      if let known = moments[index] {
        moment = known
      } else {
        let zeros = try Tensor.zeros(parameter.shape)
        moment = (zeros, try zeros.copied(), 0)
      }
      moment.steps += 1
      moments[index] = moment
      let (g, m, v) = (gradient.floats, moment.first.floats, moment.second.floats)
      let (count, steps) = (parameter.count, moment.steps)
      try parameter.update { w in
        WorkerPool.shared.run(over: count, grain: 65_536) { range in
          let start = range.lowerBound
          lab_adam(
            range.count, w + start, g + start, m + start, v + start, rate, betas.0, betas.1,
            epsilon, decay, isDecoupled, steps)
        }
      }
    }
  }

  /// The learning rate and the moments.
  public func memory() throws(TensorError) -> () throws(TensorError) -> Void {
    let (rate, kept) = (rate, try Self.copies(of: moments))
    return { () throws(TensorError) in
      self.rate = rate
      self.moments = try Self.copies(of: kept)
    }
  }

  private static func copies(of moments: [Moments?]) throws(TensorError) -> [Moments?] {
    var copies: [Moments?] = []
    for moment in moments {
      guard let (first, second, steps) = moment else {
        copies.append(nil)
        continue
      }
      copies.append((try first.copied(), try second.copied(), steps))
    }
    return copies
  }
}
