#include "lab_vector.h"

#include "rows.h"

/// Rows of the matrix in one pass over the vector.
enum { TOGETHER = 4 };

LAB_CLONES void lab_add_combined_rows(
    ptrdiff_t n, ptrdiff_t m, const float *a, ptrdiff_t row_stride, const float *x, float *y) {
  ptrdiff_t j = 0;
  for (; j + TOGETHER <= n; j += TOGETHER) {
    const float *p = a + j * row_stride;
    float f = x[j], g = x[j + 1], h = x[j + 2], k = x[j + 3];
    LAB_VECTORIZE
    for (ptrdiff_t i = 0; i < m; i++) {
      y[i] += (f * p[i] + g * p[i + row_stride])
          + (h * p[i + 2 * row_stride] + k * p[i + 3 * row_stride]);
    }
  }
  for (; j < n; j++) {
    float f = x[j];
    LAB_VECTORIZE
    for (ptrdiff_t i = 0; i < m; i++) y[i] += f * a[j * row_stride + i];
  }
}

LAB_CLONES void lab_add_row_products(
    ptrdiff_t n, ptrdiff_t m, float scale, const float *a, ptrdiff_t row_stride, const float *x,
    float *y) {
  for (ptrdiff_t j = 0; j < n; j++) y[j] += scale * row_dot(m, a + j * row_stride, x);
}

LAB_CLONES void lab_add_outer(
    ptrdiff_t n, ptrdiff_t m, float *a, ptrdiff_t row_stride, const float *x, const float *y) {
  for (ptrdiff_t j = 0; j < n; j++) {
    float f = y[j];
    float *row = a + j * row_stride;
    LAB_VECTORIZE
    for (ptrdiff_t i = 0; i < m; i++) row[i] += f * x[i];
  }
}
