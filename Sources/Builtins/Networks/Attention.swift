import Interpreter
import Learning
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
      Builtin(
        "MultiheadAttention", .int("embed_dim"), .int("num_heads"),
        .float32("dropout", default: 0), .bool("bias", default: true),
        .bool("batch_first", default: false), .call, .random,
        summary: "Attention in several heads; returns the result and the mean of the weights.",
        details:
          "Called with query [L, N, E], key and value [S, N, E], or [N, L, E] with batch_first, and "
          + "key_padding_mask [N, S], need_weights, attn_mask [L, S], average_attn_weights. Masks of "
          + "truth values say which keys are hidden; one of numbers is added to the scores.",
        example: "out, weights = MultiheadAttention(64, 4, batch_first = true)(x, x, x)"
      ) { width, heads, dropout, bias, isBatchFirst, call, random in
        AttentionObject(
          try MultiheadAttention(width, heads, dropout: dropout, bias: bias, random),
          isBatchFirst: isBatchFirst, call)
      }
    }
  }
}
