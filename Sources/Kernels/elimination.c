#include "lab_elimination.h"

#include "panel.h"

/// Rows and columns of a tile of the product, whose sums are registers.
enum { DOWN = 4, ACROSS = 16 };

/// c −= a b for DOWN rows and ACROSS columns.
LAB_INLINE void subtract_tile(
    const int rows, ptrdiff_t depth, const double *a, ptrdiff_t a_stride, const double *b,
    ptrdiff_t b_stride, double *c, ptrdiff_t c_stride) {
  doubles left[DOWN], right[DOWN];
#define EACH _Pragma("clang loop unroll(full)") for (int i = 0; i < rows; i++)
  EACH {
    memcpy(&left[i], c + i * c_stride, sizeof left[i]);
    memcpy(&right[i], c + i * c_stride + 8, sizeof right[i]);
  }
  for (ptrdiff_t k = 0; k < depth; k++, b += b_stride) {
    doubles p, q;
    memcpy(&p, b, sizeof p);
    memcpy(&q, b + 8, sizeof q);
    EACH {
      double factor = a[i * a_stride + k];
      left[i] -= factor * p;
      right[i] -= factor * q;
    }
  }
  EACH {
    memcpy(c + i * c_stride, &left[i], sizeof left[i]);
    memcpy(c + i * c_stride + 8, &right[i], sizeof right[i]);
  }
#undef EACH
}

LAB_CLONES void lab_subtract_product_f64(
    ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth, const double *a, ptrdiff_t a_stride,
    const double *b, ptrdiff_t b_stride, double *c, ptrdiff_t c_stride) {
  ptrdiff_t j = 0;
  for (; j + ACROSS <= columns; j += ACROSS) {
    ptrdiff_t i = 0;
    for (; i + DOWN <= rows; i += DOWN) {
      subtract_tile(
          DOWN, depth, a + i * a_stride, a_stride, b + j, b_stride, c + i * c_stride + j, c_stride);
    }
    for (; i < rows; i++) {
      subtract_tile(
          1, depth, a + i * a_stride, a_stride, b + j, b_stride, c + i * c_stride + j, c_stride);
    }
  }
  if (j == columns) return;
  for (ptrdiff_t i = 0; i < rows; i++) {
    double *row = c + i * c_stride;
    for (ptrdiff_t k = 0; k < depth; k++) {
      double factor = a[i * a_stride + k];
      const double *p = b + k * b_stride;
      for (ptrdiff_t l = j; l < columns; l++) row[l] -= factor * p[l];
    }
  }
}

LAB_CLONES void lab_swap_f64(ptrdiff_t n, double *a, double *b) {
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) {
    double kept = a[i];
    a[i] = b[i];
    b[i] = kept;
  }
}

/// The row of the largest element of a column from row k on.
LAB_INLINE ptrdiff_t largest_of(ptrdiff_t rows, const double *panel, ptrdiff_t k) {
  ptrdiff_t best = k;
  double largest = fabs(panel[k * PANEL + k]);
  for (ptrdiff_t i = k + 1; i < rows; i++) {
    double size = fabs(panel[i * PANEL + k]);
    best = size > largest ? i : best;
    largest = size > largest ? size : largest;
  }
  return best;
}

LAB_CLONES void lab_factor_panel_f64(
    ptrdiff_t rows, ptrdiff_t columns, double *a, ptrdiff_t stride, int64_t *pivots,
    double *scratch) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    for (ptrdiff_t c = 0; c < PANEL; c++) {
      scratch[i * PANEL + c] = c < columns ? a[i * stride + c] : 0;
    }
  }
  for (ptrdiff_t k = 0; k < columns; k++) {
    ptrdiff_t best = largest_of(rows, scratch, k);
    pivots[k] = best;
    double *top = scratch + k * PANEL, *other = scratch + best * PANEL, pivot = other[k];
    if (pivot == 0) continue;
    panel_row pivots_row = load_row(other);
    store_row(other, load_row(top));
    store_row(top, pivots_row);
    // What is left of the pivot stays.
    double kept[PANEL] = {0};
    for (ptrdiff_t c = k + 1; c < columns; c++) kept[c] = top[c];
    panel_row taken = load_row(kept);
    for (ptrdiff_t i = k + 1; i < rows; i++) {
      double *row = scratch + i * PANEL, factor = row[k] / pivot;
      store_row(row, subtract(load_row(row), factor, taken));
      row[k] = factor;
    }
  }
  for (ptrdiff_t i = 0; i < rows; i++) {
    for (ptrdiff_t c = 0; c < columns; c++) a[i * stride + c] = scratch[i * PANEL + c];
  }
}
