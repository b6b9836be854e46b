#include "lab_copy.h"

#include <string.h>

#include "simd.h"
#include "transpose.h"

/// Side of the blocks of a transposing copy: both sides' lines stay in the first-level cache.
enum { SIDE = 16 };

/// to[i, j] = from[j, i] for a square of SIDE.
#define BLOCK(NAME, T, ASSIGN) \
  LAB_INLINE void NAME(const T *from, ptrdiff_t from_stride, T *to, ptrdiff_t to_stride) { \
    T block[SIDE][SIDE]; \
    for (ptrdiff_t j = 0; j < SIDE; j++) { \
      for (ptrdiff_t i = 0; i < SIDE; i++) block[j][i] = from[j * from_stride + i]; \
    } \
    for (ptrdiff_t i = 0; i < SIDE; i++) { \
      for (ptrdiff_t j = 0; j < SIDE; j++) to[i * to_stride + j] ASSIGN block[j][i]; \
    } \
  }

LAB_INLINE void turn_f32(const float *from, ptrdiff_t from_stride, float *to, ptrdiff_t to_stride) {
  for (ptrdiff_t i = 0; i < SIDE; i += 8) {
    for (ptrdiff_t j = 0; j < SIDE; j += 8) {
      transpose8(from + j * from_stride + i, from_stride, to + i * to_stride + j, to_stride);
    }
  }
}

/// A function that copies, or adds, and calls TURN to transpose squares of SIDE.
#define COPY(NAME, T, ASSIGN, TURN) \
  /* A short row's length is known to the compiler: one or two moves, and no loop. */ \
  LAB_INLINE void NAME##_short( \
      const ptrdiff_t columns, ptrdiff_t rows, const T *from, ptrdiff_t from_stride, T *to, \
      ptrdiff_t to_stride) { \
    for (ptrdiff_t i = 0; i < rows; i++, from += from_stride, to += to_stride) { \
      _Pragma("clang loop unroll(full)") for (ptrdiff_t j = 0; j < columns; j++) { \
        to[j] ASSIGN from[j]; \
      } \
    } \
  } \
  LAB_INLINE void NAME##_rows( \
      ptrdiff_t rows, ptrdiff_t columns, const T *from, ptrdiff_t from_row_stride, \
      ptrdiff_t from_column_stride, T *to, ptrdiff_t to_row_stride, ptrdiff_t to_column_stride) { \
    if (from_column_stride == 1 && to_column_stride == 1 && columns <= 8) { \
      switch (columns) { \
        case 2: NAME##_short(2, rows, from, from_row_stride, to, to_row_stride); return; \
        case 4: NAME##_short(4, rows, from, from_row_stride, to, to_row_stride); return; \
        case 7: NAME##_short(7, rows, from, from_row_stride, to, to_row_stride); return; \
        case 8: NAME##_short(8, rows, from, from_row_stride, to, to_row_stride); return; \
      } \
    } \
    for (ptrdiff_t i = 0; i < rows; i++) { \
      const T *p = from + i * from_row_stride; \
      T *q = to + i * to_row_stride; \
      if (from_column_stride == 1 && to_column_stride == 1) { \
        LAB_VECTORIZE \
        for (ptrdiff_t j = 0; j < columns; j++) q[j] ASSIGN p[j]; \
      } else if (from_column_stride == 0 && to_column_stride == 1) { \
        T value = *p; \
        for (ptrdiff_t j = 0; j < columns; j++) q[j] ASSIGN value; \
      } else { \
        for (ptrdiff_t j = 0; j < columns; j++) { \
          q[j * to_column_stride] ASSIGN p[j * from_column_stride]; \
        } \
      } \
    } \
  } \
  LAB_CLONES void NAME( \
      ptrdiff_t rows, ptrdiff_t columns, const T *from, ptrdiff_t from_row_stride, \
      ptrdiff_t from_column_stride, T *to, ptrdiff_t to_row_stride, ptrdiff_t to_column_stride) { \
    /* The longer walk outside where that makes the inner one contiguous. */ \
    if (from_row_stride == 1 && to_row_stride == 1) { \
      NAME##_rows( \
          columns, rows, from, from_column_stride, from_row_stride, to, to_column_stride, \
          to_row_stride); \
      return; \
    } \
    bool transposes = (from_row_stride == 1 && to_column_stride == 1) \
        || (from_column_stride == 1 && to_row_stride == 1); \
    if (transposes && columns < SIDE && rows > columns) { \
      /* Few columns: along the long side. */ \
      NAME##_rows( \
          columns, rows, from, from_column_stride, from_row_stride, to, to_column_stride, \
          to_row_stride); \
      return; \
    } \
    if (!transposes || rows < SIDE || columns < SIDE) { \
      NAME##_rows( \
          rows, columns, from, from_row_stride, from_column_stride, to, to_row_stride, \
          to_column_stride); \
      return; \
    } \
    ptrdiff_t whole_rows = rows - rows % SIDE, whole_columns = columns - columns % SIDE; \
    bool by_rows = to_column_stride == 1; \
    for (ptrdiff_t i = 0; i < whole_rows; i += SIDE) { \
      for (ptrdiff_t j = 0; j < whole_columns; j += SIDE) { \
        const T *p = from + i * from_row_stride + j * from_column_stride; \
        T *q = to + i * to_row_stride + j * to_column_stride; \
        if (by_rows) { \
          TURN(p, from_column_stride, q, to_row_stride); \
        } else { \
          TURN(p, from_row_stride, q, to_column_stride); \
        } \
      } \
    } \
    NAME##_rows( \
        whole_rows, columns - whole_columns, from + whole_columns * from_column_stride, \
        from_row_stride, from_column_stride, to + whole_columns * to_column_stride, \
        to_row_stride, to_column_stride); \
    NAME##_rows( \
        rows - whole_rows, columns, from + whole_rows * from_row_stride, from_row_stride, \
        from_column_stride, to + whole_rows * to_row_stride, to_row_stride, to_column_stride); \
  }

BLOCK(turn_i64, int64_t, =)
BLOCK(turn_u8, uint8_t, =)
BLOCK(turn_and_add_f32, float, +=)
COPY(lab_copy_f32, float, =, turn_f32)
COPY(lab_copy_i64, int64_t, =, turn_i64)
COPY(lab_copy_u8, uint8_t, =, turn_u8)
COPY(lab_add_f32, float, +=, turn_and_add_f32)

LAB_CLONES void lab_copy_patches_f32(
    const ptrdiff_t extents[4], const float *from, const ptrdiff_t from_strides[3], float *to,
    const ptrdiff_t to_strides[3]) {
  for (ptrdiff_t outer = 0; outer < extents[0]; outer++) {
    for (ptrdiff_t patch = 0; patch < extents[1]; patch++) {
      lab_copy_f32_rows(
          extents[2], extents[3],
          from + outer * from_strides[0] + patch * from_strides[1], from_strides[2], 1,
          to + outer * to_strides[0] + patch * to_strides[1], to_strides[2], 1);
    }
  }
}

LAB_CLONES ptrdiff_t lab_index_out_of_range(
    ptrdiff_t n, const int64_t *indices, int64_t low, int64_t high) {
  uint64_t extent = high > low ? (uint64_t)high - (uint64_t)low : 0, wrong = 0;
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) wrong |= (uint64_t)indices[i] - (uint64_t)low >= extent;
  for (ptrdiff_t i = 0; wrong && i < n; i++) {
    if (indices[i] < low || indices[i] >= high) return i;
  }
  return -1;
}

LAB_CLONES bool lab_positions(
    ptrdiff_t n, const int64_t *indices, int64_t extent, int64_t *positions) {
  uint64_t wrong = 0;
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) {
    uint64_t index = (uint64_t)indices[i];
    index += indices[i] < 0 ? (uint64_t)extent : 0;
    wrong |= index >= (uint64_t)extent;
    positions[i] = (int64_t)index;
  }
  return wrong == 0;
}

ptrdiff_t lab_add_coordinates(
    ptrdiff_t n, const int64_t *indices, int64_t extent, int64_t *places) {
  for (ptrdiff_t i = 0; i < n; i++) {
    int64_t index = indices[i] < 0 ? indices[i] + extent : indices[i];
    if (index < 0 || index >= extent) return i;
    places[i] = places[i] * extent + index;
  }
  return -1;
}

#define TAKE(NAME, T) \
  void NAME(ptrdiff_t n, const T *x, const int64_t *places, T *out) { \
    for (ptrdiff_t i = 0; i < n; i++) out[i] = x[places[i]]; \
  }
TAKE(lab_take_f32, float)
TAKE(lab_take_i64, int64_t)
TAKE(lab_take_u8, uint8_t)

/// The sum of U wraps where that of T must not.
#define PUT(NAME, T, U, ASSIGN) \
  void NAME(ptrdiff_t n, const T *x, const int64_t *places, T *out) { \
    for (ptrdiff_t i = 0; i < n; i++) ((U *)out)[places[i]] ASSIGN (U)x[i]; \
  }
PUT(lab_put_f32, float, float, =)
PUT(lab_put_i64, int64_t, uint64_t, =)
PUT(lab_add_at_f32, float, float, +=)
PUT(lab_add_at_i64, int64_t, uint64_t, +=)

LAB_CLONES void lab_range_i64(ptrdiff_t n, int64_t start, int64_t step, int64_t *out) {
  for (ptrdiff_t i = 0; i < n; i++) {
    out[i] = (int64_t)((uint64_t)start + (uint64_t)i * (uint64_t)step);
  }
}

LAB_CLONES void lab_scatter_add_rows(
    ptrdiff_t rows, ptrdiff_t columns, const float *from, ptrdiff_t from_row_stride,
    const int64_t *indices, float *table, ptrdiff_t table_row_stride) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    const float *p = from + i * from_row_stride;
    float *q = table + indices[i] * table_row_stride;
    LAB_VECTORIZE
    for (ptrdiff_t j = 0; j < columns; j++) q[j] += p[j];
  }
}

void lab_ask_for(const void *start, ptrdiff_t bytes) {
  const char *line = start;
  for (ptrdiff_t i = 0; i < bytes; i += 64) __builtin_prefetch(line + i, 0, 2);
}

LAB_CLONES bool lab_places(
    ptrdiff_t n, const int64_t *indices, ptrdiff_t index_step, int64_t extent, int64_t stride,
    int64_t first, int64_t step, int64_t *places) {
  uint64_t wrong = 0;
#define PLACE(INDEX) \
  LAB_VECTORIZE \
  for (ptrdiff_t i = 0; i < n; i++) { \
    uint64_t index = (uint64_t)indices[INDEX]; \
    wrong |= index >= (uint64_t)extent; \
    places[i] = (int64_t)(index * (uint64_t)stride + (uint64_t)first + (uint64_t)(i * step)); \
  }
  if (index_step == 1) {
    PLACE(i)
  } else {
    PLACE(i * index_step)
  }
#undef PLACE
  return wrong == 0;
}
