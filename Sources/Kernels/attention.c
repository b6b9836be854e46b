#include "lab_attention.h"
#include "lab_copy.h"

#include <string.h>

#include "lab_gemm.h"
#include "rows.h"
#include "threads.h"

/// Queries and keys per tile.
enum { TILE = 64 };

ptrdiff_t lab_attention_scratch(
    ptrdiff_t queries, ptrdiff_t keys, ptrdiff_t dim, ptrdiff_t value_dim) {
  ptrdiff_t longest = (queries > keys ? queries : keys) + TILE;
  return lab_gemm_scratch(TILE, TILE, TILE) + 2 * TILE * TILE + 2 * TILE + queries
      + (longest + 3 * TILE) * (dim + value_dim);
}

/// C = scale·(A @ B), or C + that, in the precision that the head asks for.
static void multiply(
    const lab_attention_head *h, float scale, ptrdiff_t M, ptrdiff_t N, ptrdiff_t K,
    const float *A, ptrdiff_t a_row, ptrdiff_t a_column, const float *B, ptrdiff_t b_row,
    ptrdiff_t b_column, float *C, ptrdiff_t c_row, bool accumulate, float *scratch) {
  if (h->bf16) {
    lab_gemm_bf16(
        scale, M, N, K, A, a_row, a_column, B, b_row, b_column, C, c_row, accumulate, scratch);
  } else {
    lab_gemm(
        scale, M, N, K, A, a_row, a_column, B, b_row, b_column, C, c_row, accumulate, NULL, scratch);
  }
}

/// Adds the mask to the scores of queries i.. and keys j.., and hides later keys.
LAB_CLONES static void mask_scores(
    const lab_attention_head *h, ptrdiff_t i, ptrdiff_t rows, ptrdiff_t j, ptrdiff_t columns,
    float *scores) {
  for (ptrdiff_t r = 0; r < rows; r++, scores += TILE) {
    if (h->mask) {
      const float *mask = h->mask + (i + r) * h->mask_stride + j;
      LAB_VECTORIZE
      for (ptrdiff_t c = 0; c < columns; c++) scores[c] += mask[c];
    }
    if (h->causal) {
      ptrdiff_t first = i + r + 1 - j;
      for (ptrdiff_t c = first < 0 ? 0 : first; c < columns; c++) scores[c] = -INFINITY;
    }
  }
}

/// The scores of queries i.. and keys j.. in rows of TILE: scale·q kᵀ + mask.
static void scores_of(
    const lab_attention_head *h, const float *q, const float *turned_k, ptrdiff_t i, ptrdiff_t rows,
    ptrdiff_t j, ptrdiff_t columns, float *scores, float *scratch) {
  multiply(
      h, h->scale, rows, columns, h->dim, q, h->dim, 1, turned_k, TILE, 1, scores, TILE, false,
      scratch);
  if (h->mask || h->causal) mask_scores(h, i, rows, j, columns, scores);
}

/// Copies rows that are far apart in memory so that they are adjacent.
static void gather(
    ptrdiff_t rows, ptrdiff_t n, const float *from, ptrdiff_t stride, float *to) {
  lab_copy_f32(rows, n, from, stride, 1, to, n, 1);
}

/// At most TILE rows as columns of rows of TILE.
static void turn(ptrdiff_t rows, ptrdiff_t n, const float *from, ptrdiff_t stride, float *to) {
  lab_copy_f32(rows, n, from, stride, 1, to, 1, TILE);
}

/// Scores to weights relative to `shift`; returns their sum.
LAB_INLINE float weigh_row(ptrdiff_t n, float *scores, float shift) {
  LAB_FREE_SUMS
  float sum = 0;
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) {
    scores[i] = exp_weight(scores[i] - shift);
    sum += scores[i];
  }
  return sum;
}

/// Scores to weights relative to the largest so far, with the earlier sums and results rescaled to
/// match. Step by step for all rows at once: within one row, steps wait for each other.
LAB_CLONES static void weigh(
    ptrdiff_t rows, ptrdiff_t columns, float *scores, float *largest, float *sums, float *out,
    ptrdiff_t out_stride, ptrdiff_t value_dim, bool is_first) {
  float most[TILE], factors[TILE];
  for (ptrdiff_t r = 0; r < rows; r++) most[r] = row_max(columns, scores + r * TILE);
  LAB_VECTORIZE
  for (ptrdiff_t r = 0; r < rows; r++) {
    most[r] = most[r] < largest[r] ? largest[r] : most[r];
    // For a query that has seen no key yet, all weights are 0.
    float shift = most[r] == -INFINITY ? 0 : most[r];
    factors[r] = exp_weight(largest[r] - shift);
    largest[r] = most[r];
    most[r] = shift;
  }
  for (ptrdiff_t r = 0; r < rows; r++) {
    sums[r] = sums[r] * factors[r] + weigh_row(columns, scores + r * TILE, most[r]);
  }
  if (is_first) return;
  for (ptrdiff_t r = 0; r < rows; r++, out += out_stride) {
    if (factors[r] == 1) continue;
    for (ptrdiff_t d = 0; d < value_dim; d++) out[d] *= factors[r];
  }
}

/// Results divided by the sums of their weights.
LAB_CLONES static void finish_results(
    ptrdiff_t rows, const float *largest, const float *sums, float *out, ptrdiff_t out_stride,
    ptrdiff_t value_dim, float *log_sum_exp) {
  for (ptrdiff_t r = 0; r < rows; r++, out += out_stride) {
    float factor = sums[r] == 0 ? 0 : 1 / sums[r];
    for (ptrdiff_t d = 0; d < value_dim; d++) out[d] *= factor;
  }
  LAB_VECTORIZE
  for (ptrdiff_t r = 0; r < rows; r++) {
    log_sum_exp[r] = sums[r] == 0 ? -INFINITY : largest[r] + log_value(sums[r]);
  }
}

static void ask_for(const float *rows, ptrdiff_t stride, ptrdiff_t count, ptrdiff_t n) {
  for (ptrdiff_t r = 0; r < count; r++) lab_ask_for(rows + r * stride, n * (ptrdiff_t)sizeof *rows);
}

void lab_attention_ask_for(const lab_attention_head *h) {
  ask_for(h->q, h->q_stride, h->queries, h->dim);
  ask_for(h->k, h->k_stride, h->keys, h->dim);
  ask_for(h->v, h->v_stride, h->keys, h->value_dim);
}

void lab_attention(
    const lab_attention_head *h, ptrdiff_t begin, ptrdiff_t end, float *out,
    ptrdiff_t out_stride, float *log_sum_exp, float *scratch) {
  float *scores = scratch, *largest = scores + TILE * TILE, *sums = largest + TILE;
  float *q = sums + TILE, *turned_k = q + TILE * h->dim;
  ptrdiff_t seen = h->causal && end < h->keys ? end : h->keys;
  float *v = turned_k + (seen + TILE) * h->dim, *space = v + seen * h->value_dim;
  for (ptrdiff_t j = 0; j < seen; j += TILE) {
    ptrdiff_t columns = seen - j < TILE ? seen - j : TILE;
    turn(columns, h->dim, h->k + j * h->k_stride, h->k_stride, turned_k + j * h->dim);
  }
  gather(seen, h->value_dim, h->v, h->v_stride, v);
  for (ptrdiff_t i = begin; i < end; i += TILE) {
    if (lab_should_stop()) return;
    ptrdiff_t rows = end - i < TILE ? end - i : TILE;
    float *to = out + i * out_stride;
    for (ptrdiff_t r = 0; r < rows; r++) {
      largest[r] = -INFINITY;
      sums[r] = 0;
    }
    gather(rows, h->dim, h->q + i * h->q_stride, h->q_stride, q);
    ptrdiff_t keys = h->causal && i + rows < h->keys ? i + rows : h->keys;
    for (ptrdiff_t j = 0; j < keys; j += TILE) {
      ptrdiff_t columns = keys - j < TILE ? keys - j : TILE;
      scores_of(h, q, turned_k + j * h->dim, i, rows, j, columns, scores, space);
      weigh(rows, columns, scores, largest, sums, to, out_stride, h->value_dim, j == 0);
      multiply(
          h, 1, rows, h->value_dim, columns, scores, TILE, 1, v + j * h->value_dim, h->value_dim, 1,
          to, out_stride, j > 0, space);
    }
    if (keys == 0) {
      for (ptrdiff_t r = 0; r < rows; r++) {
        memset(to + r * out_stride, 0, (size_t)h->value_dim * sizeof *to);
      }
    }
    finish_results(rows, largest, sums, to, out_stride, h->value_dim, log_sum_exp + i);
  }
}

/// delta[i] = Σ out·dout of each query.
LAB_CLONES static void dots(
    ptrdiff_t rows, ptrdiff_t n, const float *a, ptrdiff_t a_stride, const float *b,
    ptrdiff_t b_stride, float *delta) {
  for (ptrdiff_t r = 0; r < rows; r++) delta[r] = row_dot(n, a + r * a_stride, b + r * b_stride);
}

/// Scores to weights, and the gradients of weights to those of scores.
LAB_CLONES static void slopes_of_scores(
    ptrdiff_t rows, ptrdiff_t columns, float scale, const float *log_sum_exp, const float *delta,
    float *scores, float *slopes) {
  for (ptrdiff_t r = 0; r < rows; r++, scores += TILE, slopes += TILE) {
    if (log_sum_exp[r] == -INFINITY) {
      memset(scores, 0, (size_t)columns * sizeof *scores);
      memset(slopes, 0, (size_t)columns * sizeof *slopes);
      continue;
    }
    LAB_VECTORIZE
    for (ptrdiff_t c = 0; c < columns; c++) {
      scores[c] = exp_weight(scores[c] - log_sum_exp[r]);
      slopes[c] = scores[c] * (slopes[c] - delta[r]) * scale;
    }
  }
}

static void clear(float *to, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t columns) {
  for (ptrdiff_t r = 0; r < rows; r++) {
    memset(to + r * stride, 0, (size_t)columns * sizeof *to);
  }
}

void lab_attention_gradient(
    const lab_attention_head *h, const float *out, ptrdiff_t out_stride,
    const float *log_sum_exp, const float *dout, ptrdiff_t dout_stride,
    const lab_attention_slopes *s, float *scratch) {
  float *scores = scratch, *slopes = scores + TILE * TILE, *delta = slopes + TILE * TILE;
  float *q = delta + h->queries, *dy = q + h->queries * h->dim;
  float *k = dy + h->queries * h->value_dim, *turned_k = k + TILE * h->dim;
  float *turned_v = turned_k + TILE * h->dim, *space = turned_v + TILE * h->value_dim;
  dots(h->queries, h->value_dim, out, out_stride, dout, dout_stride, delta);
  if (h->keys == 0) clear(s->dq, s->dq_stride, h->queries, h->dim);
  gather(h->queries, h->dim, h->q, h->q_stride, q);
  gather(h->queries, h->value_dim, dout, dout_stride, dy);
  for (ptrdiff_t j = 0; j < h->keys; j += TILE) {
    if (lab_should_stop()) return;
    ptrdiff_t columns = h->keys - j < TILE ? h->keys - j : TILE;
    float *dk = s->dk + j * s->dk_stride, *dv = s->dv + j * s->dv_stride;
    // j is a multiple of TILE: no earlier query sees any of these keys.
    ptrdiff_t first = h->causal ? j : 0;
    if (first >= h->queries) {
      clear(dk, s->dk_stride, columns, h->dim);
      clear(dv, s->dv_stride, columns, h->value_dim);
    }
    gather(columns, h->dim, h->k + j * h->k_stride, h->k_stride, k);
    turn(columns, h->dim, k, h->dim, turned_k);
    turn(columns, h->value_dim, h->v + j * h->v_stride, h->v_stride, turned_v);
    for (ptrdiff_t i = first; i < h->queries; i += TILE) {
      ptrdiff_t rows = h->queries - i < TILE ? h->queries - i : TILE;
      const float *slope = dy + i * h->value_dim, *x = q + i * h->dim;
      scores_of(h, x, turned_k, i, rows, j, columns, scores, space);
      multiply(
          h, 1, rows, columns, h->value_dim, slope, h->value_dim, 1, turned_v, TILE, 1, slopes, TILE,
          false, space);
      slopes_of_scores(rows, columns, h->scale, log_sum_exp + i, delta + i, scores, slopes);
      multiply(
          h, 1, columns, h->value_dim, rows, scores, 1, TILE, slope, h->value_dim, 1, dv,
          s->dv_stride, i > first, space);
      multiply(
          h, 1, columns, h->dim, rows, slopes, 1, TILE, x, h->dim, 1, dk, s->dk_stride, i > first,
          space);
      multiply(
          h, 1, rows, h->dim, columns, slopes, TILE, 1, k, h->dim, 1, s->dq + i * s->dq_stride,
          s->dq_stride, j > 0, space);
    }
  }
}
