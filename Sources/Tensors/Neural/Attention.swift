import Kernels

extension Tensor {
  /// softmax(scale · q kᵀ + mask) v, PyTorch's `F.scaled_dot_product_attention`.
  ///
  /// q [..., L, E], k [..., S, E], v [..., S, Ev], mask [..., L, S] → [..., L, Ev]. It is computed
  /// in tiles, so that memory is linear in tokens; the gradient recomputes the scores. A mask of
  /// bools says which keys a query sees, one of numbers is added to the scores; `isCausal` hides
  /// key j from query i where j > i. `scale` is 1/√E by default. A query that sees no key gets
  /// zeros.
  package static func scaledDotProductAttention(
    _ q: Tensor, _ k: Tensor, _ v: Tensor, mask: Tensor? = nil, isCausal: Bool = false,
    scale: Float? = nil
  ) throws(TensorError) -> Tensor {
    let name = "scaled_dot_product_attention"
    guard q.rank >= 2, k.rank >= 2, v.rank >= 2, q.shape[q.rank - 1] == k.shape[k.rank - 1],
      k.shape[k.rank - 2] == v.shape[v.rank - 2]
    else {
      throw TensorError(
        "\(name): queries of shape \(q.shape), keys of \(k.shape) and values of \(v.shape) do not "
          + "fit",
        hint: "they are [..., L, E], [..., S, E] and [..., S, Ev]")
    }
    let (queries, dim) = (q.shape[q.rank - 2], q.shape[q.rank - 1])
    let (keys, valueDim) = (k.shape[k.rank - 2], v.shape[v.rank - 1])
    var batch = try Shape(q.shape.dropLast(2)).broadcast(
      with: Shape(k.shape.dropLast(2)), for: name)
    batch = try batch.broadcast(with: Shape(v.shape.dropLast(2)), for: name)
    if let mask {
      guard !isCausal else {
        throw TensorError(
          "\(name): a mask of shape \(mask.shape) and is_causal are both given",
          hint: "put the causal part into the mask: tril(ones(L, S)) > 0")
      }
      let scores = try Shape(batch + [queries, keys])
      guard mask.dtype != .int64, (try? mask.shape.broadcast(with: scores, for: name)) == scores
      else {
        throw TensorError(
          "\(name): a mask of shape \(mask.shape) and type \(mask.dtype) does not fit scores of "
            + "\(scores)",
          hint: "a mask is [..., L, S], of bools (which keys are seen) or of numbers (added)")
      }
    }
    func filled(_ x: Tensor, _ rows: Int, _ columns: Int) throws(TensorError) -> Tensor {
      try x.converted(to: .float32).broadcast(to: Shape(batch + [rows, columns]))
    }
    let (q, k, v) = (
      try filled(q, queries, dim), try filled(k, keys, dim), try filled(v, keys, valueDim)
    )
    let factor = scale ?? 1 / Float(dim).squareRoot()
    let bias = try mask.map { (mask) throws(TensorError) in try mask.addedToScores() }
    // If the mask is learned, the scores are written out.
    if let bias, bias.requiresGradient {
      let scores = try matmul(q, k.transposed(-2, -1)) * Tensor.scalar(factor) + bias
      return try matmul(scores.softmax(-1), v)
    }
    let heads = Heads(batch: batch, queries: queries, keys: keys, dim: dim, valueDim: valueDim)
    let job = Attention(
      q: try q.withAdjacentElements(), k: try k.withAdjacentElements(),
      v: try v.withAdjacentElements(),
      mask: try bias.map { (bias) throws(TensorError) in
        try bias.broadcast(to: Shape(bias.shape.dropLast() + [keys])).withAdjacentElements()
          .broadcast(to: Shape(batch + [queries, keys]))
      }, heads: heads, scale: factor, isCausal: isCausal)
    let (result, logSums) = try job.forward()
    return result.recorded("scaled_dot_product_attention", from: [q, k, v]) {
      let output = result.detached()
      return { (gradient) throws(TensorError) in
        try job.gradient(output, logSums, try gradient.withAdjacentElements())
      }
    }
  }

  /// 0 where a mask of bools is true, −∞ elsewhere; a mask of numbers itself.
  private func addedToScores() throws(TensorError) -> Tensor {
    guard dtype == .bool else { return self }
    return try Tensor.where_(self, Tensor.scalar(0), Tensor.scalar(-.infinity))
  }

  /// Detached; copied if the elements of a row are not adjacent.
  private func withAdjacentElements() throws(TensorError) -> Tensor {
    strides[rank - 1] == 1 || shape[rank - 1] <= 1 ? detached() : try copied()
  }
}

/// The sizes of some heads, each of which attends by itself.
private struct Heads {
  let batch: Shape
  let queries: Int
  let keys: Int
  let dim: Int
  let valueDim: Int

  var count: Int { batch.reduce(1, *) }

  /// Floats of scratch that a thread needs.
  var scratchCount: Int { lab_attention_scratch(queries, keys, dim, valueDim) }

  /// Where each head of a tensor of shape batch + [rows, columns] starts.
  func starts(_ tensor: Tensor) -> [Int] {
    var starts = [0]
    for (extent, stride) in zip(batch, tensor.strides) {
      starts = starts.flatMap { start in (0..<extent).map { start + $0 * stride } }
    }
    return starts
  }
}

/// One call: operands whose rows have adjacent elements, with the batch of all heads.
private struct Attention {
  let q: Tensor
  let k: Tensor
  let v: Tensor
  let mask: Tensor?
  let heads: Heads
  let scale: Float
  let isCausal: Bool
  let usesBFloat16 = MatrixPrecision.isBFloat16

  /// The multiply-adds of products whose third size is `depth`.
  private func multiplyAdds(_ depth: Int) -> Double {
    Double(heads.count) * Double(heads.queries) * Double(heads.keys) * Double(depth)
  }

  /// The number of small heads that one piece of work takes, one after another.
  private func groupSize(_ parts: Int) -> Int {
    guard parts == 1 else { return 1 }
    let work = max(1, multiplyAdds(heads.dim + heads.valueDim) / Double(max(1, heads.count)))
    return max(1, min(heads.count / 16, Int(2_000_000 / work)))
  }

  /// The number of queries that one piece of work takes: whole tiles.
  private static let grain = 256

  func forward() throws(TensorError) -> (result: Tensor, logSums: Tensor) {
    OperationProfile.count(multiplyAdds: multiplyAdds(heads.dim + heads.valueDim))
    let result = try empty(heads.queries, heads.valueDim, like: q)
    let logSums = try Tensor(uninitialized: [heads.count, heads.queries])
    let parts = max(1, (heads.queries + Attention.grain - 1) / Attention.grain)
    let scratchCount = heads.scratchCount
    let scratch = try Tensor(uninitialized: [WorkerPool.shared.threadCount, scratchCount])
    let (starts, stride) = (heads.starts(result), rowStride(result))
    let group = groupSize(parts)
    try withOperands { (start) throws(TensorError) in
      try withPointers(result.floats, logSums.floats, scratch.floats) {
        (out, sums, space) throws(TensorError) in
        try WorkerPool.shared.runAsking((heads.count * parts + group - 1) / group) {
          number, worker in
          for piece in (number * group)..<min(heads.count * parts, (number + 1) * group) {
            let (head, part) = piece.quotientAndRemainder(dividingBy: parts)
            let first = part * Attention.grain
            if group > 1, head + 1 < heads.count { lab_attention_ask_for(start + (head + 1)) }
            lab_attention(
              start + head, first, min(heads.queries, first + Attention.grain), out + starts[head],
              stride, sums + head * heads.queries, space + worker * scratchCount)
          }
        }
      }
    }
    return (result, logSums)
  }

  /// The gradients of q, k and v.
  func gradient(
    _ out: Tensor, _ logSums: Tensor, _ dout: Tensor
  ) throws(TensorError) -> [Tensor?] {
    OperationProfile.count(multiplyAdds: multiplyAdds(3 * heads.dim + 2 * heads.valueDim))
    let slopes = try slopesLikeOperands()
    let (dq, dk, dv) = (slopes[0], slopes[1], slopes[2])
    let scratchCount = heads.scratchCount
    let scratch = try Tensor(uninitialized: [WorkerPool.shared.threadCount, scratchCount])
    let (outs, douts) = (heads.starts(out), heads.starts(dout))
    let (dqs, dks, dvs) = (heads.starts(dq), heads.starts(dk), heads.starts(dv))
    let (outStride, doutStride) = (rowStride(out), rowStride(dout))
    let (dqStride, dkStride, dvStride) = (rowStride(dq), rowStride(dk), rowStride(dv))
    let group = groupSize(1)
    try withOperands { (start) throws(TensorError) in
      try withPointers(
        scratch.floats, logSums.floats, out.floats, dout.floats, dq.floats, dk.floats, dv.floats
      ) { (space, sums, y, dy, a, b, c) throws(TensorError) in
        try WorkerPool.shared.runAsking((heads.count + group - 1) / group) { number, worker in
          for head in (number * group)..<min(heads.count, (number + 1) * group) {
            let slopes = lab_attention_slopes(
              dq: a + dqs[head], dk: b + dks[head], dv: c + dvs[head], dq_stride: dqStride,
              dk_stride: dkStride, dv_stride: dvStride)
            if group > 1, head + 1 < heads.count { lab_attention_ask_for(start + (head + 1)) }
            withUnsafePointer(to: slopes) { slopes in
              lab_attention_gradient(
                start + head, y + outs[head], outStride, sums + head * heads.queries,
                dy + douts[head], doutStride, slopes, space + worker * scratchCount)
            }
          }
        }
      }
    }
    return [dq, dk, dv]
  }

  /// Calls `body` with what the kernels need to know about each head.
  private func withOperands(
    _ body: (UnsafePointer<lab_attention_head>) throws(TensorError) -> Void
  ) throws(TensorError) {
    let (qs, ks, vs) = (heads.starts(q), heads.starts(k), heads.starts(v))
    let masks = mask.map { heads.starts($0) }
    try withPointers(q.floats, k.floats, v.floats) { (q, k, v) throws(TensorError) in
      try withPossiblePointers(mask?.floats) { (mask) throws(TensorError) in
        let operands = (0..<heads.count).map { head in
          lab_attention_head(
            queries: heads.queries, keys: heads.keys, dim: heads.dim, value_dim: heads.valueDim,
            q: q + qs[head], k: k + ks[head], v: v + vs[head], q_stride: rowStride(self.q),
            k_stride: rowStride(self.k), v_stride: rowStride(self.v),
            mask: mask.flatMap { mask in masks.map { UnsafePointer(mask + $0[head]) } },
            mask_stride: self.mask.map(rowStride) ?? 0, scale: scale, causal: isCausal,
            bf16: usesBFloat16)
        }
        try operands.withUnsafeBufferPointer { (operands) throws(TensorError) in
          if let start = operands.baseAddress { try body(start) }
        }
      }
    }
  }

  private func rowStride(_ tensor: Tensor) -> Int { tensor.strides[tensor.rank - 2] }

  /// Memory for the gradients of q, k and v.
  ///
  /// Operands that are neighbouring slices of one tensor, as all three of one product are, get
  /// slices of one tensor, so that putting these together again takes no copy.
  private func slopesLikeOperands() throws(TensorError) -> [Tensor] {
    for operands in [[q, k, v], [q, k]] {
      guard let slices = try Attention.slices(like: operands) else { continue }
      return slices.count == 3
        ? slices : slices + [try empty(heads.keys, heads.valueDim, like: v)]
    }
    return [
      try empty(heads.queries, heads.dim, like: q), try empty(heads.keys, heads.dim, like: k),
      try empty(heads.keys, heads.valueDim, like: v),
    ]
  }

  /// Slices of a new tensor laid out as `operands` are; nil unless these are neighbouring slices.
  private static func slices(like operands: [Tensor]) throws(TensorError) -> [Tensor]? {
    let first = operands[0]
    let step = operands[1].offset - first.offset
    guard first.rank < Shape.maximumRank, step > 0,
      operands.enumerated().allSatisfy({ index, operand in
        operand.storage === first.storage && operand.shape == first.shape
          && operand.strides == first.strides && operand.offset == first.offset + index * step
      })
    else { return nil }
    let whole = first.alias(
      shape: try Shape([operands.count] + first.shape), strides: try Shape([step] + first.strides),
      offset: first.offset, count: operands.count * first.count)
    guard whole.isDense else { return nil }
    let fresh = try Tensor(uninitialized: whole.shape, strides: whole.strides)
    return try operands.indices.map { (index) throws(TensorError) in
      try fresh.selected(0, index)
    }
  }

  /// Memory for a result of each head.
  ///
  /// If the heads of `other` are interleaved, so are those of the result: merging them again then
  /// takes no copy.
  private func empty(
    _ rows: Int, _ columns: Int, like other: Tensor
  ) throws(TensorError) -> Tensor {
    let rank = other.rank
    guard rank >= 3, other.strides[rank - 2] > other.strides[rank - 3], other.strides[rank - 3] > 0
    else { return try Tensor(uninitialized: Shape(heads.batch + [rows, columns])) }
    let inner = heads.batch[rank - 3]
    let shape = try Shape(heads.batch.dropLast() + [rows, inner, columns])
    return try Tensor(uninitialized: shape).transposed(-3, -2)
  }
}
