import Interpreter
import Tensors

extension BuiltinTable {
  static func linearAlgebra() -> BuiltinGroup {
    BuiltinGroup("Linear algebra") {
      Builtin(
        "matmul", .tensor("input"), .tensor("other"), summary: "The matrix product a @ b.",
        example: "matmul(a, b)"
      ) { a, b in try Tensor.matmul(a, b) }
      Builtin(
        "mm", .tensor("input"), .tensor("mat2"), summary: "The product of two matrices.",
        example: "mm(a, b)"
      ) { a, b in try product("mm", a, 2, b, 2) }
      Builtin(
        "bmm", .tensor("input"), .tensor("mat2"),
        summary: "The products of two stacks of matrices, [B, n, m] and [B, m, p].",
        example: "bmm(a, b)"
      ) { a, b in try product("bmm", a, 3, b, 3) }
      Builtin(
        "mv", .tensor("input"), .tensor("vec"), summary: "The product of a matrix and a vector.",
        example: "mv(A, x)"
      ) { a, b in try product("mv", a, 2, b, 1) }
      Builtin(
        "dot", .tensor("input"), .tensor("other"), summary: "The inner product of two vectors.",
        example: "dot(u, v)"
      ) { a, b in try product("dot", a, 1, b, 1) }
      Builtin(
        "solve", .tensor("A"), .tensor("B"), summary: "The X of A X = B.", example: "solve(A, b)"
      ) { a, b in try a.solved(for: b) }
      Builtin(
        "inv", .tensor("x"), summary: "The inverse of a square matrix.", example: "inv(A)"
      ) { x in try x.inverse() }
      Builtin(
        "inverse", .tensor("x"), summary: "The inverse of a square matrix.", example: "A.inverse()"
      ) { x in try x.inverse() }
      Builtin(
        "det", .tensor("x"), summary: "The determinant of a square matrix.", example: "det(A)"
      ) { x in try x.determinant() }
      Builtin(
        "trace", .tensor("x"), summary: "The sum of the diagonal of a matrix.", example: "trace(A)"
      ) { x in try x.trace() }
      Builtin(
        "dist", .tensor("input"), .tensor("other"), .float32("p", default: 2),
        summary: "The p-norm of the difference.", example: "dist(a, b)"
      ) { a, b, p in try (a - b).norm(p) }
      Builtin(
        "cdist", .tensor("x1"), .tensor("x2"), .float32("p", default: 2),
        summary: "The distance between every row of x1 and every row of x2.",
        example: "cdist(x, centres)"
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
