import Interpreter
import Tensors

extension BuiltinTable {
  static func linearAlgebra() -> BuiltinGroup {
    BuiltinGroup("Linear algebra") {
      Builtin(
        "matmul",
        .tensor("input", "[…, n, m], or a vector [m]"),
        .tensor("other", "[…, m, p], or a vector [m]"), summary: "The matrix product a @ b.",
        example: "matmul(a, b.T)", see: "mm bmm mv dot einsum"
      ) { a, b in try Tensor.matmul(a, b) }
      Builtin(
        "mm",
        .tensor("input", "a matrix [n, m]"),
        .tensor("mat2", "a matrix [m, p]"), summary: "The product of two matrices.",
        example: "mm(a, b.T)", see: "matmul bmm"
      ) { a, b in try product("mm", a, 2, b, 2) }
      Builtin(
        "bmm",
        .tensor("input", "matrices [B, n, m]"),
        .tensor("mat2", "matrices [B, m, p]"),
        summary: "The products of two stacks of matrices, [B, n, m] and [B, m, p].",
        example: "bmm(zeros(5, 2, 3), zeros(5, 3, 4)).shape", see: "matmul mm"
      ) { a, b in try product("bmm", a, 3, b, 3) }
      Builtin(
        "mv",
        .tensor("input", "a matrix [n, m]"),
        .tensor("vec", "a vector [m]"), summary: "The product of a matrix and a vector.",
        example: "mv(a, u)", see: "matmul dot"
      ) { a, b in try product("mv", a, 2, b, 1) }
      Builtin(
        "dot",
        .tensor("input", "a vector [n]"),
        .tensor("other", "a vector [n]"), summary: "The inner product of two vectors.",
        example: "dot(u, v)", see: "outer mv norm"
      ) { a, b in try product("dot", a, 1, b, 1) }
      Builtin(
        "solve",
        .tensor("A", "a square matrix [n, n]"),
        .tensor("B", "[n] or [n, k]"), summary: "The X of A X = B.",
        example: "solve(A, tensor([1.0, 2.0]))", see: "inv lstsq"
      ) { a, b in try a.solved(for: b) }
      Builtin(
        "inv",
        .tensor("x", "a square matrix [n, n]"), summary: "The inverse of a square matrix.",
        example: "inv(A)", see: "inverse pinv solve det"
      ) { x in try x.inverse() }
      Builtin(
        "inverse",
        .tensor("x", "a square matrix [n, n]"), summary: "The inverse of a square matrix.",
        example: "A.inverse()", see: "inv"
      ) { x in try x.inverse() }
      Builtin(
        "det",
        .tensor("x", "a square matrix [n, n]"), summary: "The determinant of a square matrix.",
        example: "det(A)", see: "inv trace eigh"
      ) { x in try x.determinant() }
      Builtin(
        "trace",
        .tensor("x", "a matrix"), summary: "The sum of the diagonal of a matrix.",
        example: "trace(A)", see: "diagonal det"
      ) { x in try x.trace() }
      Builtin(
        "dist",
        .tensor("input", "a tensor"),
        .tensor("other", "a tensor that broadcasts with it"),
        .float32("p", "the exponent of the norm", default: 2),
        summary: "The p-norm of the difference.", example: "dist(a, b)", see: "norm cdist"
      ) { a, b, p in try (a - b).norm(p) }
      Builtin(
        "cdist",
        .tensor("x1", "[n, d], a point in each row"),
        .tensor("x2", "[m, d]; the result is [n, m]"),
        .float32("p", "the exponent of the norm", default: 2),
        summary: "The distance between every row of x1 and every row of x2.",
        example: "cdist(a, b)", see: "dist norm"
      ) { a, b, p in
        p == 2
          ? try Tensor.distances(a, b)
          : try (a.unsqueezed(-2) - b.unsqueezed(-3)).norm(p, [-1])
      }
    }
  }

  /// A product of tensors that must have this many dimensions.
  private static func product(
    _ name: String, _ a: Tensor, _ first: Int, _ b: Tensor, _ second: Int
  ) throws -> Tensor {
    guard a.rank == first, b.rank == second else {
      throw Failure(
        "\(name): shapes \(a.shape) and \(b.shape) do not have \(first) and \(second) dimensions",
        hint: "`a @ b` takes any")
    }
    return try Tensor.matmul(a, b)
  }
}
