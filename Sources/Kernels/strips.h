#pragma once
#include "simd.h"

// Columns a strip at a time.

/// Columns at a time: what is kept for each stays in the first cache.
enum { STRIP = 256 };

#define ROWS_OF(T, R) ptrdiff_t rows, ptrdiff_t columns, const T *x, R *out
#define COLUMNS_OF(T, R) ptrdiff_t rows, ptrdiff_t columns, const T *x, ptrdiff_t stride, R *out

/// Calls NAME for strips of columns, each with a number of columns that the compiler knows, but the
/// last.
#define STRIPS(NAME, ...) \
  for (ptrdiff_t begin = 0; begin < columns; begin += STRIP) { \
    ptrdiff_t width = columns - begin < STRIP ? columns - begin : STRIP; \
    NAME(__VA_ARGS__ rows, width, x + begin, stride, out + begin); \
  }
