#include "elementary.h"
#include "lab_elementwise.h"

// Divisions and calls do not vectorise, and need not be reported.
#pragma clang diagnostic ignored "-Wpass-failed"

/// Loops over (rows, columns), specialised for the most common strides along the columns, 1 and 0.
/// EXPRESSION reads P and Q, one element of each operand.
#define ROWS(EXPRESSION) \
  for (ptrdiff_t i = 0; i < rows; i++) { \
    const T *p = a + i * a_row_stride, *q = b + i * b_row_stride; \
    R *r = out + i * out_row_stride; \
    if (a_column_stride == 1 && b_column_stride == 1) { \
      LAB_VECTORIZE \
      for (ptrdiff_t j = 0; j < columns; j++) { T P = p[j], Q = q[j]; r[j] = (R)(EXPRESSION); } \
    } else if (a_column_stride == 1 && b_column_stride == 0) { \
      T Q = *q; \
      LAB_VECTORIZE \
      for (ptrdiff_t j = 0; j < columns; j++) { T P = p[j]; r[j] = (R)(EXPRESSION); } \
    } else if (a_column_stride == 0 && b_column_stride == 1) { \
      T P = *p; \
      LAB_VECTORIZE \
      for (ptrdiff_t j = 0; j < columns; j++) { T Q = q[j]; r[j] = (R)(EXPRESSION); } \
    } else { \
      /* Gathering elements into vectors takes longer. */ \
      _Pragma("clang loop vectorize(disable)") \
      for (ptrdiff_t j = 0; j < columns; j++) { \
        T P = p[j * a_column_stride], Q = q[j * b_column_stride]; \
        r[j] = (R)(EXPRESSION); \
      } \
    } \
  }

#define SHAPE \
  ptrdiff_t rows, ptrdiff_t columns, const T *a, ptrdiff_t a_row_stride, \
  ptrdiff_t a_column_stride, const T *b, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride, \
  R *out, ptrdiff_t out_row_stride

static float floor_div_value(float a, float b) {
  float remainder = fmodf(a, b);
  float quotient = (a - remainder) / b;
  // Not (a - (remainder + b)) / b, which is NaN where b is infinite.
  if (remainder != 0 && (remainder < 0) != (b < 0)) quotient -= 1;
  if (b == 0) return a / b;
  return quotient == 0 ? copy_sign(0, a / b) : roundf(quotient);
}

static float mod_value(float a, float b) {
  // A zero has the sign of a, as in PyTorch.
  float remainder = fmodf(a, b);
  return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
}

#define T float
#define R float
LAB_CLONES void lab_binary(lab_binary_op op, SHAPE) {
  // A square is by far the most common power.
  bool square = op == LAB_POW && b_row_stride == 0 && b_column_stride == 0 && rows > 0
      && columns > 0 && *b == 2.0f;
  if (square) {
    ROWS(((void)Q, P * P))
    return;
  }
  switch (op) {
    case LAB_ADD: ROWS(P + Q) break;
    case LAB_SUB: ROWS(P - Q) break;
    case LAB_MUL: ROWS(P * Q) break;
    case LAB_DIV: ROWS(P / Q) break;
    case LAB_MIN: ROWS(P < Q || P != P ? P : Q) break;
    case LAB_MAX: ROWS(P > Q || P != P ? P : Q) break;
    case LAB_POW: ROWS(powf(P, Q)) break;
    case LAB_FLOOR_DIV: ROWS(floor_div_value(P, Q)) break;
    case LAB_MOD: ROWS(mod_value(P, Q)) break;
  }
}
#undef T
#undef R

static int64_t floor_div_i64(int64_t a, int64_t b) {
  if (b == 0) return 0;
  if (b == -1) return (int64_t)(0 - (uint64_t)a);
  int64_t quotient = a / b;
  return quotient - (a % b != 0 && (a % b < 0) != (b < 0));
}

static int64_t mod_i64(int64_t a, int64_t b) {
  if (b == 0 || b == -1) return 0;
  int64_t remainder = a % b;
  return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
}

static int64_t power_i64(int64_t base, int64_t exponent) {
  uint64_t result = 1, factor = (uint64_t)base;
  if (exponent < 0) return base == 1 ? 1 : (base == -1 ? (exponent & 1 ? -1 : 1) : 0);
  for (; exponent > 0; exponent >>= 1, factor *= factor) {
    if (exponent & 1) result *= factor;
  }
  return (int64_t)result;
}

#define T int64_t
#define R int64_t
LAB_CLONES void lab_binary_i64(lab_binary_op op, SHAPE) {
  switch (op) {
    case LAB_ADD: ROWS((uint64_t)P + (uint64_t)Q) break;
    case LAB_SUB: ROWS((uint64_t)P - (uint64_t)Q) break;
    case LAB_MUL: ROWS((uint64_t)P * (uint64_t)Q) break;
    case LAB_MIN: ROWS(P < Q ? P : Q) break;
    case LAB_MAX: ROWS(P > Q ? P : Q) break;
    case LAB_POW: ROWS(power_i64(P, Q)) break;
    case LAB_DIV:
    case LAB_FLOOR_DIV: ROWS(floor_div_i64(P, Q)) break;
    case LAB_MOD: ROWS(mod_i64(P, Q)) break;
  }
}
#undef R

#define EACH_COMPARISON \
  switch (op) { \
    case LAB_EQ: ROWS(P == Q) break; \
    case LAB_NE: ROWS(P != Q) break; \
    case LAB_LT: ROWS(P < Q) break; \
    case LAB_LE: ROWS(P <= Q) break; \
    case LAB_GT: ROWS(P > Q) break; \
    case LAB_GE: ROWS(P >= Q) break; \
  }

#define R uint8_t
LAB_CLONES void lab_compare_i64(lab_compare_op op, SHAPE) { EACH_COMPARISON }
#undef T
#define T float
LAB_CLONES void lab_compare(lab_compare_op op, SHAPE) { EACH_COMPARISON }
#undef T
#define T uint8_t
LAB_CLONES void lab_logic(lab_logic_op op, SHAPE) {
  switch (op) {
    case LAB_AND: ROWS(P & Q) break;
    case LAB_OR: ROWS(P | Q) break;
    case LAB_XOR: ROWS(P ^ Q) break;
  }
}
#undef T
#undef R

LAB_CLONES void lab_where(
    ptrdiff_t rows, ptrdiff_t columns,
    const uint8_t *condition, ptrdiff_t condition_row_stride, ptrdiff_t condition_column_stride,
    const float *a, ptrdiff_t a_row_stride, ptrdiff_t a_column_stride,
    const float *b, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,
    float *out, ptrdiff_t out_row_stride) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    const uint8_t *c = condition + i * condition_row_stride;
    const float *p = a + i * a_row_stride, *q = b + i * b_row_stride;
    float *r = out + i * out_row_stride;
    if (condition_column_stride == 1 && a_column_stride == 1 && b_column_stride == 1) {
      LAB_VECTORIZE
      for (ptrdiff_t j = 0; j < columns; j++) {
        float x = p[j], y = q[j];
        r[j] = c[j] ? x : y;
      }
    } else {
      for (ptrdiff_t j = 0; j < columns; j++) {
        r[j] = c[j * condition_column_stride] ? p[j * a_column_stride] : q[j * b_column_stride];
      }
    }
  }
}
