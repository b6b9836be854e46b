#include "lab_elementwise.h"
#include "math.h"

LAB_CLONES void lab_fill(ptrdiff_t n, float value, float *y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = value;
}

LAB_CLONES void lab_scale(ptrdiff_t n, float a, float b, const float *x, float *y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = a * x[i] + b;
}

LAB_CLONES void lab_axpy(ptrdiff_t n, float a, const float *x, float *y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] += a * x[i];
}

LAB_CLONES void lab_clamp(ptrdiff_t n, float low, float high, const float *x, float *y) {
  for (ptrdiff_t i = 0; i < n; i++) {
    float v = x[i];
    v = v < low ? low : v;
    y[i] = v > high ? high : v;
  }
}

LAB_CLONES bool lab_all_finite(ptrdiff_t n, const float *x) {
  int32_t found = 0;
  for (ptrdiff_t i = 0; i < n; i++) found |= (lab_bits(x[i]) & 0x7f800000) == 0x7f800000;
  return !found;
}

void lab_bytes_to_float(ptrdiff_t n, const uint8_t *x, const float *table, float *y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = table[x[i]];
}

LAB_CLONES void lab_float_from_i64(ptrdiff_t n, const int64_t *x, float *y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = (float)x[i];
}

void lab_i64_from_float(ptrdiff_t n, const float *x, int64_t *y) {
  for (ptrdiff_t i = 0; i < n; i++) {
    float v = x[i];
    if (v != v) y[i] = 0;
    else if (v >= 9223372036854775808.0f) y[i] = INT64_MAX;
    else if (v < -9223372036854775808.0f) y[i] = INT64_MIN;
    else y[i] = (int64_t)v;
  }
}

LAB_CLONES void lab_float_from_bool(ptrdiff_t n, const uint8_t *x, float *y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = x[i] ? 1.0f : 0.0f;
}

LAB_CLONES void lab_bf16_from_float(ptrdiff_t n, const float *x, uint16_t *y) {
  for (ptrdiff_t i = 0; i < n; i++) {
    uint32_t bits = (uint32_t)lab_bits(x[i]);
    uint32_t rounded = bits + 0x7fffu + ((bits >> 16) & 1u);
    y[i] = (uint16_t)(x[i] == x[i] ? rounded >> 16 : (bits >> 16) | 0x40u);
  }
}

LAB_CLONES void lab_float_from_bf16(ptrdiff_t n, const uint16_t *x, float *y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = lab_from_bits((int32_t)((uint32_t)x[i] << 16));
}
