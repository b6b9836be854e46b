#include "elementary.h"
#include "lab_axis.h"
#include "strips.h"

// Loops that end early do not vectorise, and need not be reported.
#pragma clang diagnostic ignored "-Wpass-failed"

/// `x` in place of `best`, which is a NaN or a better one already.
#define BETTER(x, best, smallest) (((smallest) ? (x) < (best) : (x) > (best)) | ((x) != (x)))

enum { LANES = 16 };
typedef float floats __attribute__((ext_vector_type(LANES)));
typedef int32_t flags __attribute__((ext_vector_type(LANES)));

LAB_INLINE floats better_of(const bool smallest, floats x, floats best) {
  return (smallest ? x < best : x > best) ? x : best;
}

/// The extreme of n ≥ chains · LANES elements; each of the chains waits for itself alone.
LAB_INLINE float extreme_by_lanes(
    const bool smallest, const int chains, ptrdiff_t n, const float *x) {
  const ptrdiff_t step = chains * LANES;
  floats bests[4];
  flags nans = {0};
  memcpy(bests, x, (size_t)step * sizeof *x);
  for (ptrdiff_t i = 0; i < n; i += step) {
    // The last step takes elements once more: what is best twice is best.
    const float *part = x + (i + step <= n ? i : n - step);
    _Pragma("clang loop unroll(full)") for (int chain = 0; chain < chains; chain++) {
      floats next;
      memcpy(&next, part + chain * LANES, sizeof next);
      nans |= next != next;
      bests[chain] = better_of(smallest, next, bests[chain]);
    }
  }
  if (__builtin_reduce_or(nans)) return NAN;
  _Pragma("clang loop unroll(full)") for (int chain = 1; chain < chains; chain++) {
    bests[0] = better_of(smallest, bests[chain], bests[0]);
  }
  float best[LANES];
  memcpy(best, bests, sizeof best);
  _Pragma("clang loop unroll(full)") for (int half = LANES / 2; half > 0; half /= 2) {
    _Pragma("clang loop unroll(full)") for (int i = 0; i < half; i++) {
      float x = best[i + half];
      best[i] = (smallest ? x < best[i] : x > best[i]) ? x : best[i];
    }
  }
  return best[0];
}

LAB_INLINE float extreme_of_row(const bool smallest, ptrdiff_t n, const float *x) {
  if (n >= 4 * LANES) return extreme_by_lanes(smallest, 4, n, x);
  return extreme_by_lanes(smallest, 1, n, x);
}

/// Eight rows of a few elements each side by side.
LAB_INLINE void extremes_of_short_rows(const bool smallest, ROWS_OF(float, float)) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    const float *row = x + i * columns;
    float best = row[0];
    for (ptrdiff_t j = 1; j < columns; j++) best = BETTER(row[j], best, smallest) ? row[j] : best;
    out[i] = best;
  }
}

LAB_CLONES void lab_extreme_rows_f32(bool smallest, ROWS_OF(float, float)) {
  if (columns < LANES) {
    if (smallest) {
      extremes_of_short_rows(true, rows, columns, x, out);
    } else {
      extremes_of_short_rows(false, rows, columns, x, out);
    }
    return;
  }
  for (ptrdiff_t i = 0; i < rows; i++) {
    const float *row = x + i * columns;
    out[i] = smallest ? extreme_of_row(true, columns, row) : extreme_of_row(false, columns, row);
  }
}

#define EXTREME_ROWS(NAME, T) \
  LAB_CLONES void NAME(bool smallest, ROWS_OF(T, T)) { \
    for (ptrdiff_t i = 0; i < rows; i++) { \
      const T *row = x + i * columns; \
      T best = row[0]; \
      if (smallest) { \
        for (ptrdiff_t j = 1; j < columns; j++) best = row[j] < best ? row[j] : best; \
      } else { \
        for (ptrdiff_t j = 1; j < columns; j++) best = row[j] > best ? row[j] : best; \
      } \
      out[i] = best; \
    } \
  }
EXTREME_ROWS(lab_extreme_rows_i64, int64_t)
EXTREME_ROWS(lab_extreme_rows_u8, uint8_t)

#define EXTREME_COLUMNS(NAME, T) \
  LAB_INLINE void NAME##_strip(const bool smallest, COLUMNS_OF(T, T)) { \
    T best[STRIP]; \
    for (ptrdiff_t j = 0; j < columns; j++) best[j] = x[j]; \
    for (ptrdiff_t i = 1; i < rows; i++) { \
      const T *row = x + i * stride; \
      LAB_VECTORIZE \
      for (ptrdiff_t j = 0; j < columns; j++) { \
        T new = row[j], old = best[j]; \
        best[j] = BETTER(new, old, smallest) ? new : old; \
      } \
    } \
    for (ptrdiff_t j = 0; j < columns; j++) out[j] = best[j]; \
  } \
  LAB_CLONES void NAME(bool smallest, COLUMNS_OF(T, T)) { \
    if (smallest) { \
      STRIPS(NAME##_strip, true,) \
    } else { \
      STRIPS(NAME##_strip, false,) \
    } \
  }
EXTREME_COLUMNS(lab_extreme_columns_f32, float)
EXTREME_COLUMNS(lab_extreme_columns_i64, int64_t)
EXTREME_COLUMNS(lab_extreme_columns_u8, uint8_t)

/// An integer that orders as the float does, with −0 = 0 and NaN above everything.
LAB_INLINE int32_t order_key(float x) {
  uint32_t bits = bits_of(x), magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u) return INT32_MAX;
  return (bits >> 31) ? -(int32_t)magnitude : (int32_t)magnitude;
}

LAB_INLINE int32_t signed_key(float x, float sign) { return order_key(sign * x); }

LAB_CLONES void lab_extreme_places_rows_f32(bool smallest, ROWS_OF(float, int64_t)) {
  float sign = smallest ? -1.0f : 1.0f;
  for (ptrdiff_t i = 0; i < rows; i++) {
    // The best key first, by vectors; then its first place.
    const float *row = x + i * columns;
    int32_t best = INT32_MIN;
    for (ptrdiff_t j = 0; j < columns; j++) {
      int32_t key = signed_key(row[j], sign);
      best = key > best ? key : best;
    }
    ptrdiff_t place = 0;
    while (place < columns - 1 && signed_key(row[place], sign) != best) place++;
    out[i] = place;
  }
}

LAB_CLONES void lab_extreme_places_rows_i64(bool smallest, ROWS_OF(int64_t, int64_t)) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    const int64_t *row = x + i * columns;
    ptrdiff_t best = 0;
    for (ptrdiff_t j = 1; j < columns; j++) {
      if (smallest ? row[j] < row[best] : row[j] > row[best]) best = j;
    }
    out[i] = best;
  }
}

#define PLACES_COLUMNS(NAME, T, K, KEY) \
  LAB_INLINE void NAME##_strip(bool smallest, COLUMNS_OF(T, int64_t)) { \
    K best[STRIP]; \
    int32_t places[STRIP]; \
    for (ptrdiff_t j = 0; j < columns; j++) { \
      best[j] = KEY(x[j]); \
      places[j] = 0; \
    } \
    for (ptrdiff_t i = 1; i < rows; i++) { \
      const T *row = x + i * stride; \
      LAB_VECTORIZE \
      for (ptrdiff_t j = 0; j < columns; j++) { \
        K key = KEY(row[j]); \
        bool better = key > best[j]; \
        best[j] = better ? key : best[j]; \
        places[j] = better ? (int32_t)i : places[j]; \
      } \
    } \
    for (ptrdiff_t j = 0; j < columns; j++) out[j] = places[j]; \
  } \
  LAB_CLONES void NAME(bool smallest, COLUMNS_OF(T, int64_t)) { \
    STRIPS(NAME##_strip, smallest,) \
  }
#define FLOAT_KEY(x) signed_key(x, smallest ? -1.0f : 1.0f)
#define WHOLE_KEY(x) (smallest ? ~(x) : (x))
PLACES_COLUMNS(lab_extreme_places_columns_f32, float, int32_t, FLOAT_KEY)
PLACES_COLUMNS(lab_extreme_places_columns_i64, int64_t, int64_t, WHOLE_KEY)
