#include "lab_distance.h"
#include "elementary.h"

/// Rows and columns of a tile, whose sums are registers.
enum { DOWN = 6, ACROSS = 16 };

typedef float floats __attribute__((ext_vector_type(8), aligned(4)));

LAB_INLINE void tile(
    const int rows, ptrdiff_t depth, const float *a, ptrdiff_t a_stride, const float *b,
    ptrdiff_t b_stride, float *out, ptrdiff_t out_stride) {
  floats left[DOWN], right[DOWN];
#define EACH _Pragma("clang loop unroll(full)") for (int i = 0; i < rows; i++)
  EACH left[i] = right[i] = 0;
  for (ptrdiff_t k = 0; k < depth; k++, b += b_stride) {
    floats p, q;
    memcpy(&p, b, sizeof p);
    memcpy(&q, b + 8, sizeof q);
    EACH {
      float x = a[i * a_stride + k];
      left[i] += (x - p) * (x - p);
      right[i] += (x - q) * (x - q);
    }
  }
  EACH {
    for (int j = 0; j < 8; j++) out[i * out_stride + j] = sqrtf(left[i][j]);
    for (int j = 0; j < 8; j++) out[i * out_stride + 8 + j] = sqrtf(right[i][j]);
  }
#undef EACH
}

LAB_CLONES void lab_distances(
    ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth, const float *a, ptrdiff_t a_stride,
    const float *b, ptrdiff_t b_stride, float *out, ptrdiff_t out_stride) {
  ptrdiff_t j = 0;
  for (; j + ACROSS <= columns; j += ACROSS) {
    ptrdiff_t i = 0;
    for (; i + DOWN <= rows; i += DOWN) {
      tile(DOWN, depth, a + i * a_stride, a_stride, b + j, b_stride, out + i * out_stride + j,
           out_stride);
    }
    for (; i < rows; i++) {
      tile(1, depth, a + i * a_stride, a_stride, b + j, b_stride, out + i * out_stride + j,
           out_stride);
    }
  }
  for (; j < columns; j++) {
    for (ptrdiff_t i = 0; i < rows; i++) {
      float sum = 0;
      for (ptrdiff_t k = 0; k < depth; k++) {
        float gap = a[i * a_stride + k] - b[k * b_stride + j];
        sum += gap * gap;
      }
      out[i * out_stride + j] = sqrtf(sum);
    }
  }
}
