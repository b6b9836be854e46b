import COneDNN

extension Tensor {
  /// The matrix product `a @ b`, by NumPy's rules: vectors gain a dimension and lose it again, and
  /// leading dimensions broadcast.
  public static func matmul(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    guard a.rank > 0, b.rank > 0 else {
      throw TensorError(
        "@ needs at least one dimension on both sides, and has \(a.shape) and \(b.shape)",
        hint: "multiply by a number with *")
    }
    let (x, y) = try promoted(a, b, least: .float32)
    let left = x.rank == 1 ? try x.unsqueezed(0) : x
    let right = y.rank == 1 ? try y.unsqueezed(1) : y
    guard left.shape[left.rank - 1] == right.shape[right.rank - 2] else {
      throw TensorError(
        "@: shapes \(a.shape) and \(b.shape) do not fit together",
        hint: "the last dimension of the left, \(left.shape[left.rank - 1]), must equal "
          + "\(right.shape[right.rank - 2]) of the right")
    }
    var result = try matrices(left, right)
    if y.rank == 1 { result = try result.squeezed(-1) }
    if x.rank == 1 { result = try result.squeezed(y.rank == 1 ? -1 : -2) }
    return result
  }

  /// The product of two stacks of matrices, recorded.
  private static func matrices(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try product(a.detached(), b.detached()).recorded("@", from: a, b) {
      let (x, y) = (a.detached(), b.detached())
      let (wantsA, wantsB) = (a.requiresGradient, b.requiresGradient)
      return { (gradient) throws(TensorError) in
        var gradients: [Tensor?] = [nil, nil]
        if wantsA {
          gradients[0] = try product(gradient, try y.matrixTransposed()).summed(to: x.shape)
        }
        if wantsB {
          if y.rank == 2, let rows = x.asRows(), let slopes = gradient.asRows() {
            gradients[1] = try product(try rows.matrixTransposed(), slopes)
          } else {
            gradients[1] = try product(try x.matrixTransposed(), gradient).summed(to: y.shape)
          }
        }
        return gradients
      }
    }
  }

  /// All leading dimensions merged into the rows of one matrix, where that needs no copy.
  private func asRows() -> Tensor? {
    if rank == 2 { return self }
    guard isContiguous else { return nil }
    return try? reshaped([-1, shape[rank - 1]])
  }

  /// The product of two stacks of matrices, detached.
  private static func product(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    if a.rank > 2, b.rank == 2, let rows = a.asRows() {
      var shape = a.shape
      shape[shape.count - 1] = b.shape[1]
      return try product(rows, b).reshaped(shape)
    }
    let (rows, inner) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    let columns = b.shape[b.rank - 1]
    let batch = try Shape(a.shape.dropLast(2)).broadcast(
      with: try Shape(b.shape.dropLast(2)), for: "@")
    var shape = batch
    try shape.append(rows)
    try shape.append(columns)
    let result = try Tensor(uninitialized: shape)
    guard result.count > 0 else { return result }
    guard inner > 0 else { return try zeros(shape) }
    let (left, right) = (try MatrixStack(a, batch: batch), try MatrixStack(b, batch: batch))
    let stacks = StridedLoop(shape: batch, left.batchStrides, right.batchStrides)
    var places: [(Int, Int)] = []
    stacks.forEachRun { run in
      for column in 0..<run.columns {
        places.append(
          (
            run.offsets.0 + column &* run.columnStrides.0,
            run.offsets.1 + column &* run.columnStrides.1
          ))
      }
    }
    let panel = panelRows(rows, columns: columns, inner: inner)
    let panels = (rows + panel - 1) / panel
    let out = result.floats
    // Small products go to a thread several at a time.
    let perPiece = max(1, min(places.count, 1_000_000 / max(1, panel * columns * inner)))
    WorkerPool.shared.run(over: places.count * panels, grain: panels > 1 ? 1 : perPiece) { pieces in
      for piece in pieces {
        let (matrix, first) = (piece / panels, piece % panels * panel)
        left.multiply(
          at: places[matrix].0, rows: first..<min(first + panel, rows), right,
          at: places[matrix].1, columns: columns, inner: inner,
          into: out + (matrix * rows + first) * columns)
      }
    }
    return result
  }

  /// The rows of one piece of work: about four million multiply-adds, and a multiple of 32.
  private static func panelRows(_ rows: Int, columns: Int, inner: Int) -> Int {
    let wanted = 4_000_000 / max(1, columns &* inner)
    return min(rows, max(32, (wanted + 31) / 32 * 32))
  }
}

/// Matrices in memory that BLAS can read: along one of the last two dimensions the stride is 1.
private struct MatrixStack: @unchecked Sendable {
  let tensor: Tensor
  let isTransposed: Bool
  let leadingDimension: Int
  let batchStrides: Shape

  private var blasFlag: CChar { CChar(UInt8(ascii: isTransposed ? "T" : "N")) }

  init(_ tensor: Tensor, batch: Shape) throws(TensorError) {
    let (r, c) = (tensor.rank - 2, tensor.rank - 1)
    func fits(_ t: Tensor, _ unit: Int, _ other: Int) -> Bool {
      (t.strides[unit] == 1 || t.shape[unit] == 1)
        && (t.strides[other] >= max(1, t.shape[unit]) || t.shape[other] == 1)
    }
    let isRowMajor = fits(tensor, c, r)
    isTransposed = !isRowMajor && fits(tensor, r, c)
    let readable = isRowMajor || isTransposed ? tensor : try tensor.packed()
    self.tensor = readable
    let (unit, other) = isTransposed ? (r, c) : (c, r)
    let extent = readable.shape[unit]
    leadingDimension = readable.shape[other] == 1 ? max(1, extent) : readable.strides[other]
    // A matrix's own strides do not matter for the walk over the batch.
    let stack = readable.alias(
      shape: try Shape(readable.shape.dropLast(2)),
      strides: try Shape(readable.strides.dropLast(2)), offset: 0, count: 0)
    batchStrides = stack.broadcastStrides(batch)
  }

  /// Some rows of the product of one of these matrices with one of `other`.
  func multiply(
    at place: Int, rows: Range<Int>, _ other: MatrixStack, at otherPlace: Int, columns: Int,
    inner: Int, into result: UnsafeMutablePointer<Float>
  ) {
    let start = rows.lowerBound &* (isTransposed ? 1 : leadingDimension)
    omp_set_num_threads(1)
    _ = dnnl_sgemm(
      blasFlag, other.blasFlag, dnnl_dim_t(rows.count), dnnl_dim_t(columns), dnnl_dim_t(inner), 1,
      tensor.floats + place + start, dnnl_dim_t(leadingDimension),
      other.tensor.floats + otherPlace, dnnl_dim_t(other.leadingDimension), 0, result,
      dnnl_dim_t(columns))
  }
}
