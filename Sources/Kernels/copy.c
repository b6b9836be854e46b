#include "lab_copy.h"
#include "math.h"

/// Copies block by block when the source runs down columns, so that each cache line that is read
/// is used whole.
#define LAB_COPY(name, type, assign)                                                       \
  LAB_CLONES void name(                                                                    \
      ptrdiff_t rows, ptrdiff_t columns, const type *from, ptrdiff_t from_row_stride,      \
      ptrdiff_t from_column_stride, type *to, ptrdiff_t to_row_stride,                     \
      ptrdiff_t to_column_stride) {                                                        \
    if (from_column_stride == 1 && to_column_stride == 1) {                                \
      for (ptrdiff_t i = 0; i < rows; i++) {                                               \
        const type *x = from + i * from_row_stride;                                        \
        type *y = to + i * to_row_stride;                                                  \
        for (ptrdiff_t j = 0; j < columns; j++) y[j] assign x[j];                          \
      }                                                                                    \
      return;                                                                              \
    }                                                                                      \
    const ptrdiff_t block = 16;                                                            \
    for (ptrdiff_t first = 0; first < rows; first += block) {                              \
      ptrdiff_t last = first + block < rows ? first + block : rows;                        \
      for (ptrdiff_t left = 0; left < columns; left += block) {                            \
        ptrdiff_t right = left + block < columns ? left + block : columns;                 \
        for (ptrdiff_t i = first; i < last; i++) {                                         \
          for (ptrdiff_t j = left; j < right; j++) {                                       \
            to[i * to_row_stride + j * to_column_stride] assign                            \
                from[i * from_row_stride + j * from_column_stride];                        \
          }                                                                                \
        }                                                                                  \
      }                                                                                    \
    }                                                                                      \
  }

LAB_COPY(lab_copy_f32, float, =)
LAB_COPY(lab_copy_i64, int64_t, =)
LAB_COPY(lab_copy_u8, uint8_t, =)
LAB_COPY(lab_add_f32, float, +=)

ptrdiff_t lab_index_out_of_range(
    ptrdiff_t n, const int64_t *indices, int64_t low, int64_t high) {
  for (ptrdiff_t i = 0; i < n; i++) {
    if (indices[i] < low || indices[i] >= high) return i;
  }
  return -1;
}

void lab_gather_rows(
    ptrdiff_t rows, ptrdiff_t columns, const float *table, ptrdiff_t table_row_stride,
    const int64_t *indices, float *out) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    memcpy(out + i * columns, table + indices[i] * table_row_stride,
           sizeof(float) * (size_t)columns);
  }
}

LAB_CLONES void lab_scatter_add_rows(
    ptrdiff_t rows, ptrdiff_t columns, const float *from, ptrdiff_t from_row_stride,
    const int64_t *indices, float *table, ptrdiff_t table_row_stride) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    const float *x = from + i * from_row_stride;
    float *y = table + indices[i] * table_row_stride;
    for (ptrdiff_t j = 0; j < columns; j++) y[j] += x[j];
  }
}

void lab_gather_rows_u8(
    ptrdiff_t rows, ptrdiff_t columns, const uint8_t *table, ptrdiff_t table_row_stride,
    const int64_t *indices, uint8_t *out) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    memcpy(out + i * columns, table + indices[i] * table_row_stride, (size_t)columns);
  }
}
