import Kernels

// LAPACK's routines spend their time in a handful of others, of BLAS, which they call by name. The
// program defines these itself, so LAPACK finds them before the reference library's: over our own
// products they are five times as fast, need no further library with threads of its own, and give the
// same bits for any number of threads. They are `package` because optimised builds hide what is
// internal, and LAPACK would not find it.
//
// Matrices are Fortran's, by columns: their transposes by rows, which is how the code below sees them.

/// C = alpha · op(A) op(B) + beta · C, with C of m×n and k terms a sum.
@c(sgemm_)
package func blasProduct(
  _ transposesA: UnsafePointer<CChar>, _ transposesB: UnsafePointer<CChar>,
  _ m: UnsafePointer<Int32>, _ n: UnsafePointer<Int32>, _ k: UnsafePointer<Int32>,
  _ alpha: UnsafePointer<Float>, _ a: UnsafePointer<Float>, _ aStride: UnsafePointer<Int32>,
  _ b: UnsafePointer<Float>, _ bStride: UnsafePointer<Int32>, _ beta: UnsafePointer<Float>,
  _ c: UnsafeMutablePointer<Float>, _ cStride: UnsafePointer<Int32>
) {
  let (rows, columns, depth) = (Int(n.pointee), Int(m.pointee), Int(k.pointee))
  let stride = Int(cStride.pointee)
  if beta.pointee != 1 {
    for row in 0..<rows { scale(c + row * stride, 1, columns, by: beta.pointee) }
  }
  guard depth > 0, alpha.pointee != 0 else { return }
  multiply(
    alpha.pointee, rows, columns, depth,
    Operand(b, bStride, isTurned: isSet(transposesB, "T")),
    Operand(a, aStride, isTurned: isSet(transposesA, "T")), c, stride, accumulates: true)
}

/// B = alpha · op(A) B, or alpha · B op(A), with B of m×n and A triangular.
@c(strmm_)
package func blasTriangularProduct(
  _ side: UnsafePointer<CChar>, _ triangle: UnsafePointer<CChar>,
  _ transposes: UnsafePointer<CChar>, _ diagonal: UnsafePointer<CChar>, _ m: UnsafePointer<Int32>,
  _ n: UnsafePointer<Int32>, _ alpha: UnsafePointer<Float>, _ a: UnsafePointer<Float>,
  _ aStride: UnsafePointer<Int32>, _ b: UnsafeMutablePointer<Float>,
  _ bStride: UnsafePointer<Int32>
) {
  let (rows, columns) = (Int(n.pointee), Int(m.pointee))
  let (stride, step) = (Int(bStride.pointee), Int(aStride.pointee))
  let isLeft = isSet(side, "L")
  let size = isLeft ? columns : rows
  // The zeros of the other half are multiplied, too: the kernel is faster by more than that.
  let (isUpper, isUnit) = (isSet(triangle, "U"), isSet(diagonal, "U"))
  withUnsafeTemporaryAllocation(of: Float.self, capacity: size * size + rows * columns) { space in
    guard let whole = space.baseAddress else { return }
    for column in 0..<size {
      for row in 0..<size {
        let isInside = (row < column) == isUpper && row != column
        whole[column * size + row] =
          isInside || row == column && !isUnit ? a[column * step + row] : row == column ? 1 : 0
      }
    }
    let copy = whole + size * size
    for row in 0..<rows { (copy + row * columns).update(from: b + row * stride, count: columns) }
    let turned = isSet(transposes, "T")
    let triangle = Operand(whole, size, isTurned: turned)
    let other = Operand(copy, columns, isTurned: false)
    multiply(
      alpha.pointee, rows, columns, size, isLeft ? other : triangle, isLeft ? triangle : other, b,
      stride, accumulates: false)
  }
}

/// y = alpha · op(A) x + beta · y, with A of m×n.
@c(sgemv_)
package func blasMatrixVector(
  _ transposes: UnsafePointer<CChar>, _ m: UnsafePointer<Int32>, _ n: UnsafePointer<Int32>,
  _ alpha: UnsafePointer<Float>, _ a: UnsafePointer<Float>, _ aStride: UnsafePointer<Int32>,
  _ x: UnsafePointer<Float>, _ xStep: UnsafePointer<Int32>, _ beta: UnsafePointer<Float>,
  _ y: UnsafeMutablePointer<Float>, _ yStep: UnsafePointer<Int32>
) {
  let (rows, columns, stride) = (Int(n.pointee), Int(m.pointee), Int(aStride.pointee))
  let isTurned = isSet(transposes, "T")
  let (terms, results) = isTurned ? (columns, rows) : (rows, columns)
  let (xStep, yStep) = (Int(xStep.pointee), Int(yStep.pointee))
  let target = y + (yStep < 0 ? (1 - results) * yStep : 0)
  scale(target, yStep, results, by: beta.pointee)
  withUnsafeTemporaryAllocation(of: Float.self, capacity: terms + results) { space in
    guard let factors = space.baseAddress, alpha.pointee != 0 else { return }
    let sums = factors + terms
    gather(x, xStep, terms, times: isTurned ? 1 : alpha.pointee, into: factors)
    gather(UnsafePointer(y), yStep, results, times: 1, into: sums)
    if isTurned {
      lab_add_row_products(rows, columns, alpha.pointee, a, stride, factors, sums)
    } else {
      lab_add_combined_rows(rows, columns, a, stride, factors, sums)
    }
    for index in 0..<results { target[index * yStep] = sums[index] }
  }
}

/// A = A + alpha · x yᵀ, with A of m×n.
@c(sger_)
package func blasOuterProduct(
  _ m: UnsafePointer<Int32>, _ n: UnsafePointer<Int32>, _ alpha: UnsafePointer<Float>,
  _ x: UnsafePointer<Float>, _ xStep: UnsafePointer<Int32>, _ y: UnsafePointer<Float>,
  _ yStep: UnsafePointer<Int32>, _ a: UnsafeMutablePointer<Float>,
  _ aStride: UnsafePointer<Int32>
) {
  let (rows, columns) = (Int(n.pointee), Int(m.pointee))
  withUnsafeTemporaryAllocation(of: Float.self, capacity: rows + columns) { space in
    guard let across = space.baseAddress else { return }
    let down = across + columns
    gather(x, Int(xStep.pointee), columns, times: 1, into: across)
    gather(y, Int(yStep.pointee), rows, times: alpha.pointee, into: down)
    lab_add_outer(rows, columns, a, Int(aStride.pointee), across, down)
  }
}

/// A matrix as a product sees it: by rows, and how it steps along them.
private struct Operand {
  fileprivate let start: UnsafePointer<Float>
  let row: Int
  let column: Int

  init(_ start: UnsafePointer<Float>, _ stride: UnsafePointer<Int32>, isTurned: Bool) {
    self.init(start, Int(stride.pointee), isTurned: isTurned)
  }

  init(_ start: UnsafePointer<Float>, _ stride: Int, isTurned: Bool) {
    self.start = start
    (row, column) = isTurned ? (1, stride) : (stride, 1)
  }
}

/// c [rows, columns] = factor · left right, or more by that: in panels of rows, which the pool shares.
private func multiply(
  _ factor: Float, _ rows: Int, _ columns: Int, _ depth: Int, _ left: Operand, _ right: Operand,
  _ c: UnsafeMutablePointer<Float>, _ stride: Int, accumulates: Bool
) {
  guard rows > 0, columns > 0 else { return }
  let panel = max(64, 2_000_000 / max(1, columns * depth))
  WorkerPool.shared.run(over: rows, grain: panel) { range in
    let capacity = lab_gemm_scratch(range.count, columns, depth)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: capacity) { space in
      guard let scratch = space.baseAddress else { return }
      lab_gemm(
        factor, range.count, columns, depth, left.start + range.lowerBound * left.row, left.row,
        left.column, right.start, right.row, right.column, c + range.lowerBound * stride, stride,
        accumulates, nil, scratch)
    }
  }
}

/// Whether an argument is this letter, large or small.
private func isSet(_ argument: UnsafePointer<CChar>, _ letter: Unicode.Scalar) -> Bool {
  UInt32(UInt8(bitPattern: argument.pointee) & 0xdf) == letter.value
}

/// Zero clears what is not a number, too.
private func scale(_ y: UnsafeMutablePointer<Float>, _ step: Int, _ count: Int, by factor: Float) {
  if factor == 1 { return }
  for index in 0..<count { y[index * step] = factor == 0 ? 0 : factor * y[index * step] }
}

/// Elements that lie `step` apart; with a negative one the last of them is the first in memory.
private func gather(
  _ x: UnsafePointer<Float>, _ step: Int, _ count: Int, times factor: Float,
  into target: UnsafeMutablePointer<Float>
) {
  let first = x + (step < 0 ? (1 - count) * step : 0)
  for index in 0..<count { target[index] = factor * first[index * step] }
}
