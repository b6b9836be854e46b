#include "lab_elementwise.h"
#include "math.h"

LAB_INLINE float python_floor_div(float a, float b) {
  float m = fmodf(a, b);
  if (m != 0.0f && (b < 0.0f) != (m < 0.0f)) return roundf((a - (m + b)) / b);
  return b == 0.0f ? a / b : roundf((a - m) / b);
}

LAB_INLINE float python_mod(float a, float b) {
  float m = fmodf(a, b);
  return m != 0.0f && (b < 0.0f) != (m < 0.0f) ? m + b : m;
}

/// A row of an operation. The common layouts (adjacent, or one operand repeated) get loops of
/// their own, which become vector code.
#define LAB_ROW(name, type, result, expression)                                        \
  LAB_CLONES static void name(                                                         \
      ptrdiff_t n, const type *x, ptrdiff_t xs, const type *y, ptrdiff_t ys,           \
      result *out) {                                                                   \
    if (xs == 1 && ys == 1) {                                                          \
      for (ptrdiff_t i = 0; i < n; i++) {                                              \
        type a = x[i], b = y[i];                                                       \
        out[i] = (expression);                                                         \
      }                                                                                \
    } else if (xs == 1 && ys == 0) {                                                   \
      type b = n > 0 ? y[0] : 0;                                                       \
      for (ptrdiff_t i = 0; i < n; i++) {                                              \
        type a = x[i];                                                                 \
        out[i] = (expression);                                                         \
      }                                                                                \
    } else if (xs == 0 && ys == 1) {                                                   \
      type a = n > 0 ? x[0] : 0;                                                       \
      for (ptrdiff_t i = 0; i < n; i++) {                                              \
        type b = y[i];                                                                 \
        out[i] = (expression);                                                         \
      }                                                                                \
    } else {                                                                           \
      for (ptrdiff_t i = 0; i < n; i++) {                                              \
        type a = x[i * xs], b = y[i * ys];                                             \
        out[i] = (expression);                                                         \
      }                                                                                \
    }                                                                                  \
  }

LAB_ROW(row_add, float, float, a + b)
LAB_ROW(row_sub, float, float, a - b)
LAB_ROW(row_mul, float, float, a *b)
LAB_ROW(row_div, float, float, a / b)
LAB_ROW(row_pow, float, float, powf(a, b))
LAB_ROW(row_min, float, float, a != a ? a : b != b ? b : a < b ? a : b)
LAB_ROW(row_max, float, float, a != a ? a : b != b ? b : a > b ? a : b)
LAB_ROW(row_floor_div, float, float, python_floor_div(a, b))
LAB_ROW(row_mod, float, float, python_mod(a, b))

typedef void (*float_row)(
    ptrdiff_t, const float *, ptrdiff_t, const float *, ptrdiff_t, float *);

static float_row float_row_of(lab_binary_op op) {
  switch (op) {
    case LAB_ADD: return row_add;
    case LAB_SUB: return row_sub;
    case LAB_MUL: return row_mul;
    case LAB_DIV: return row_div;
    case LAB_POW: return row_pow;
    case LAB_MIN: return row_min;
    case LAB_MAX: return row_max;
    case LAB_FLOOR_DIV: return row_floor_div;
    case LAB_MOD: return row_mod;
  }
  return row_add;
}

void lab_binary(
    lab_binary_op op, ptrdiff_t rows, ptrdiff_t columns,
    const float *a, ptrdiff_t a_row_stride, ptrdiff_t a_column_stride,
    const float *b, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,
    float *out, ptrdiff_t out_row_stride) {
  float_row row = float_row_of(op);
  for (ptrdiff_t i = 0; i < rows; i++) {
    row(columns, a + i * a_row_stride, a_column_stride, b + i * b_row_stride, b_column_stride,
        out + i * out_row_stride);
  }
}

/// Wrapping arithmetic, in unsigned numbers because signed overflow is undefined in C.
#define LAB_WRAP(operator) (int64_t)((uint64_t)a operator (uint64_t)b)

LAB_INLINE int64_t floor_div_i64(int64_t a, int64_t b) {
  if (b == 0) return 0;
  if (b == -1) return (int64_t)(0 - (uint64_t)a);
  int64_t q = a / b;
  return (a % b != 0) && ((a < 0) != (b < 0)) ? q - 1 : q;
}

LAB_INLINE int64_t mod_i64(int64_t a, int64_t b) {
  if (b == 0 || b == -1) return 0;
  int64_t m = a % b;
  return m != 0 && ((m < 0) != (b < 0)) ? m + b : m;
}

LAB_ROW(row_add_i64, int64_t, int64_t, LAB_WRAP(+))
LAB_ROW(row_sub_i64, int64_t, int64_t, LAB_WRAP(-))
LAB_ROW(row_mul_i64, int64_t, int64_t, LAB_WRAP(*))
LAB_ROW(row_min_i64, int64_t, int64_t, a < b ? a : b)
LAB_ROW(row_max_i64, int64_t, int64_t, a > b ? a : b)
LAB_ROW(row_floor_div_i64, int64_t, int64_t, floor_div_i64(a, b))
LAB_ROW(row_mod_i64, int64_t, int64_t, mod_i64(a, b))

typedef void (*integer_row)(
    ptrdiff_t, const int64_t *, ptrdiff_t, const int64_t *, ptrdiff_t, int64_t *);

static integer_row integer_row_of(lab_binary_op op) {
  switch (op) {
    case LAB_ADD: return row_add_i64;
    case LAB_SUB: return row_sub_i64;
    case LAB_MUL: return row_mul_i64;
    case LAB_MIN: return row_min_i64;
    case LAB_MAX: return row_max_i64;
    case LAB_MOD: return row_mod_i64;
    case LAB_DIV:
    case LAB_FLOOR_DIV:
    case LAB_POW: return row_floor_div_i64;
  }
  return row_add_i64;
}

void lab_binary_i64(
    lab_binary_op op, ptrdiff_t rows, ptrdiff_t columns,
    const int64_t *a, ptrdiff_t a_row_stride, ptrdiff_t a_column_stride,
    const int64_t *b, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,
    int64_t *out, ptrdiff_t out_row_stride) {
  integer_row row = integer_row_of(op);
  for (ptrdiff_t i = 0; i < rows; i++) {
    row(columns, a + i * a_row_stride, a_column_stride, b + i * b_row_stride, b_column_stride,
        out + i * out_row_stride);
  }
}

#define LAB_COMPARISONS(suffix, type)               \
  LAB_ROW(row_eq_##suffix, type, uint8_t, a == b)   \
  LAB_ROW(row_ne_##suffix, type, uint8_t, a != b)   \
  LAB_ROW(row_lt_##suffix, type, uint8_t, a < b)    \
  LAB_ROW(row_le_##suffix, type, uint8_t, a <= b)   \
  LAB_ROW(row_gt_##suffix, type, uint8_t, a > b)    \
  LAB_ROW(row_ge_##suffix, type, uint8_t, a >= b)

LAB_COMPARISONS(f32, float)
LAB_COMPARISONS(i64, int64_t)

#define LAB_COMPARE(name, suffix, type)                                                        \
  void name(                                                                                   \
      lab_compare_op op, ptrdiff_t rows, ptrdiff_t columns, const type *a,                     \
      ptrdiff_t a_row_stride, ptrdiff_t a_column_stride, const type *b,                        \
      ptrdiff_t b_row_stride, ptrdiff_t b_column_stride, uint8_t *out,                         \
      ptrdiff_t out_row_stride) {                                                              \
    void (*const table[])(                                                                     \
        ptrdiff_t, const type *, ptrdiff_t, const type *, ptrdiff_t, uint8_t *) = {            \
        row_eq_##suffix, row_ne_##suffix, row_lt_##suffix,                                     \
        row_le_##suffix, row_gt_##suffix, row_ge_##suffix};                                    \
    for (ptrdiff_t i = 0; i < rows; i++) {                                                     \
      table[op](                                                                               \
          columns, a + i * a_row_stride, a_column_stride, b + i * b_row_stride,                \
          b_column_stride, out + i * out_row_stride);                                          \
    }                                                                                          \
  }

LAB_COMPARE(lab_compare, f32, float)
LAB_COMPARE(lab_compare_i64, i64, int64_t)

LAB_CLONES void lab_where(
    ptrdiff_t rows, ptrdiff_t columns,
    const uint8_t *condition, ptrdiff_t condition_row_stride, ptrdiff_t condition_column_stride,
    const float *a, ptrdiff_t a_row_stride, ptrdiff_t a_column_stride,
    const float *b, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,
    float *out, ptrdiff_t out_row_stride) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    for (ptrdiff_t j = 0; j < columns; j++) {
      float x = a[i * a_row_stride + j * a_column_stride];
      float y = b[i * b_row_stride + j * b_column_stride];
      out[i * out_row_stride + j] =
          condition[i * condition_row_stride + j * condition_column_stride] ? x : y;
    }
  }
}
