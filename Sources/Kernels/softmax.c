#include "lab_softmax.h"

#include "rows.h"

LAB_CLONES void lab_softmax(ptrdiff_t rows, ptrdiff_t columns, const float *x, float *y) {
  for (ptrdiff_t i = 0; i < rows; i++, x += columns, y += columns) {
    float scale = 1.0f / row_exp(columns, x, row_max(columns, x), y);
    for (ptrdiff_t j = 0; j < columns; j++) y[j] *= scale;
  }
}

LAB_CLONES void lab_log_softmax(ptrdiff_t rows, ptrdiff_t columns, const float *x, float *y) {
  for (ptrdiff_t i = 0; i < rows; i++, x += columns, y += columns) {
    float largest = row_max(columns, x);
    float log_sum = log_value(row_exp_sum(columns, x, largest));
    LAB_VECTORIZE
    for (ptrdiff_t j = 0; j < columns; j++) y[j] = (x[j] - largest) - log_sum;
  }
}

// dx = y·(dy − Σ y·dy).
LAB_CLONES void lab_softmax_gradient(
    ptrdiff_t rows, ptrdiff_t columns, const float *y, const float *dy, float *dx,
    bool accumulate) {
  for (ptrdiff_t i = 0; i < rows; i++, y += columns, dy += columns, dx += columns) {
    float dot = row_dot(columns, y, dy);
    if (accumulate) {
      LAB_VECTORIZE
      for (ptrdiff_t j = 0; j < columns; j++) dx[j] += y[j] * (dy[j] - dot);
    } else {
      LAB_VECTORIZE
      for (ptrdiff_t j = 0; j < columns; j++) dx[j] = y[j] * (dy[j] - dot);
    }
  }
}

// dx = dy − exp(y)·Σ dy.
LAB_CLONES void lab_log_softmax_gradient(
    ptrdiff_t rows, ptrdiff_t columns, const float *y, const float *dy, float *dx,
    bool accumulate) {
  for (ptrdiff_t i = 0; i < rows; i++, y += columns, dy += columns, dx += columns) {
    float sum = row_sum(columns, dy);
    if (accumulate) {
      LAB_VECTORIZE
      for (ptrdiff_t j = 0; j < columns; j++) dx[j] += dy[j] - exp_value(y[j]) * sum;
    } else {
      LAB_VECTORIZE
      for (ptrdiff_t j = 0; j < columns; j++) dx[j] = dy[j] - exp_value(y[j]) * sum;
    }
  }
}

LAB_CLONES void lab_cross_entropy(
    ptrdiff_t rows, ptrdiff_t columns, const float *logits, const int64_t *targets,
    float smoothing, float *losses, float *log_sum_exp) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    const float *row = logits + i * columns;
    float largest = row_max(columns, row);
    float log_sum = log_value(row_exp_sum(columns, row, largest));
    log_sum_exp[i] = largest + log_sum;
    if (targets[i] < 0) {
      losses[i] = 0;
      continue;
    }
    float loss = (largest - row[targets[i]]) + log_sum;
    if (smoothing != 0) {
      float uniform = (largest - row_sum(columns, row) / (float)columns) + log_sum;
      loss = (1 - smoothing) * loss + smoothing * uniform;
    }
    losses[i] = loss;
  }
}

LAB_CLONES void lab_cross_entropy_gradient(
    ptrdiff_t rows, ptrdiff_t columns, const float *logits, const int64_t *targets,
    float smoothing, const float *log_sum_exp, float scale, float *dlogits, bool accumulate) {
  float everywhere = columns > 0 ? smoothing / (float)columns : 0;
  for (ptrdiff_t i = 0; i < rows; i++) {
    const float *row = logits + i * columns;
    float *d = dlogits + i * columns;
    if (!accumulate) memset(d, 0, (size_t)columns * sizeof *d);
    if (targets[i] < 0) continue;
    // Added to a large number, the logarithm loses its digits; kept apart, the two do not.
    float largest = log_sum_exp[i], log_sum = 0;
    if (!(fabsf(largest) < 64)) {
      largest = row_max(columns, row);
      log_sum = log_value(row_exp_sum(columns, row, largest));
    }
    LAB_VECTORIZE
    for (ptrdiff_t j = 0; j < columns; j++) {
      d[j] += scale * (exp_value((row[j] - largest) - log_sum) - everywhere);
    }
    d[targets[i]] -= scale * (1 - smoothing);
  }
}
