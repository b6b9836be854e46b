import Interpreter
import Tensors
import Text

extension BuiltinTable {
  static func patterns() -> BuiltinGroup {
    let x = BuiltinParameter.required("x")
    return BuiltinGroup(
      "Patterns",
      [
        Builtin(
          "rearrange", [x, .required("pattern"), .named("size")],
          "The dimensions in another order and grouping, as einops has it.",
          example: "rearrange(x, \"b c (h p) (w q) -> b (h w) (p q c)\", p = 4, q = 4)"
        ) { arguments, _ in
          .tensor(
            try arguments.tensor(0).rearranged(arguments.string(1), arguments.sizes(2)))
        },
        Builtin(
          "reduce", [x, .required("pattern"), .required("reduction"), .named("size")],
          "Dimensions summed or averaged away by a pattern, as einops has it.",
          example: "reduce(x, \"b c (h p) (w q) -> b c h w\", \"mean\", p = 2, q = 2)"
        ) { arguments, _ in
          let name = try arguments.string(2)
          guard let reduction = Tensor.PatternReduction(rawValue: name) else {
            let names = Tensor.PatternReduction.allCases.map(\.rawValue)
            throw Failure(
              "reduce knows no \(Value.quoted(name))",
              hint: Spelling.hint(name, names) ?? names.joined(separator: ", "))
          }
          return .tensor(
            try arguments.tensor(0).reduced(
              arguments.string(1), by: reduction, arguments.sizes(3)))
        },
        Builtin(
          "repeat", [x, .required("pattern"), .named("size")],
          "New dimensions by repetition, as einops has it.",
          example: "repeat(code, \"n d -> b n d\", b = 128)"
        ) { arguments, _ in
          .tensor(try arguments.tensor(0).repeated(arguments.string(1), arguments.sizes(2)))
        },
        Builtin(
          "einsum", [.required("equation"), .variadic("operands")],
          "Sums of products over named dimensions.",
          example: "einsum(\"mn,bnd->bmd\", U, X)"
        ) { arguments, _ in
          .tensor(try Tensor.einsum(arguments.string(0), arguments.tensors(1)))
        },
      ])
  }
}

extension Arguments {
  /// The sizes that a pattern's names were given.
  fileprivate func sizes(_ index: Int) throws(Failure) -> [String: Int] {
    var sizes: [String: Int] = [:]
    for (name, value) in try map(index) {
      guard let size = value.integer else {
        throw Failure("`\(name)` of \(builtin.name) must be a whole number, not \(value.described)")
      }
      sizes[name] = size
    }
    return sizes
  }
}
