#include "lab_reflectors.h"

#include "panel.h"

/// Squares up to this are what rounding left: no float's is so small. Smaller yet, they would lose digits.
static const double NOTHING = 1e-100;

_Static_assert(LAB_PANEL == PANEL, "a row of a panel is two vectors");

/// Applies the reflector of column j to the rows below it, each minus its element of v times `weights`,
/// which are 0 up to that column, and leaves v in the column; sums[c] = the products of the next
/// column with column c, from its own diagonal down.
///
/// One pass does both, since a panel is larger than the first cache.
LAB_INLINE void reflect_rows(
    ptrdiff_t rows, double *row, ptrdiff_t j, double scale, const double *weights, double *sums) {
  panel_row taken = load_row(weights), total = {0};
  ptrdiff_t next = j + 1 < PANEL ? j + 1 : j;
  for (ptrdiff_t i = 0; i < rows; i++, row += PANEL) {
    double x = row[j] * scale, y = row[next] - x * weights[next];
    panel_row now = subtract(load_row(row), x, taken);
    store_row(row, now);
    row[j] = x;
    // The first row is that of the next diagonal.
    if (i > 0) total = subtract(total, -y, now);
  }
  store_row(sums, total);
  // These were added up before they became v.
  sums[j] *= scale;
}

LAB_CLONES void lab_reflect_panel(
    ptrdiff_t rows, ptrdiff_t columns, float *a, ptrdiff_t a_stride, float *v, ptrdiff_t v_stride,
    float *t, double *scratch) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    for (ptrdiff_t c = 0; c < PANEL; c++) {
      scratch[i * PANEL + c] = c < columns ? (double)a[i * a_stride + c] : 0;
    }
  }
  double sums[PANEL], factors[PANEL][PANEL] = {0};
  panel_row total = {0};
  for (ptrdiff_t i = 1; i < rows; i++) {
    total = subtract(total, -scratch[i * PANEL], load_row(scratch + i * PANEL));
  }
  store_row(sums, total);
  for (ptrdiff_t j = 0; j < columns; j++) {
    double *top = scratch + j * PANEL;
    double alpha = top[j], beta = alpha, tau = 0, scale = 0;
    if (sums[j] > NOTHING) {
      beta = sqrt(alpha * alpha + sums[j]);
      beta = alpha < 0 ? beta : -beta;
      tau = (beta - alpha) / beta;
      scale = 1 / (alpha - beta);
    }
    double weights[PANEL] = {0};
    for (ptrdiff_t c = j + 1; c < columns; c++) {
      weights[c] = tau * (top[c] + scale * sums[c]);
      top[c] -= weights[c];
    }
    for (ptrdiff_t r = 0; r < j; r++) {
      double sum = 0;
      for (ptrdiff_t c = r; c < j; c++) sum += factors[r][c] * (top[c] + scale * sums[c]);
      factors[r][j] = -tau * sum;
    }
    factors[j][j] = tau;
    top[j] = beta;
    reflect_rows(rows - j - 1, top + PANEL, j, scale, weights, sums);
  }
  for (ptrdiff_t i = 0; i < rows; i++) {
    for (ptrdiff_t c = 0; c < columns; c++) {
      float x = (float)scratch[i * PANEL + c];
      a[i * a_stride + c] = i <= c ? x : 0;
      v[i * v_stride + c] = i < c ? 0 : i == c ? 1 : x;
    }
  }
  for (ptrdiff_t r = 0; r < columns; r++) {
    for (ptrdiff_t c = 0; c < PANEL; c++) t[r * PANEL + c] = (float)factors[r][c];
  }
}
