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

LAB_INLINE double sum(ptrdiff_t n, const float *x) { SUM(x[i]) }

LAB_CLONES double lab_sum(ptrdiff_t n, const float *x) { return sum(n, x); }
LAB_CLONES double lab_sum_squared_deviations(ptrdiff_t n, const float *x, float mean) {
  SUM((x[i] - mean) * (x[i] - mean))
}

LAB_CLONES void lab_sum_rows(
    ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t row_stride, float *out) {
  for (ptrdiff_t i = 0; i < rows; i++) out[i] = (float)sum(columns, x + i * row_stride);
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
