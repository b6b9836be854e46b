import CLAPACK

extension Tensor {
  /// The eigenvalues [..., n], ascending, and eigenvectors [..., n, n], as columns, of symmetric
  /// matrices [..., n, n], of which the lower triangle is read.
  ///
  /// The signs of the vectors are chosen so that the largest element of each is positive.
  package func eigenSymmetric() throws(TensorError) -> (values: Tensor, vectors: Tensor) {
    let (matrices, n) = try squareMatrices("eigh")
    let values = try Tensor(uninitialized: [matrices.shape[0], n])
    if n > 0 {
      for index in 0..<matrices.shape[0] {
        try Tensor.findEigenvectors(matrices.floats, number: index, n, values.floats)
        withPointers(matrices.floats) { Tensor.fixSigns($0 + index * n * n, n) }
      }
    }
    // LAPACK's columns are our rows.
    let vectors = try matrices.reshaped(shape).transposed(-2, -1).copied()
    let result = try values.reshaped(try Shape(shape.dropLast()))
    let (v, w) = (vectors.detached(), result.detached())
    return (
      result.recorded("eigh", from: self) {
        { (gradient) throws(TensorError) in
          [try Tensor.matmul(v * gradient.unsqueezed(-2), v.transposed(-2, -1))]
        }
      },
      vectors.recorded("eigh", from: self) {
        { (gradient) throws(TensorError) in
          let turned = try v.matrixTransposed()
          let gaps = try w.unsqueezed(-2) - w.unsqueezed(-1)
          let shares = try Tensor.where_(
            gaps.equal(Tensor.scalar(Float(0))), Tensor.scalar(Float(0)),
            Tensor.matmul(turned, gradient) / gaps)
          return [try Tensor.matmul(Tensor.matmul(v, shares), turned)]
        }
      }
    )
  }

  /// Overwrites a matrix [n, n] with its eigenvectors as rows.
  private static func findEigenvectors(
    _ matrices: Elements<Float>, number: Int, _ n: Int, _ values: Elements<Float>
  ) throws(TensorError) {
    func run(
      _ work: UnsafeMutablePointer<Float>, _ size: Int32, _ integers: UnsafeMutablePointer<Int32>,
      _ integerSize: Int32
    ) -> Int32 {
      withPointers(matrices, values) { a, w in
        var (job, triangle) = (CChar(UInt8(ascii: "V")), CChar(UInt8(ascii: "U")))
        var (order, size, integerSize, info) = (Int32(n), size, integerSize, Int32(0))
        ssyevd_(
          &job, &triangle, &order, a + number * n * n, &order, w + number * n, work, &size,
          integers,
          &integerSize, &info)
        return info
      }
    }
    var (wanted, wantedIntegers): (Float, Int32) = (0, 0)
    _ = run(&wanted, -1, &wantedIntegers, -1)
    // The size comes back as a float, which may have rounded it down.
    let size = Int32(clamping: Int(wanted.nextUp) + 1)
    let work = try Storage(byteCount: Int(size) * 4).elements(Float.self)
    let integers = try Storage(byteCount: Int(wantedIntegers) * 4).elements(Int32.self)
    let info = try Cancellation.abandonably(operations: n * n * n) {
      withPointers(work, integers) { run($0, size, $1, wantedIntegers) }
    }
    guard info == 0 else {
      throw TensorError("eigh: the iteration did not converge for a matrix of shape [\(n), \(n)]")
    }
  }

  private static func fixSigns(_ rows: UnsafeMutablePointer<Float>, _ n: Int) {
    for row in 0..<n {
      let vector = rows + row * n
      var largest: Float = 0
      for index in 0..<n where vector[index].magnitude > largest.magnitude {
        largest = vector[index]
      }
      if largest < 0 { for index in 0..<n { vector[index].negate() } }
    }
  }
}
