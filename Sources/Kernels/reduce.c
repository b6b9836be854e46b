#include "lab_reduce.h"

#include "elementary.h"

/// Terms added in single precision before the sum moves to double.
enum { BLOCK = 4096 };

#define SUM(TERM) \
  double total = 0; \
  for (ptrdiff_t begin = 0; begin < n; begin += BLOCK) { \
    LAB_FREE_SUMS \
    ptrdiff_t end = n - begin < BLOCK ? n : begin + BLOCK; \
    float part = 0; \
    for (ptrdiff_t i = begin; i < end; i++) part += TERM; \
    total += (double)part; \
  } \
  return total;

LAB_CLONES double lab_sum(ptrdiff_t n, const float *x) { SUM(x[i]) }
LAB_CLONES double lab_sum_squared_deviations(ptrdiff_t n, const float *x, float mean) {
  SUM((x[i] - mean) * (x[i] - mean))
}

LAB_CLONES int64_t lab_count_nonzero_u8(ptrdiff_t n, const uint8_t *x) {
  int64_t total = 0;
  for (ptrdiff_t i = 0; i < n; i++) total += x[i] != 0;
  return total;
}

/// An integer that orders as the float does, with −0 = 0 and NaN above everything.
LAB_INLINE int32_t order_key(float x) {
  uint32_t bits = bits_of(x);
  uint32_t magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u) return INT32_MAX;
  return (bits >> 31) ? -(int32_t)magnitude : (int32_t)magnitude;
}

LAB_INLINE ptrdiff_t arg_best(ptrdiff_t n, const float *x, bool minimum) {
  // The best key first, by vectors; then its first position.
  float sign = minimum ? -1.0f : 1.0f;
  int32_t best = INT32_MIN;
  for (ptrdiff_t i = 0; i < n; i++) {
    int32_t key = order_key(sign * x[i]);
    best = key > best ? key : best;
  }
  for (ptrdiff_t i = 0; i < n; i++) {
    if (order_key(sign * x[i]) == best) return i;
  }
  return 0;
}

LAB_CLONES ptrdiff_t lab_argmax(ptrdiff_t n, const float *x) { return arg_best(n, x, false); }
LAB_CLONES ptrdiff_t lab_argmin(ptrdiff_t n, const float *x) { return arg_best(n, x, true); }

void lab_sum_rows(
    ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t row_stride, float *out) {
  for (ptrdiff_t i = 0; i < rows; i++) out[i] = (float)lab_sum(columns, x + i * row_stride);
}

/// Rows added to a column's sum at a time.
enum { ROWS = 8 };

LAB_CLONES void lab_sum_columns(
    ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t row_stride, float *out,
    bool accumulate) {
  if (!accumulate) {
    for (ptrdiff_t j = 0; j < columns; j++) out[j] = 0;
  }
  ptrdiff_t i = 0;
  for (; i + ROWS <= rows; i += ROWS) {
    const float *p = x + i * row_stride;
    const float *q = p + 4 * row_stride;
    LAB_VECTORIZE
    for (ptrdiff_t j = 0; j < columns; j++) {
      float upper = (p[j] + p[j + row_stride]) + (p[j + 2 * row_stride] + p[j + 3 * row_stride]);
      float lower = (q[j] + q[j + row_stride]) + (q[j + 2 * row_stride] + q[j + 3 * row_stride]);
      out[j] += upper + lower;
    }
  }
  for (; i < rows; i++) {
    LAB_VECTORIZE
    for (ptrdiff_t j = 0; j < columns; j++) out[j] += x[i * row_stride + j];
  }
}
