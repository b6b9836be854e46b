#include "lab_normalization.h"
#include "rows.h"

LAB_INLINE float squared_deviations(ptrdiff_t n, const float *x, float mean) {
  LAB_FREE_SUMS
  float sum = 0;
  for (ptrdiff_t i = 0; i < n; i++) sum += (x[i] - mean) * (x[i] - mean);
  return sum;
}

/// 1 / √(variance + eps) and the mean, where squares exceed the range of a float.
static float wide_rstd(ptrdiff_t n, const float *x, float eps, float *mean) {
  double sum = 0, squares = 0;
  for (ptrdiff_t i = 0; i < n; i++) sum += (double)x[i];
  double m = sum / (double)n;
  for (ptrdiff_t i = 0; i < n; i++) squares += ((double)x[i] - m) * ((double)x[i] - m);
  *mean = (float)m;
  return (float)(1.0 / sqrt(squares / (double)n + (double)eps));
}

LAB_CLONES void lab_layer_norm(
    ptrdiff_t rows, ptrdiff_t columns, const float *x, const float *gamma, const float *beta,
    float eps, float *y, float *mean, float *rstd) {
  for (ptrdiff_t i = 0; i < rows; i++, x += columns, y += columns) {
    float m = row_sum(columns, x) / (float)columns;
    float r = 1.0f / sqrtf(squared_deviations(columns, x, m) / (float)columns + eps);
    if (!(r > 0)) r = wide_rstd(columns, x, eps, &m);
    mean[i] = m;
    rstd[i] = r;
    if (gamma && beta) {
      LAB_VECTORIZE
      for (ptrdiff_t j = 0; j < columns; j++) y[j] = (x[j] - m) * r * gamma[j] + beta[j];
    } else if (gamma) {
      LAB_VECTORIZE
      for (ptrdiff_t j = 0; j < columns; j++) y[j] = (x[j] - m) * r * gamma[j];
    } else if (beta) {
      LAB_VECTORIZE
      for (ptrdiff_t j = 0; j < columns; j++) y[j] = (x[j] - m) * r + beta[j];
    } else {
      LAB_VECTORIZE
      for (ptrdiff_t j = 0; j < columns; j++) y[j] = (x[j] - m) * r;
    }
  }
}

/// Σ g and Σ g·x̂ of one row, g = dy·gamma.
LAB_INLINE void row_gradient_sums(
    ptrdiff_t n, const float *x, const float *gamma, float m, float r, const float *dy,
    float *sum, float *dot) {
  LAB_FREE_SUMS
  float s = 0, d = 0;
  if (gamma) {
    for (ptrdiff_t j = 0; j < n; j++) {
      float g = dy[j] * gamma[j];
      s += g;
      d += g * ((x[j] - m) * r);
    }
  } else {
    for (ptrdiff_t j = 0; j < n; j++) {
      s += dy[j];
      d += dy[j] * ((x[j] - m) * r);
    }
  }
  *sum = s;
  *dot = d;
}

// dx = rstd·(g − mean(g) − x̂·mean(g·x̂)).
LAB_CLONES void lab_layer_norm_gradient(
    ptrdiff_t rows, ptrdiff_t columns, const float *x, const float *gamma, const float *mean,
    const float *rstd, const float *dy, float *dx, bool accumulate, float *dgamma, float *dbeta) {
  for (ptrdiff_t i = 0; i < rows; i++, x += columns, dy += columns) {
    float m = mean[i], r = rstd[i];
    if (dgamma) {
      LAB_VECTORIZE
      for (ptrdiff_t j = 0; j < columns; j++) dgamma[j] += dy[j] * ((x[j] - m) * r);
    }
    if (dbeta) {
      LAB_VECTORIZE
      for (ptrdiff_t j = 0; j < columns; j++) dbeta[j] += dy[j];
    }
    if (!dx) continue;
    float sum, dot;
    row_gradient_sums(columns, x, gamma, m, r, dy, &sum, &dot);
    float shift = r * sum / (float)columns, slope = r * dot / (float)columns;
    float *d = dx + i * columns;
#define PULL(ASSIGN, G) \
  LAB_VECTORIZE \
  for (ptrdiff_t j = 0; j < columns; j++) d[j] ASSIGN r * G - shift - (x[j] - m) * r * slope;
    if (gamma && accumulate) {
      PULL(+=, (dy[j] * gamma[j]))
    } else if (gamma) {
      PULL(=, (dy[j] * gamma[j]))
    } else if (accumulate) {
      PULL(+=, dy[j])
    } else {
      PULL(=, dy[j])
    }
#undef PULL
  }
}
