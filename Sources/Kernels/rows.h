#pragma once
#include "elementary.h"

// Sums and maxima along one row.

/// The largest element; −∞ for an empty row; NaN or ignored where there is a NaN.
LAB_INLINE float row_max(ptrdiff_t n, const float *x) {
  // As integers in the order of the floats, so that it vectorises.
  int32_t best = INT32_MIN;
  for (ptrdiff_t i = 0; i < n; i++) {
    int32_t bits = (int32_t)bits_of(x[i]);
    int32_t key = bits ^ ((bits >> 31) & 0x7fffffff);
    best = key > best ? key : best;
  }
  return n == 0 ? -INFINITY : float_of((uint32_t)(best ^ ((best >> 31) & 0x7fffffff)));
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
  for (ptrdiff_t i = 0; i < n; i++) sum += exp_value(x[i] - shift);
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
