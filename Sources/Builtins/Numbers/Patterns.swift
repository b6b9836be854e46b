import Interpreter
import Tensors
import Text

extension BuiltinTable {
  static func patterns() -> BuiltinGroup {
    BuiltinGroup("Patterns") {
      Builtin(
        "rearrange", .tensor("x"), .string("pattern"), .extents,
        summary: "The dimensions in another order and grouping, as einops has it.",
        example: "rearrange(x, \"b c (h p) (w q) -> b (h w) (p q c)\", p = 4, q = 4)"
      ) { x, pattern, extents in try x.rearranged(pattern, extents.sizes) }
      Builtin(
        "reduce", .tensor("x"), .string("pattern"), .string("reduction"), .extents,
        summary: "Dimensions summed or averaged away by a pattern, as einops has it.",
        example: "reduce(x, \"b c (h p) (w q) -> b c h w\", \"mean\", p = 2, q = 2)"
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
        "repeat", .tensor("x"), .string("pattern"), .extents,
        summary: "New dimensions by repetition, as einops has it.",
        example: "repeat(code, \"n d -> b n d\", b = 128)"
      ) { x, pattern, extents in try x.repeated(pattern, extents.sizes) }
      Builtin(
        "einsum", .string("equation"), .operands,
        summary: "Sums of products over named dimensions.",
        example: "einsum(\"mn,bnd->bmd\", U, X)"
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
  fileprivate static var extents: Self { Self(.named("size")) }
}

extension TypedParameter where T == [Tensor] {
  fileprivate static var operands: Self { Self(.variadic("operands")) }
}
