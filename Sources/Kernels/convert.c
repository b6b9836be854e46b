#include "elementary.h"
#include "lab_elementwise.h"

LAB_CLONES void lab_fill(ptrdiff_t n, float value, float *y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = value;
}

LAB_CLONES void lab_scale(ptrdiff_t n, float a, float b, const float *x, float *y) {
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) y[i] = a * x[i] + b;
}

LAB_CLONES void lab_axpy(ptrdiff_t n, float a, const float *x, float *y) {
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) y[i] += a * x[i];
}

LAB_CLONES void lab_clamp(ptrdiff_t n, float low, float high, const float *x, float *y) {
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) {
    float v = x[i] < low ? low : x[i];
    y[i] = v > high ? high : v;
  }
}

LAB_CLONES bool lab_all_finite(ptrdiff_t n, const float *x) {
  uint32_t bad = 0;
  for (ptrdiff_t i = 0; i < n; i++) bad |= (bits_of(x[i]) & 0x7f800000u) == 0x7f800000u;
  return !bad;
}

LAB_CLONES void lab_bytes_to_float(
    ptrdiff_t n, const uint8_t *x, const float *table, float *y) {
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) y[i] = table[x[i]];
}

LAB_CLONES void lab_float_from_i64(ptrdiff_t n, const int64_t *x, float *y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = (float)x[i];
}

void lab_i64_from_float(ptrdiff_t n, const float *x, int64_t *y) {
  for (ptrdiff_t i = 0; i < n; i++) {
    float v = x[i];
    y[i] = v >= 0x1p63f ? INT64_MAX : (v < -0x1p63f ? INT64_MIN : (v == v ? (int64_t)v : 0));
  }
}

LAB_CLONES void lab_float_from_bool(ptrdiff_t n, const uint8_t *x, float *y) {
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) y[i] = x[i] ? 1.0f : 0.0f;
}

LAB_CLONES void lab_bf16_from_float(ptrdiff_t n, const float *x, uint16_t *y) {
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) {
    uint32_t bits = bits_of(x[i]);
    uint32_t rounded = bits + 0x7fffu + ((bits >> 16) & 1);
    bool nan = (bits & 0x7fffffffu) > 0x7f800000u;
    y[i] = (uint16_t)((nan ? bits | 0x400000u : rounded) >> 16);
  }
}

LAB_CLONES void lab_float_from_bf16(ptrdiff_t n, const uint16_t *x, float *y) {
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) y[i] = float_of((uint32_t)x[i] << 16);
}
