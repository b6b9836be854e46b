#include "lab_normalization.h"
#include "lab_reduce.h"
#include "rows.h"

/// Channels summed side by side when L = 1: their sums stay in the first-level cache.
enum { STRIP = 64 };

LAB_INLINE ptrdiff_t smaller(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }

LAB_CLONES static void column_statistics(
    ptrdiff_t N, ptrdiff_t C, ptrdiff_t begin, ptrdiff_t end, const float *x, float *mean,
    float *variance) {
  for (ptrdiff_t c = begin; c < end; c += STRIP) {
    ptrdiff_t width = smaller(STRIP, end - c);
    float sum[STRIP] = {0}, squares[STRIP] = {0};
    for (ptrdiff_t n = 0; n < N; n++) {
      for (ptrdiff_t j = 0; j < width; j++) sum[j] += x[n * C + c + j];
    }
    for (ptrdiff_t j = 0; j < width; j++) sum[j] /= (float)N;
    for (ptrdiff_t n = 0; n < N; n++) {
      for (ptrdiff_t j = 0; j < width; j++) {
        float d = x[n * C + c + j] - sum[j];
        squares[j] += d * d;
      }
    }
    for (ptrdiff_t j = 0; j < width; j++) {
      mean[c + j] = sum[j];
      variance[c + j] = squares[j] / (float)N;
    }
  }
}

void lab_batch_norm_statistics(
    ptrdiff_t N, ptrdiff_t C, ptrdiff_t L, ptrdiff_t begin, ptrdiff_t end, const float *x,
    float *mean, float *variance) {
  if (L == 1) {
    column_statistics(N, C, begin, end, x, mean, variance);
    return;
  }
  for (ptrdiff_t c = begin; c < end; c++) {
    double sum = 0, squares = 0, count = (double)N * (double)L;
    for (ptrdiff_t n = 0; n < N; n++) sum += lab_sum(L, x + (n * C + c) * L);
    float m = (float)(sum / count);
    for (ptrdiff_t n = 0; n < N; n++) {
      squares += lab_sum_squared_deviations(L, x + (n * C + c) * L, m);
    }
    mean[c] = m;
    variance[c] = (float)(squares / count);
  }
}

LAB_CLONES void lab_batch_norm(
    ptrdiff_t C, ptrdiff_t L, ptrdiff_t begin, ptrdiff_t end, const float *x, const float *mean,
    const float *rstd, const float *gamma, const float *beta, float *y) {
  for (ptrdiff_t n = begin; n < end; n++) {
    const float *p = x + n * C * L;
    float *q = y + n * C * L;
    if (L == 1 && gamma && beta) {
      LAB_VECTORIZE
      for (ptrdiff_t c = 0; c < C; c++) q[c] = (p[c] - mean[c]) * (rstd[c] * gamma[c]) + beta[c];
      continue;
    }
    if (L == 1 && !gamma && !beta) {
      LAB_VECTORIZE
      for (ptrdiff_t c = 0; c < C; c++) q[c] = (p[c] - mean[c]) * rstd[c] + 0.0f;
      continue;
    }
    for (ptrdiff_t c = 0; c < C; c++) {
      float m = mean[c], scale = gamma ? rstd[c] * gamma[c] : rstd[c], shift = beta ? beta[c] : 0;
      LAB_VECTORIZE
      for (ptrdiff_t l = 0; l < L; l++) q[c * L + l] = (p[c * L + l] - m) * scale + shift;
    }
  }
}

LAB_INLINE void run_gradient_sums(
    ptrdiff_t n, const float *x, const float *dy, float m, float *sum, float *dot) {
  LAB_FREE_SUMS
  float s = 0, d = 0;
  for (ptrdiff_t i = 0; i < n; i++) {
    s += dy[i];
    d += dy[i] * (x[i] - m);
  }
  *sum = s;
  *dot = d;
}

LAB_CLONES void lab_batch_norm_gradient_sums(
    ptrdiff_t N, ptrdiff_t C, ptrdiff_t L, ptrdiff_t begin, ptrdiff_t end, const float *x,
    const float *dy, const float *mean, const float *rstd, float *dgamma, float *dbeta) {
  if (L == 1) {
    for (ptrdiff_t c = begin; c < end; c += STRIP) {
      ptrdiff_t width = smaller(STRIP, end - c);
      float sum[STRIP] = {0}, dot[STRIP] = {0}, m[STRIP];
      for (ptrdiff_t j = 0; j < width; j++) m[j] = mean[c + j];
      for (ptrdiff_t n = 0; n < N; n++) {
        const float *p = x + n * C + c, *d = dy + n * C + c;
        for (ptrdiff_t j = 0; j < width; j++) {
          sum[j] += d[j];
          dot[j] += d[j] * (p[j] - m[j]);
        }
      }
      for (ptrdiff_t j = 0; j < width; j++) {
        dbeta[c + j] = sum[j];
        dgamma[c + j] = dot[j] * rstd[c + j];
      }
    }
    return;
  }
  for (ptrdiff_t c = begin; c < end; c++) {
    double total = 0, dots = 0;
    for (ptrdiff_t n = 0; n < N; n++) {
      float sum, dot;
      ptrdiff_t offset = (n * C + c) * L;
      run_gradient_sums(L, x + offset, dy + offset, mean[c], &sum, &dot);
      total += (double)sum;
      dots += (double)dot;
    }
    dbeta[c] = (float)total;
    dgamma[c] = (float)dots * rstd[c];
  }
}

/// One channel's dx = dy·scale − shift − (x − mean)·slope, with its own coefficients.
LAB_CLONES void lab_batch_norm_gradient(
    ptrdiff_t C, ptrdiff_t L, ptrdiff_t begin, ptrdiff_t end, ptrdiff_t count, bool training,
    const float *x, const float *dy, const float *mean, const float *rstd, const float *gamma,
    const float *dgamma, const float *dbeta, float *dx, bool accumulate) {
  float share = training ? 1.0f / (float)count : 0.0f;
  for (ptrdiff_t first = 0; first < C; first += STRIP) {
    ptrdiff_t width = smaller(STRIP, C - first);
    float m[STRIP], scale[STRIP], shift[STRIP], slope[STRIP];
    for (ptrdiff_t j = 0; j < width; j++) {
      ptrdiff_t c = first + j;
      m[j] = mean[c];
      scale[j] = gamma ? rstd[c] * gamma[c] : rstd[c];
      shift[j] = scale[j] * dbeta[c] * share;
      slope[j] = scale[j] * rstd[c] * dgamma[c] * share;
    }
    for (ptrdiff_t n = begin; n < end; n++) {
      ptrdiff_t offset = (n * C + first) * L;
      const float *p = x + offset, *g = dy + offset;
      float *d = dx + offset;
#define PULL(I, J) (g[I] * scale[J] - shift[J] - (p[I] - m[J]) * slope[J])
      if (L == 1 && accumulate) {
        LAB_VECTORIZE
        for (ptrdiff_t j = 0; j < width; j++) d[j] += PULL(j, j);
      } else if (L == 1) {
        LAB_VECTORIZE
        for (ptrdiff_t j = 0; j < width; j++) d[j] = PULL(j, j);
      } else {
        for (ptrdiff_t j = 0; j < width; j++, p += L, g += L, d += L) {
          if (accumulate) {
            LAB_VECTORIZE
            for (ptrdiff_t l = 0; l < L; l++) d[l] += PULL(l, j);
          } else {
            LAB_VECTORIZE
            for (ptrdiff_t l = 0; l < L; l++) d[l] = PULL(l, j);
          }
        }
      }
#undef PULL
    }
  }
}
