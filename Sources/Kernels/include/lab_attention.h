#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

// softmax(scale·Q Kᵀ + mask) V of one head, in tiles of 64×64: memory does not grow with tokens²
// (Dao et al., "FlashAttention", 2022). The elements of a row are adjacent, rows have any stride,
// so that heads can be interleaved in (tokens, heads, dim) without a copy.

/// One head's operands. mask (queries, keys) is added to the scores, or null; `causal` hides key j
/// from query i if j > i.
typedef struct lab_attention_head {
  ptrdiff_t queries, keys, dim, value_dim;
  const float *q, *k, *v;  // (queries, dim), (keys, dim), (keys, value_dim)
  ptrdiff_t q_stride, k_stride, v_stride;
  const float *_Nullable mask;
  ptrdiff_t mask_stride;
  float scale;
  bool causal;
  bool bf16;  // products as in `lab_gemm_bf16`
} lab_attention_head;

/// The gradients of a head's operands, written, not added.
typedef struct lab_attention_slopes {
  float *dq, *dk, *dv;  // (queries, dim), (keys, dim), (keys, value_dim)
  ptrdiff_t dq_stride, dk_stride, dv_stride;
} lab_attention_slopes;

/// Floats of scratch for either pass; rows that are far apart are gathered in it.
ptrdiff_t lab_attention_scratch(
    ptrdiff_t queries, ptrdiff_t keys, ptrdiff_t dim, ptrdiff_t value_dim);

/// Prefetches the operands of the next, small head, whose rows are too far apart for the hardware.
void lab_attention_ask_for(const lab_attention_head *head);

/// out (queries, value_dim) and log_sum_exp (queries) for queries begin ..< end, begin a multiple
/// of 64. A query that sees no key gets zeros.
void lab_attention(
    const lab_attention_head *head, ptrdiff_t begin, ptrdiff_t end, float *out,
    ptrdiff_t out_stride, float *log_sum_exp, float *scratch);

/// The gradients of a head's operands; the scores are recomputed.
void lab_attention_gradient(
    const lab_attention_head *head, const float *out, ptrdiff_t out_stride,
    const float *log_sum_exp, const float *dout, ptrdiff_t dout_stride,
    const lab_attention_slopes *slopes, float *scratch);

#pragma clang assume_nonnull end
