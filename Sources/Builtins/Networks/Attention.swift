import Interpreter
import Tensors

extension BuiltinTable {
  static func attention() -> BuiltinGroup {
    BuiltinGroup("Attention") {
      Builtin(
        "scaled_dot_product_attention", .tensor("query"), .tensor("key"), .tensor("value"),
        .optional(.tensor("attn_mask")), .bool("is_causal", default: false),
        .optional(.float32("scale")),
        summary: "softmax(scale q kᵀ + mask) v, without the matrix of scores in memory.",
        details:
          "query: [..., L, E], key: [..., S, E], value: [..., S, Ev]. A bool mask [..., L, S] "
          + "says which keys a query sees, one of numbers is added to the scores; is_causal hides "
          + "the keys behind each query. scale is 1/√E by default.",
        example: "scaled_dot_product_attention(q, k, v, is_causal = true)"
      ) { query, key, value, mask, isCausal, scale in
        try Tensor.scaledDotProductAttention(
          query, key, value, mask: mask, isCausal: isCausal, scale: scale)
      }
    }
  }
}
