#include "elementary.h"
#include "lab_unary.h"

/// Rounded to an integer, half to even, without the instruction that baseline x86-64 lacks.
LAB_INLINE float round_value(float x) {
  float magic = copy_sign(0x1p23f, x);
  float rounded = copy_sign((x + magic) - magic, x);
  return fabsf(x) < 0x1p23f ? rounded : x;
}

LAB_INLINE float floor_value(float x) {
  float rounded = round_value(x);
  return rounded > x ? rounded - 1.0f : rounded;
}

LAB_INLINE float ceil_value(float x) {
  float rounded = round_value(x);
  return copy_sign(rounded < x ? rounded + 1.0f : rounded, x);
}

LAB_INLINE float trunc_value(float x) {
  float rounded = round_value(fabsf(x));
  return copy_sign(rounded > fabsf(x) ? rounded - 1.0f : rounded, x);
}

enum { NEITHER, INPUT, RESULT };

int32_t lab_unary_count(void) {
#define ROW(...) +1
  return LAB_UNARY_ROWS(ROW);
#undef ROW
}

lab_unary_row lab_unary_row_of(lab_unary_op op) {
  switch (op) {
#define ROW(CASE, NAME, SUMMARY, NUMBER, VALUE, GRADIENT, READS, WHOLE) \
    case LAB_UNARY_##CASE: \
      return (lab_unary_row){NAME, SUMMARY, READS == INPUT, READS == RESULT};
    LAB_UNARY_ROWS(ROW)
#undef ROW
  }
}

double lab_unary_number(lab_unary_op op, double x) {
  switch (op) {
#define ROW(CASE, NAME, SUMMARY, NUMBER, ...) case LAB_UNARY_##CASE: return NUMBER;
    LAB_UNARY_ROWS(ROW)
#undef ROW
  }
}

bool lab_unary_i64(lab_unary_op op, ptrdiff_t n, const int64_t *in, int64_t *out) {
#define EXACT(VALUE) \
  for (ptrdiff_t i = 0; i < n; i++) { \
    int64_t x = in[i]; \
    uint64_t u = (uint64_t)x; \
    (void)u; \
    out[i] = (int64_t)(VALUE); \
  } \
  return true;
#define NONE return false;
  switch (op) {
#define ROW(CASE, NAME, SUMMARY, NUMBER, VALUE, GRADIENT, READS, WHOLE) \
    case LAB_UNARY_##CASE: WHOLE
    LAB_UNARY_ROWS(ROW)
#undef ROW
  }
#undef EXACT
#undef NONE
}

// The table's expressions are functions here, so that each may use what it likes of x, y and dy.
#define ROW(CASE, NAME, SUMMARY, NUMBER, VALUE, GRADIENT, ...) \
  LAB_INLINE float CASE##_unary(float x) { return VALUE; } \
  LAB_INLINE float CASE##_gradient(float x, float y, float dy) { \
    (void)x, (void)y; \
    return GRADIENT; \
  }
LAB_UNARY_ROWS(ROW)
#undef ROW

LAB_CLONES static void unary(lab_unary_op op, ptrdiff_t n, const float *x, float *y) {
  switch (op) {
#define ROW(CASE, ...) \
    case LAB_UNARY_##CASE: { \
      LAB_VECTORIZE \
      for (ptrdiff_t i = 0; i < n; i++) y[i] = CASE##_unary(x[i]); \
      break; \
    }
    LAB_UNARY_ROWS(ROW)
#undef ROW
  }
}

LAB_CLONES static void unary_gradient(
    lab_unary_op op, ptrdiff_t n, const float *x, const float *y, const float *dy, float *dx) {
  switch (op) {
#define ROW(CASE, ...) \
    case LAB_UNARY_##CASE: { \
      LAB_VECTORIZE \
      for (ptrdiff_t i = 0; i < n; i++) dx[i] = CASE##_gradient(x[i], y[i], dy[i]); \
      break; \
    }
    LAB_UNARY_ROWS(ROW)
#undef ROW
  }
}

/// Elements per block, so that it stays in the first-level cache for a second look.
enum { BLOCK = 1024 };

void lab_unary(lab_unary_op op, ptrdiff_t n, const float *x, float *y) {
  if (op != LAB_UNARY_sin && op != LAB_UNARY_cos) {
    unary(op, n, x, y);
    return;
  }
  for (ptrdiff_t begin = 0; begin < n; begin += BLOCK) {
    ptrdiff_t count = n - begin < BLOCK ? n - begin : BLOCK;
    float large[BLOCK];
    ptrdiff_t larges = 0;
    for (ptrdiff_t i = 0; i < count; i++) larges += !(fabsf(x[begin + i]) <= SIN_COS_LIMIT);
    if (larges) memcpy(large, x + begin, (size_t)count * sizeof *x);
    unary(op, count, x + begin, y + begin);
    if (!larges) continue;
    for (ptrdiff_t i = 0; i < count; i++) {
      if (fabsf(large[i]) <= SIN_COS_LIMIT) continue;
      y[begin + i] = op == LAB_UNARY_sin ? sinf(large[i]) : cosf(large[i]);
    }
  }
}

void lab_unary_gradient(
    lab_unary_op op, ptrdiff_t n, const float *x, const float *y, const float *dy, float *dx) {
  if (op != LAB_UNARY_sin && op != LAB_UNARY_cos) {
    unary_gradient(op, n, x, y, dy, dx);
    return;
  }
  lab_unary_op other = op == LAB_UNARY_sin ? LAB_UNARY_cos : LAB_UNARY_sin;
  for (ptrdiff_t begin = 0; begin < n; begin += BLOCK) {
    ptrdiff_t count = n - begin < BLOCK ? n - begin : BLOCK;
    float slope[BLOCK];
    lab_unary(other, count, x + begin, slope);
    float sign = op == LAB_UNARY_sin ? 1.0f : -1.0f;
    for (ptrdiff_t i = 0; i < count; i++) {
      dx[begin + i] = sign * slope[i] * dy[begin + i];
    }
  }
}
