#include "elementary.h"
#include "lab_elementwise.h"

LAB_CLONES void lab_clamp(ptrdiff_t n, float low, float high, const float *x, float *y) {
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) {
    float v = x[i] < low ? low : x[i];
    y[i] = v > high ? high : v;
  }
}

LAB_CLONES void lab_float_from_i64(ptrdiff_t n, const int64_t *x, float *y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = (float)x[i];
}

static void saturated(ptrdiff_t n, const float *x, int64_t *y) {
  for (ptrdiff_t i = 0; i < n; i++) {
    float v = x[i];
    y[i] = v >= 0x1p63f ? INT64_MAX : (v < -0x1p63f ? INT64_MIN : (v == v ? (int64_t)v : 0));
  }
}

LAB_CLONES void lab_i64_from_float(ptrdiff_t n, const float *x, int64_t *y) {
  // Vectors convert to 32 bits only: numbers that fit go by these, block by block.
  enum { BLOCK = 256 };
  for (ptrdiff_t begin = 0; begin < n; begin += BLOCK) {
    const float *p = x + begin;
    ptrdiff_t count = n - begin < BLOCK ? n - begin : BLOCK;
    int32_t larges = 0;
    for (ptrdiff_t i = 0; i < count; i++) larges += !(fabsf(p[i]) < 0x1p31f);
    if (larges) {
      saturated(count, p, y + begin);
    } else {
      for (ptrdiff_t i = 0; i < count; i++) y[begin + i] = (int32_t)p[i];
    }
  }
}

LAB_CLONES void lab_float_from_bool(ptrdiff_t n, const uint8_t *x, float *y) {
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) y[i] = x[i] ? 1.0f : 0.0f;
}

LAB_CLONES void lab_i64_from_bool(ptrdiff_t n, const uint8_t *x, int64_t *y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = x[i] != 0;
}

LAB_CLONES void lab_bool_from_float(ptrdiff_t n, const float *x, uint8_t *y) {
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) y[i] = x[i] != 0;
}

LAB_CLONES void lab_bool_from_i64(ptrdiff_t n, const int64_t *x, uint8_t *y) {
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) y[i] = x[i] != 0;
}
