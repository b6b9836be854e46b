import Interpreter
import Tensors

extension BuiltinTable {
  static func attention() -> BuiltinGroup {
    BuiltinGroup(
      "Attention",
      [
        Builtin(
          "scaled_dot_product_attention",
          [
            .required("query"), .required("key"), .required("value"), .optional("attn_mask"),
            .optional("is_causal", .bool(false)), .optional("scale"),
          ], "softmax(scale q kᵀ + mask) v, without the matrix of scores in memory.",
          details:
            "query: [..., L, E], key: [..., S, E], value: [..., S, Ev]. A mask [..., L, S] of bools "
            + "says which keys a query sees, one of numbers is added to the scores; is_causal hides "
            + "the keys behind each query. scale is 1/√E unless it is given.",
          example: "scaled_dot_product_attention(q, k, v, is_causal = true)"
        ) { arguments, _ in
          .tensor(
            try Tensor.scaledDotProductAttention(
              arguments.tensor(0), arguments.tensor(1), arguments.tensor(2),
              mask: arguments.optionalTensor(3), isCausal: arguments.bool(4),
              scale: arguments.optionalFloat(5).map { Float($0) }))
        }
      ])
  }
}
