#pragma once
#include "elementary.h"

// Sums and maxima along one row.

/// Floats side by side, all compared at once.
typedef float lanes __attribute__((ext_vector_type(8)));

/// The largest element; −∞ for an empty row; a NaN may be returned or ignored.
LAB_INLINE float row_max(ptrdiff_t n, const float *x) {
  enum { WIDTH = sizeof(lanes) / sizeof *x };
  lanes even = -INFINITY, odd = even, part;
  ptrdiff_t i = 0;
  for (; i + 2 * WIDTH <= n; i += 2 * WIDTH) {
    memcpy(&part, x + i, sizeof part);
    even = part > even ? part : even;
    memcpy(&part, x + i + WIDTH, sizeof part);
    odd = part > odd ? part : odd;
  }
  even = even > odd ? even : odd;
  float best = -INFINITY;
  for (; i < n; i++) best = x[i] > best ? x[i] : best;
  for (int lane = 0; lane < WIDTH; lane++) best = even[lane] > best ? even[lane] : best;
  return best;
}

LAB_INLINE float row_sum(ptrdiff_t n, const float *x) {
  LAB_FREE_SUMS
  float sum = 0;
  for (ptrdiff_t i = 0; i < n; i++) sum += x[i];
  return sum;
}

LAB_INLINE float row_dot(ptrdiff_t n, const float *x, const float *y) {
  LAB_FREE_SUMS
  float sum = 0;
  for (ptrdiff_t i = 0; i < n; i++) sum += x[i] * y[i];
  return sum;
}

/// Σ exp(x − shift).
LAB_INLINE float row_exp_sum(ptrdiff_t n, const float *x, float shift) {
  LAB_FREE_SUMS
  float sum = 0;
  for (ptrdiff_t i = 0; i < n; i++) sum += exp_weight(x[i] - shift);
  return sum;
}

/// y = exp(x − shift); returns its sum. In place allowed.
LAB_INLINE float row_exp(ptrdiff_t n, const float *x, float shift, float *y) {
  LAB_FREE_SUMS
  float sum = 0;
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) {
    float e = exp_value(x[i] - shift);
    y[i] = e;
    sum += e;
  }
  return sum;
}
