import Kernels

/// A step of attention that is written out, `softmax(q @ k.mT / c, dim = -1) @ v`.
///
/// It runs in tiles, as the builtin does: a step's elements are computed when they are first read,
/// and the last step starts from q, k and v. So the scores and weights of a layer are never in
/// memory, unless a `tap`, a mask or a picture asks for them. Nothing can change in between:
/// tensors are immutable, and parameters, which are not, are left alone.
struct WrittenAttention {
  enum Step {
    /// scale · q kᵀ
    case scores
    /// Their softmax along the keys.
    case weights
  }

  let step: Step
  /// [..., L, E]
  let queries: Tensor
  /// [..., E, S]
  let turnedKeys: Tensor
  let scale: Float
}

extension Tensor {
  /// The step of attention that this is, if nobody has read it.
  private func pending(_ step: WrittenAttention.Step) -> WrittenAttention? {
    guard let attention, attention.step == step, storage.isPending else { return nil }
    return attention
  }

  /// Whether `self @ keys` has the form of attention's scores: a stack of row-by-row products.
  func mayBeQueries(of keys: Tensor) -> Bool {
    rank >= 3 && rank == keys.rank && shape.dropLast(2) == keys.shape.dropLast(2)
      && strides[rank - 1] == 1 && keys.strides[rank - 2] == 1 && !isParameter
      && !keys.isParameter && count > 0 && keys.count > 0 && !storage.isPending
      && !keys.storage.isPending
  }

  /// The product of `queries` and `keys`, computed when it is first read; detached.
  static func scores(
    _ queries: Tensor, _ keys: Tensor, _ axes: [ProductAxis], _ shape: Shape, scale: Float
  ) throws(TensorError) -> Tensor {
    let count = try shape.elementCount()
    let product = Product(
      queries.detached(), keys.detached(), axes, shape, count: count, last: shape.count - 1,
      scale: scale)
    let memory = try Storage(byteCount: (count + product.scratchCount) * 4) { bytes in
      let floats = bytes.assumingMemoryBound(to: Float.self)
      // Whoever looks at it has asked before, and holds off while it is written.
      OperationProfile.measure("@") { try? product.run(into: floats, scratch: floats + count) }
    }
    let scores = Tensor(
      storage: memory, dtype: .float32, shape: shape, strides: product.strides, offset: 0,
      count: count)
    scores.attention = WrittenAttention(
      step: .scores, queries: queries, turnedKeys: keys, scale: scale)
    return scores
  }

  /// `self` times a number, or divided by it if `sign` is -1, if this is unread scores.
  ///
  /// Scaling them needs no pass of its own. nil for anything else.
  func scaledScores(_ number: Tensor, _ sign: Int) throws(TensorError) -> Tensor? {
    guard attention != nil, let attention = pending(.scores), number.rank == 0, number.node == nil
    else { return nil }
    let factor = Double(number.floats[0])
    let scale = Float(Double(attention.scale) * (sign < 0 ? 1 / factor : factor))
    guard scale.isNormal else { return nil }
    let (queries, keys) = (attention.queries, attention.turnedKeys)
    // Scores computed without a graph, or detached, pass no gradient on.
    return node != nil
      ? try Tensor.matmul(queries, keys, scale: scale)
      : try Tensor.matmul(queries.detached(), keys.detached(), scale: scale)
  }

  /// The softmax of unread scores, computed by `work` when it is first read; detached.
  ///
  /// nil for anything else.
  func weights(
    _ work: @escaping (_ scores: UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) throws(TensorError) -> Tensor? {
    guard let attention = pending(.scores), isContiguous else { return nil }
    let scores = detached()
    let memory = try Storage(byteCount: count * 4) { bytes in
      withPointers(scores.floats) { x in
        OperationProfile.measure("softmax") { work(x, bytes.assumingMemoryBound(to: Float.self)) }
      }
    }
    let weights = Tensor(
      storage: memory, dtype: .float32, shape: shape, strides: strides, offset: 0, count: count)
    weights.attention = WrittenAttention(
      step: .weights, queries: attention.queries, turnedKeys: attention.turnedKeys,
      scale: attention.scale)
    return weights
  }

  /// `self @ values`, recorded, if this is attention weights that nobody has read; else nil.
  ///
  /// Each weight must be used once.
  func attended(to values: Tensor) throws(TensorError) -> Tensor? {
    guard let attention = pending(.weights), rank == values.rank,
      shape.dropLast(2) == values.shape.dropLast(2), values.strides[rank - 1] == 1
    else { return nil }
    // Weights computed without a graph, or detached, pass no gradient on.
    let isRecorded = node != nil
    let keys = try attention.turnedKeys.transposed(-2, -1)
    return try Tensor.scaledDotProductAttention(
      isRecorded ? attention.queries : attention.queries.detached(),
      isRecorded ? keys : keys.detached(), values, scale: attention.scale)
  }
}
