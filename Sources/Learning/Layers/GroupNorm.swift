import Tensors

/// Mean 0 and variance 1 for each group of channels, then a scale and a shift per channel.
///
/// After Wu & He, 2018.
package final class GroupNorm: Module {
  private let groups: Int
  private let channels: Int
  /// [channels], initially ones; nil without `affine`.
  package let weight: Tensor?
  /// [channels], initially zeros; nil without `affine`.
  package let bias: Tensor?
  private let epsilon: Float

  /// `channels` channels in `groups` groups of equal size; throws if that does not divide.
  package init(
    _ groups: Int, _ channels: Int, epsilon: Float = 1e-5, affine: Bool = true
  ) throws(TensorError) {
    guard groups > 0, channels > 0, channels % groups == 0 else {
      throw TensorError("GroupNorm: \(channels) channels do not divide into \(groups) equal groups")
    }
    self.groups = groups
    self.channels = channels
    self.epsilon = epsilon
    weight = affine ? try Tensor.ones([channels]).asParameter() : nil
    bias = affine ? try Tensor.zeros([channels]).asParameter() : nil
  }

  /// `weight`, then `bias`.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] {
    (weight.map { [("weight", $0, false)] } ?? []) + (bias.map { [("bias", $0, false)] } ?? [])
  }

  /// x [N, channels, ...] → the same shape.
  package func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    guard x.rank >= 2, x.shape[1] == channels, x.count > 0 else {
      throw TensorError(
        "GroupNorm of \(channels) channels takes [N, \(channels), ...], not \(x.shape)")
    }
    let size = x.count / x.shape[0] / groups
    let flat = try x.reshaped([x.shape[0], groups, size])
    let normal = try flat.layerNorm([size], weight: nil, bias: nil, epsilon: epsilon)
    var result = try normal.reshaped(x.shape)
    let spread = try Shape([channels] + Array(repeating: 1, count: x.rank - 2))
    if let weight { result = try result * weight.reshaped(spread) }
    if let bias { result = try result + bias.reshaped(spread) }
    return result
  }
}
