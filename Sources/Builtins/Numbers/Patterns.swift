import Interpreter
import Tensors
import Text

extension BuiltinTable {
  static func patterns() -> BuiltinGroup {
    BuiltinGroup("Patterns") {
      Builtin(
        "rearrange", .tensor("x"),
        .string(
          "pattern",
          """
          names of the dimensions before and after the arrow; those in brackets are \
          one dimension
          """), .extents,
        summary: "The dimensions in another order and grouping, as einops has it.",
        example: """
          rearrange(zeros(1, 3, 8, 8), "b c (h p) (w q) -> b (h w) (p q c)", p = 4, q = \
          4).shape
          """, see: "reduce repeat permute reshape"
      ) { x, pattern, extents in try x.rearranged(pattern, extents.sizes) }
      Builtin(
        "reduce", .tensor("x"),
        .string(
          "pattern",
          """
          names of the dimensions before and after the arrow; those in brackets are \
          one dimension
          """),
        .string("reduction", "\"sum\", \"mean\", \"max\", \"min\" or \"prod\""), .extents,
        summary: "Dimensions summed or averaged away by a pattern, as einops has it.",
        example: """
          reduce(zeros(1, 3, 8, 8), "b c (h p) (w q) -> b c h w", "mean", p = 2, q = \
          2).shape
          """, see: "rearrange mean avg_pool2d"
      ) { x, pattern, name, extents in
        guard let reduction = Tensor.PatternReduction(rawValue: name) else {
          let names = Tensor.PatternReduction.allCases.map(\.rawValue)
          throw Failure(
            "reduce has no operation \(Value.quoted(name))",
            hint: Spelling.hint(name, names) ?? names.joined(separator: ", "))
        }
        return try x.reduced(pattern, by: reduction, extents.sizes)
      }
      Builtin(
        "repeat", .tensor("x"),
        .string(
          "pattern",
          """
          names of the dimensions before and after the arrow; those in brackets are \
          one dimension
          """), .extents,
        summary: "New dimensions by repetition, as einops has it.",
        example: "repeat(u, \"d -> n d\", n = 4).shape", see: "rearrange expand tile"
      ) { x, pattern, extents in try x.repeated(pattern, extents.sizes) }
      Builtin(
        "einsum",
        .string(
          "equation",
          """
          a letter for each dimension; what is not behind the arrow is summed over
          """), .operands,
        summary: "Sums of products over named dimensions.",
        example: "einsum(\"ij,kj->ik\", a, b)", see: "matmul tensordot rearrange"
      ) { equation, operands in try Tensor.einsum(equation, operands) }
    }
  }
}

/// The sizes given for a pattern's names.
private struct Extents: ArgumentConvertible {
  let sizes: [String: Int]

  static func read(_ argument: BuiltinArgument) throws(Failure) -> Extents {
    var sizes: [String: Int] = [:]
    for pair in try argument.map().pairs {
      guard let size = pair.value.integer else {
        throw Failure(
          "`\(pair.key.text)` of \(argument.call.builtin.name) must be a whole number, "
            + "not \(pair.value.described)")
      }
      sizes[pair.key.text] = size
    }
    return Extents(sizes: sizes)
  }
}

extension TypedParameter where T == Extents {
  fileprivate static var extents: Self {
    Self(.named("size"), "the sizes of names in the pattern, where they do not follow: `p = 4`")
  }
}

extension TypedParameter where T == [Tensor] {
  fileprivate static var operands: Self {
    Self(.variadic("operands"), "the tensors, as many as the equation has terms before the arrow")
  }
}
