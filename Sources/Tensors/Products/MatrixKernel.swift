import COneDNN
import Kernels

/// One matrix product in memory: C (M, N) = scale · A (M, K) B (K, N), or added to C.
///
/// The columns of C are adjacent.
struct MatrixKernel {
  let m: Int
  let n: Int
  let k: Int
  let aRow: Int
  let aColumn: Int
  let bRow: Int
  let bColumn: Int
  let cRow: Int
  /// What every sum is multiplied by.
  var scale: Float = 1

  /// Whether operands are rounded to bfloat16 first.
  var usesBFloat16 = false

  /// Floats of scratch for a product of any size.
  var scratchCount: Int { lab_gemm_scratch(m, n, k) }

  /// Whether oneDNN takes the product.
  ///
  /// It reads an operand with adjacent rows or columns, and is the faster one unless the right
  /// operand has to be transposed, or sizes are small.
  var suitsLibrary: Bool {
    guard !usesBFloat16, !lab_gemm_is_preferred(m, n, k), bColumn == 1 else { return false }
    func fits(_ unit: Int, _ unitExtent: Int, _ other: Int) -> Bool {
      unit == 1 && other >= max(1, unitExtent)
    }
    return (fits(aColumn, k, aRow) || fits(aRow, m, aColumn))
      && (fits(bColumn, n, bRow) || fits(bRow, k, bColumn)) && cRow >= n
  }

  /// Whether it is one row times a matrix whose columns are adjacent: a sum for each of them.
  private var isRowTimesRows: Bool { m == 1 && aColumn == 1 && bRow == 1 && !usesBFloat16 }

  /// Computes the given rows and columns of C, over part of the sum, and adds `bias`.
  ///
  /// `bias` has one number per column; `usesLibrary` is what `suitsLibrary` said of the whole
  /// product.
  func multiply(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafeMutablePointer<Float>,
    rows: Range<Int>, columns: Range<Int>, depth: Range<Int>, accumulates: Bool,
    bias: UnsafePointer<Float>?, usesLibrary: Bool, scratch: UnsafeMutablePointer<Float>
  ) {
    guard !rows.isEmpty, !columns.isEmpty else { return }
    let a = a + (rows.lowerBound &* aRow + depth.lowerBound &* aColumn)
    let b = b + (columns.lowerBound &* bColumn + depth.lowerBound &* bRow)
    let c = c + (rows.lowerBound &* cRow + columns.lowerBound)
    if isRowTimesRows {
      if !accumulates { c.update(repeating: 0, count: columns.count) }
      lab_add_row_products(columns.count, depth.count, scale, b, bColumn, a, c)
      add(bias, to: c, 1, columns)
      return
    }
    if usesBFloat16 {
      lab_gemm_bf16(
        scale, rows.count, columns.count, depth.count, a, aRow, aColumn, b, bRow, bColumn, c, cRow,
        accumulates, scratch)
      add(bias, to: c, rows.count, columns)
      return
    }
    guard usesLibrary else {
      lab_gemm(
        scale, rows.count, columns.count, depth.count, a, aRow, aColumn, b, bRow, bColumn, c, cRow,
        accumulates, bias.map { $0 + columns.lowerBound }, scratch)
      return
    }
    omp_set_num_threads(1)
    let (isLeftFlat, isRightFlat) = (aColumn == 1 && aRow >= k, bColumn == 1 && bRow >= n)
    _ = dnnl_sgemm(
      CChar(UInt8(ascii: isLeftFlat ? "N" : "T")), CChar(UInt8(ascii: isRightFlat ? "N" : "T")),
      dnnl_dim_t(rows.count), dnnl_dim_t(columns.count), dnnl_dim_t(depth.count), scale, a,
      dnnl_dim_t(isLeftFlat ? aRow : aColumn), b, dnnl_dim_t(isRightFlat ? bRow : bColumn),
      accumulates ? 1 : 0, c, dnnl_dim_t(cRow))
    add(bias, to: c, rows.count, columns)
  }

  private func add(
    _ bias: UnsafePointer<Float>?, to c: UnsafeMutablePointer<Float>, _ rows: Int,
    _ columns: Range<Int>
  ) {
    guard let bias else { return }
    lab_add_f32(rows, columns.count, bias + columns.lowerBound, 0, 1, c, cRow, 1)
  }
}
