import Interpreter
import Tensors

extension BuiltinTable {
  /// Factors of matrices, and what follows from them.
  static func decompositions() -> BuiltinGroup {
    BuiltinGroup("Decompositions") {
      Builtin(
        "svd",
        .tensor("x", "a matrix [n, m]"), summary: "Singular values: x = U diag(S) Vh.",
        example: "svd(A).S", see: "eigh qr pinv"
      ) { x in
        let (u, s, v) = try x.svd()
        return Value.named(["U": u, "S": s, "Vh": v])
      }
      Builtin(
        "qr",
        .tensor("x", "a matrix [n, m]"),
        summary: "The factors of x = Q R: orthogonal times upper triangular.",
        example: "(Q, R) = qr(A)", see: "svd solve"
      ) { x in
        let (q, r) = try x.qr()
        return Value.named(["Q": q, "R": r])
      }
      Builtin(
        "eigh",
        .tensor("A", "symmetric matrices […, n, n]"),
        summary: "Eigenvalues of symmetric matrices, ascending, and eigenvectors as columns.",
        details: "Only the lower triangle is read. The largest element of each vector is positive.",
        example: "eigh(A).eigenvalues", see: "svd det"
      ) { a in
        let (values, vectors) = try a.eigenSymmetric()
        return Value.named(["eigenvalues": values, "eigenvectors": vectors])
      }
      Builtin(
        "pinv",
        .tensor("A", "a matrix [n, m]"), summary: "The pseudoinverse of a matrix.",
        example: "pinv(A)", see: "inv lstsq svd"
      ) { a in try a.pseudoInverse() }
      Builtin(
        "lstsq",
        .tensor("A", "a matrix [n, m]"),
        .tensor("B", "[n, k], a right side in each column"),
        summary: "The X for which A X is nearest to B.",
        details:
          "The solution is the smallest of several. The squares left over are given if A has more "
          + "rows than columns, and full rank.",
        example: "lstsq(A, tensor([[1.0], [2.0]])).solution", see: "solve pinv"
      ) { a, b in
        let found = try a.leastSquares(for: b)
        return Value.named([
          "solution": found.solution, "residuals": found.residuals, "rank": found.rank,
          "singular_values": found.singularValues,
        ])
      }
    }
  }
}
