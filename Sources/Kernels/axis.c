#include "lab_axis.h"

#include <math.h>
#include <string.h>

#include "strips.h"

// Loops that count do not vectorise, and need not be reported.
#pragma clang diagnostic ignored "-Wpass-failed"

// Sums and products.

/// One number for each row: R's from terms of type A.
#define REDUCE_ROWS(NAME, T, R, A, START, STEP) \
  LAB_CLONES void NAME(ROWS_OF(T, R)) { \
    for (ptrdiff_t i = 0; i < rows; i++) { \
      LAB_FREE_SUMS \
      const T *row = x + i * columns; \
      A total = START; \
      for (ptrdiff_t j = 0; j < columns; j++) total = STEP(total, row[j]); \
      out[i] = (R)total; \
    } \
  }

#define REDUCE_COLUMNS(NAME, T, R, A, START, STEP) \
  LAB_INLINE void NAME##_strip(COLUMNS_OF(T, R)) { \
    A totals[STRIP]; \
    for (ptrdiff_t j = 0; j < columns; j++) totals[j] = START; \
    ptrdiff_t i = 0; \
    for (; i + 4 <= rows; i += 4) { \
      const T *p = x + i * stride, *q = p + 2 * stride; \
      LAB_VECTORIZE \
      for (ptrdiff_t j = 0; j < columns; j++) { \
        A upper = STEP(STEP(totals[j], p[j]), p[j + stride]); \
        totals[j] = STEP(STEP(upper, q[j]), q[j + stride]); \
      } \
    } \
    for (; i < rows; i++) { \
      const T *row = x + i * stride; \
      LAB_VECTORIZE \
      for (ptrdiff_t j = 0; j < columns; j++) totals[j] = STEP(totals[j], row[j]); \
    } \
    for (ptrdiff_t j = 0; j < columns; j++) out[j] = (R)totals[j]; \
  } \
  LAB_CLONES void NAME(COLUMNS_OF(T, R)) { STRIPS(NAME##_strip, ) }

#define PLUS(total, x) ((total) + (uint64_t)(x))
#define TIMES_WHOLE(total, x) ((total) * (uint64_t)(x))
#define TIMES(total, x) ((total) * (double)(x))
#define COUNT(total, x) ((total) + ((x) != 0))
REDUCE_ROWS(lab_sum_rows_i64, int64_t, int64_t, uint64_t, 0, PLUS)
REDUCE_COLUMNS(lab_sum_columns_i64, int64_t, int64_t, uint64_t, 0, PLUS)
REDUCE_ROWS(lab_product_rows_i64, int64_t, int64_t, uint64_t, 1, TIMES_WHOLE)
REDUCE_COLUMNS(lab_product_columns_i64, int64_t, int64_t, uint64_t, 1, TIMES_WHOLE)
REDUCE_ROWS(lab_product_rows_f32, float, float, double, 1.0, TIMES)
REDUCE_COLUMNS(lab_product_columns_f32, float, float, double, 1.0, TIMES)
REDUCE_COLUMNS(lab_sum_columns_u8, uint8_t, int64_t, int64_t, 0, COUNT)

/// Bools side by side.
typedef uint8_t flags __attribute__((ext_vector_type(32)));

LAB_CLONES void lab_sum_rows_u8(ROWS_OF(uint8_t, int64_t)) {
  // Counts of bytes overflow after 255; more lanes fit a vector so.
  enum { MOST = 255, LANES = sizeof(flags) };
  for (ptrdiff_t i = 0; i < rows; i++) {
    const uint8_t *row = x + i * columns, *end = row + columns;
    int64_t total = 0;
    while (end - row >= LANES) {
      ptrdiff_t vectors = (end - row) / LANES;
      if (vectors > MOST) vectors = MOST;
      flags counts = 0;
      for (ptrdiff_t k = 0; k < vectors; k++, row += LANES) {
        flags part;
        memcpy(&part, row, sizeof part);
        // What is true of a lane is -1 in it.
        counts -= (flags)(part != 0);
      }
      for (ptrdiff_t lane = 0; lane < LANES; lane++) total += counts[lane];
    }
    for (; row < end; row++) total += *row != 0;
    out[i] = total;
  }
}

// Running sums.

#define RUNNING(SUFFIX, T, A) \
  LAB_CLONES void lab_running_sum_rows_##SUFFIX(ROWS_OF(T, T)) { \
    ptrdiff_t i = 0; \
    /* Each sum waits for the one before it: four rows wait together. */ \
    for (; i + 4 <= rows; i += 4) { \
      const T *p = x + i * columns; \
      T *q = out + i * columns; \
      A a = 0, b = 0, c = 0, d = 0; \
      for (ptrdiff_t j = 0; j < columns; j++) { \
        q[j] = (T)(a += (A)p[j]); \
        q[j + columns] = (T)(b += (A)p[j + columns]); \
        q[j + 2 * columns] = (T)(c += (A)p[j + 2 * columns]); \
        q[j + 3 * columns] = (T)(d += (A)p[j + 3 * columns]); \
      } \
    } \
    for (; i < rows; i++) { \
      A total = 0; \
      for (ptrdiff_t j = i * columns; j < (i + 1) * columns; j++) { \
        out[j] = (T)(total += (A)x[j]); \
      } \
    } \
  } \
  LAB_INLINE void running_strip_##SUFFIX(COLUMNS_OF(T, T)) { \
    A totals[STRIP] = {0}; \
    for (ptrdiff_t i = 0; i < rows; i++) { \
      LAB_VECTORIZE \
      for (ptrdiff_t j = 0; j < columns; j++) { \
        totals[j] += (A)x[i * stride + j]; \
        out[i * stride + j] = (T)totals[j]; \
      } \
    } \
  } \
  LAB_CLONES void lab_running_sum_columns_##SUFFIX(COLUMNS_OF(T, T)) { \
    STRIPS(running_strip_##SUFFIX, ) \
  }
RUNNING(f32, float, double)
RUNNING(i64, int64_t, uint64_t)

LAB_CLONES bool lab_products_of_others(ptrdiff_t n, const float *x, float *out) {
  // So few that their product is a double, unless they are extreme; the product of all is a fraction
  // and a power of two, since even that of a thousand usual numbers is no double.
  enum { PART = 128 };
  double total = 1;
  int power = 0;
  for (ptrdiff_t begin = 0; begin < n; begin += PART) {
    LAB_FREE_SUMS
    ptrdiff_t end = n - begin < PART ? n : begin + PART;
    double part = 1;
    for (ptrdiff_t i = begin; i < end; i++) part *= (double)x[i];
    if (!(fabs(part) > 1e-200 && fabs(part) < 1e200)) return false;
    int shift;
    total = frexp(total * part, &shift);
    power += shift;
  }
  // Beyond the range of a double, all results are zeros, or infinite.
  double scale = ldexp(1, power);
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) out[i] = (float)(total / (double)x[i] * scale);
  return true;
}
