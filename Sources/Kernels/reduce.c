#include "lab_reduce.h"
#include "math.h"

enum { LANES = 64, BLOCK = 4096 };

/// The lanes of a block, added in one fixed tree.
LAB_INLINE float lanes_sum(float *lanes) {
  for (int width = LANES / 2; width > 0; width /= 2) {
    for (int i = 0; i < width; i++) lanes[i] += lanes[i + width];
  }
  return lanes[0];
}

/// A sum over n terms: 64 lanes within a block of 4096, blocks added in double.
#define LAB_TOTAL(name, parameters, term)                                      \
  LAB_CLONES double name parameters {                                          \
    double total = 0;                                                          \
    for (ptrdiff_t begin = 0; begin < n; begin += BLOCK) {                     \
      ptrdiff_t end = begin + BLOCK < n ? begin + BLOCK : n;                   \
      float lanes[LANES] = {0};                                                \
      ptrdiff_t i = begin;                                                     \
      for (; i + LANES <= end; i += LANES) {                                   \
        for (int lane = 0; lane < LANES; lane++) {                             \
          ptrdiff_t at = i + lane;                                             \
          lanes[lane] += (term);                                               \
        }                                                                      \
      }                                                                        \
      for (ptrdiff_t at = i; at < end; at++) lanes[at - i] += (term);          \
      total += (double)lanes_sum(lanes);                                       \
    }                                                                          \
    return total;                                                              \
  }

LAB_TOTAL(lab_sum, (ptrdiff_t n, const float *x), x[at])
LAB_TOTAL(lab_sum_squares, (ptrdiff_t n, const float *x), x[at] * x[at])
LAB_TOTAL(lab_dot, (ptrdiff_t n, const float *x, const float *y), x[at] * y[at])
LAB_TOTAL(
    lab_sum_squared_deviations, (ptrdiff_t n, const float *x, float mean),
    (x[at] - mean) * (x[at] - mean))

LAB_CLONES int64_t lab_sum_i64(ptrdiff_t n, const int64_t *x) {
  uint64_t total = 0;
  for (ptrdiff_t i = 0; i < n; i++) total += (uint64_t)x[i];
  return (int64_t)total;
}

LAB_CLONES int64_t lab_count_nonzero_u8(ptrdiff_t n, const uint8_t *x) {
  int64_t total = 0;
  for (ptrdiff_t i = 0; i < n; i++) total += x[i] != 0;
  return total;
}

/// The largest (sign 1) or smallest (sign −1) of x, NaN before all.
LAB_CLONES static float extreme(ptrdiff_t n, const float *x, float sign) {
  float best = -INFINITY;
  int32_t has_nan = 0;
  for (ptrdiff_t i = 0; i < n; i++) {
    float v = sign * x[i];
    has_nan |= v != v;
    best = v > best ? v : best;
  }
  return has_nan ? NAN : sign * best;
}

float lab_max(ptrdiff_t n, const float *x) { return extreme(n, x, 1.0f); }
float lab_min(ptrdiff_t n, const float *x) { return extreme(n, x, -1.0f); }

static ptrdiff_t first_equal(ptrdiff_t n, const float *x, float value) {
  for (ptrdiff_t i = 0; i < n; i++) {
    if (x[i] == value || (value != value && x[i] != x[i])) return i;
  }
  return 0;
}

ptrdiff_t lab_argmax(ptrdiff_t n, const float *x) { return first_equal(n, x, lab_max(n, x)); }
ptrdiff_t lab_argmin(ptrdiff_t n, const float *x) { return first_equal(n, x, lab_min(n, x)); }

void lab_sum_rows(
    ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t row_stride, float *out) {
  for (ptrdiff_t i = 0; i < rows; i++) out[i] = (float)lab_sum(columns, x + i * row_stride);
}

LAB_CLONES void lab_sum_columns(
    ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t row_stride, float *out,
    bool accumulate) {
  // Strips of rows are summed first: fewer roundings of a long column, and the strip stays in L1.
  float strip[256];
  for (ptrdiff_t left = 0; left < columns; left += 256) {
    ptrdiff_t width = columns - left < 256 ? columns - left : 256;
    if (!accumulate) for (ptrdiff_t j = 0; j < width; j++) out[left + j] = 0;
    for (ptrdiff_t first = 0; first < rows; first += 128) {
      ptrdiff_t last = first + 128 < rows ? first + 128 : rows;
      for (ptrdiff_t j = 0; j < width; j++) strip[j] = 0;
      for (ptrdiff_t i = first; i < last; i++) {
        const float *row = x + i * row_stride + left;
        for (ptrdiff_t j = 0; j < width; j++) strip[j] += row[j];
      }
      for (ptrdiff_t j = 0; j < width; j++) out[left + j] += strip[j];
    }
  }
}

void lab_max_columns(
    ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t row_stride, bool minimum,
    float *out, int64_t *indices) {
  for (ptrdiff_t j = 0; j < columns; j++) {
    float best = rows > 0 ? x[j] : 0;
    int64_t place = 0;
    for (ptrdiff_t i = 1; i < rows && best == best; i++) {
      float v = x[i * row_stride + j];
      if (v != v || (minimum ? v < best : v > best)) {
        best = v;
        place = i;
      }
    }
    out[j] = best;
    if (indices) indices[j] = place;
  }
}
