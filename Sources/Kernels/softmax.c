#include "lab_softmax.h"
#include "lab_reduce.h"
#include "math.h"

/// y = e^(x − shift).
LAB_CLONES static void shifted_exp(ptrdiff_t n, const float *x, float shift, float *y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = lab_expf(x[i] - shift);
}

LAB_CLONES static double sum_of_exp(ptrdiff_t n, const float *x, float shift) {
  float part[256];
  double total = 0;
  for (ptrdiff_t begin = 0; begin < n; begin += 256) {
    ptrdiff_t count = n - begin < 256 ? n - begin : 256;
    for (ptrdiff_t i = 0; i < count; i++) part[i] = lab_expf(x[begin + i] - shift);
    total += lab_sum(count, part);
  }
  return total;
}

/// The row's largest value. A row of −∞ gives NaN, as in PyTorch.
static float row_shift(ptrdiff_t n, const float *x) { return lab_max(n, x); }

void lab_softmax(ptrdiff_t rows, ptrdiff_t columns, const float *x, float *y) {
  if (columns == 0) return;
  for (ptrdiff_t i = 0; i < rows; i++, x += columns, y += columns) {
    shifted_exp(columns, x, row_shift(columns, x), y);
    float scale = (float)(1.0 / lab_sum(columns, y));
    for (ptrdiff_t j = 0; j < columns; j++) y[j] *= scale;
  }
}

void lab_log_softmax(ptrdiff_t rows, ptrdiff_t columns, const float *x, float *y) {
  if (columns == 0) return;
  for (ptrdiff_t i = 0; i < rows; i++, x += columns, y += columns) {
    float shift = row_shift(columns, x);
    float log_sum = (float)log(sum_of_exp(columns, x, shift));
    for (ptrdiff_t j = 0; j < columns; j++) y[j] = (x[j] - shift) - log_sum;
  }
}

LAB_CLONES void lab_softmax_gradient(
    ptrdiff_t rows, ptrdiff_t columns, const float *y, const float *dy, float *dx,
    bool accumulate) {
  float keep = accumulate ? 1.0f : 0.0f;
  for (ptrdiff_t i = 0; i < rows; i++, y += columns, dy += columns, dx += columns) {
    float mean = (float)lab_dot(columns, y, dy);
    for (ptrdiff_t j = 0; j < columns; j++) {
      float slope = y[j] * (dy[j] - mean);
      dx[j] = keep != 0.0f ? dx[j] + slope : slope;
    }
  }
}

LAB_CLONES void lab_log_softmax_gradient(
    ptrdiff_t rows, ptrdiff_t columns, const float *y, const float *dy, float *dx,
    bool accumulate) {
  float keep = accumulate ? 1.0f : 0.0f;
  for (ptrdiff_t i = 0; i < rows; i++, y += columns, dy += columns, dx += columns) {
    float total = (float)lab_sum(columns, dy);
    for (ptrdiff_t j = 0; j < columns; j++) {
      float slope = dy[j] - lab_expf(y[j]) * total;
      dx[j] = keep != 0.0f ? dx[j] + slope : slope;
    }
  }
}

void lab_cross_entropy(
    ptrdiff_t rows, ptrdiff_t columns, const float *logits, const int64_t *targets,
    float smoothing, float *losses, float *log_sum_exp) {
  for (ptrdiff_t i = 0; i < rows; i++, logits += columns) {
    float shift = row_shift(columns, logits);
    float log_sum = shift + (float)log(sum_of_exp(columns, logits, shift));
    log_sum_exp[i] = log_sum;
    if (targets[i] < 0) {
      losses[i] = 0;
      continue;
    }
    float loss = log_sum - logits[targets[i]];
    if (smoothing > 0) {
      float mean = log_sum - (float)(lab_sum(columns, logits) / (double)columns);
      loss = (1.0f - smoothing) * loss + smoothing * mean;
    }
    losses[i] = loss;
  }
}

LAB_CLONES void lab_cross_entropy_gradient(
    ptrdiff_t rows, ptrdiff_t columns, const float *logits, const int64_t *targets,
    float smoothing, const float *log_sum_exp, float scale, float *dlogits, bool accumulate) {
  float keep = accumulate ? 1.0f : 0.0f;
  float share = smoothing / (float)(columns > 0 ? columns : 1);
  for (ptrdiff_t i = 0; i < rows; i++, logits += columns, dlogits += columns) {
    float weight = targets[i] < 0 ? 0.0f : scale;
    for (ptrdiff_t j = 0; j < columns; j++) {
      float slope = weight * (lab_expf(logits[j] - log_sum_exp[i]) - share);
      dlogits[j] = keep != 0.0f ? dlogits[j] + slope : slope;
    }
    if (targets[i] >= 0) dlogits[targets[i]] -= weight * (1.0f - smoothing);
  }
}
