import Tensors

/// Attention in several heads (Vaswani et al., 2017), initialised as `nn.MultiheadAttention`.
package final class MultiheadAttention: TrainingMode {
  /// Whether weights are dropped.
  package var isTraining = true
  /// [3 E, E]: those of queries, keys and values below each other; Glorot and Bengio's.
  let inputWeight: Tensor
  /// [3 E] zeros, or nil.
  let inputBias: Tensor?
  /// From the heads' results to the output, its bias zeros.
  package let output: Linear
  private let heads: Int
  private let dropout: Float
  private let generator: Generator

  /// `heads` of `width` numbers together; throws unless they divide them.
  package init(
    _ width: Int, _ heads: Int, dropout: Float = 0, bias: Bool = true, _ generator: Generator
  ) throws(TensorError) {
    guard width > 0, width < 1 << 20, heads > 0, width % heads == 0 else {
      throw TensorError(
        "MultiheadAttention: \(width) numbers cannot be cut into \(heads) heads",
        hint: "num_heads must divide embed_dim")
    }
    guard dropout >= 0, dropout <= 1 else {
      throw TensorError("MultiheadAttention: dropout must be from 0 to 1, not \(dropout)")
    }
    self.heads = heads
    self.dropout = dropout
    self.generator = generator
    let bound = (6 / Float(4 * width)).squareRoot()
    inputWeight = try generator.uniform([3 * width, width], from: -bound, to: bound).asParameter()
    inputBias = bias ? try Tensor.zeros([3 * width]).asParameter() : nil
    output = try Linear(width, width, bias: bias, generator)
    try output.bias?.update { for index in 0..<width { $0[index] = 0 } }
  }

  /// PyTorch's names.
  package var state: [(name: String, tensor: Tensor, isBuffer: Bool)] {
    [("in_proj_weight", inputWeight, false)]
      + (inputBias.map { [("in_proj_bias", $0, false)] } ?? [])
      + output.state.map { ("out_proj.\($0.name)", $0.tensor, false) }
  }

  /// query [N, L, E], key and value [N, S, E] → [N, L, E], and the weights [N, heads, L, S].
  ///
  /// `padding` [N, S] and a `mask` of bools, [L, S] or [N · heads, L, S], hide keys where they are
  /// true; a mask of numbers is added to the scores.
  package func callAsFunction(
    _ query: Tensor, _ key: Tensor, _ value: Tensor, padding: Tensor? = nil, mask: Tensor? = nil
  ) throws(TensorError) -> (result: Tensor, weights: Tensor) {
    let width = inputWeight.shape[1]
    guard query.rank == 3, key.rank == 3, query.shape[2] == width, key.shape[2] == width,
      key.shape == value.shape, query.shape[0] == key.shape[0]
    else {
      throw TensorError(
        "MultiheadAttention of \(width) numbers: shapes \(query.shape), \(key.shape) and "
          + "\(value.shape) do not fit together", hint: "key and value have the same shape")
    }
    let q = try split(query, 0), k = try split(key, 1), v = try split(value, 2)
    let scale = try Tensor.scalar(1 / Float(width / heads).squareRoot())
    var scores = try Tensor.matmul(q * scale, k.matrixTransposed())
    if let mask { scores = try hide(scores, mask, for: "attn_mask") }
    if let padding {
      guard padding.shape == [key.shape[0], key.shape[1]] else {
        throw TensorError(
          "MultiheadAttention: key_padding_mask of shape \(padding.shape) does not fit keys of "
            + "\(key.shape)")
      }
      scores = try hide(
        scores, padding.unsqueezed(1).unsqueezed(1), for: "key_padding_mask")
    }
    var weights = try scores.softmax(-1)
    if isTraining, dropout > 0 { weights = try weights.droppedOut(dropout, generator) }
    let joined = try Tensor.matmul(weights, v).transposed(1, 2).reshaped(query.shape)
    return (try output(joined), weights)
  }

  /// One of the three projections, [N, heads, …, E / heads].
  private func split(_ x: Tensor, _ part: Int) throws(TensorError) -> Tensor {
    let width = inputWeight.shape[1]
    let rows = (part * width, (part + 1) * width)
    let projected = try Tensor.linear(
      x, inputWeight.sliced(0, from: rows.0, to: rows.1),
      inputBias.map { (bias) throws(TensorError) in try bias.sliced(0, from: rows.0, to: rows.1) })
    return try projected.reshaped([x.shape[0], x.shape[1], heads, width / heads]).transposed(1, 2)
  }

  private func hide(
    _ scores: Tensor, _ mask: Tensor, for name: String
  ) throws(TensorError) -> Tensor {
    var mask = mask
    if mask.rank == 3 {
      guard mask.shape[0] == scores.shape[0] * heads else {
        throw TensorError(
          "MultiheadAttention: \(name) of shape \(mask.shape) does not fit scores of \(scores.shape)"
        )
      }
      mask = try mask.reshaped([scores.shape[0], heads, mask.shape[1], mask.shape[2]])
    }
    guard (try? mask.shape.broadcast(with: scores.shape, for: name)) == scores.shape else {
      throw TensorError(
        "MultiheadAttention: \(name) of shape \(mask.shape) does not fit scores of \(scores.shape)")
    }
    guard mask.dtype == .bool else { return try scores + mask }
    return try Tensor.where_(mask, Tensor.scalar(-Float.infinity), scores)
  }
}
