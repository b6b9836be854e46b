import Interpreter
import Learning
import Tensors

extension BuiltinTable {
  static func attention() -> BuiltinGroup {
    BuiltinGroup("Attention") {
      Builtin(
        "scaled_dot_product_attention",
        .tensor("query", "[…, L, E]"),
        .tensor("key", "[…, S, E]"),
        .tensor("value", "[…, S, Ev]"),
        .optional(
          .tensor(
            "attn_mask",
            """
            […, L, S]: truth values say which keys a query sees, numbers are added to \
            the scores
            """)),
        .bool(
          "is_causal", "whether each query sees only the keys up to its own place", default: false),
        .optional(.float32("scale", "what the scores are multiplied by; 1/√E if left out")),
        summary: "softmax(scale q kᵀ + mask) v, without the matrix of scores in memory.",
        example: """
          q = randn(2, 4, 8)
          scaled_dot_product_attention(q, q, q, is_causal = true).shape
          """, see: "MultiheadAttention softmax"
      ) { query, key, value, mask, isCausal, scale in
        try Tensor.scaledDotProductAttention(
          query, key, value, mask: mask, isCausal: isCausal, scale: scale)
      }
      Builtin(
        "MultiheadAttention",
        .int("embed_dim", "the width of queries, keys, values and results, E"),
        .int("num_heads", "the number of heads; it divides embed_dim"),
        .float32("dropout", "the probability that a weight becomes 0 in training", default: 0),
        .bool("bias", "whether the projections have biases", default: true),
        .bool(
          "batch_first",
          """
          whether the batch is the first dimension, [N, L, …], and not the second
          """, default: false), .call, .random,
        summary: "Attention in several heads; returns the result and the mean of the weights.",
        details:
          "Called with query [L, N, E], key and value [S, N, E], or [N, L, E] with batch_first, and "
          + "key_padding_mask [N, S], need_weights, attn_mask [L, S], average_attn_weights. Masks of "
          + "truth values say which keys are hidden; one of numbers is added to the scores.",
        example: """
          attention = MultiheadAttention(64, 4, batch_first = true)
          z = randn(2, 5, 64)
          (out, weights) = attention(z, z, z)
          """, see: "scaled_dot_product_attention LayerNorm head_maps"
      ) { width, heads, dropout, bias, isBatchFirst, call, random in
        AttentionObject(
          try MultiheadAttention(width, heads, dropout: dropout, bias: bias, random),
          isBatchFirst: isBatchFirst, call)
      }
    }
  }
}
