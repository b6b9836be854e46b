#include "elementary.h"
#include "lab_elementwise.h"

#define EACH_SMOOTH(DO) \
  DO(LAB_NEG) DO(LAB_ABS) DO(LAB_SIGN) DO(LAB_SQUARE) DO(LAB_RECIPROCAL) DO(LAB_SQRT) \
  DO(LAB_RSQRT) DO(LAB_EXP) DO(LAB_EXPM1) DO(LAB_LOG) DO(LAB_LOG1P) DO(LAB_SIN) DO(LAB_COS) \
  DO(LAB_TANH) DO(LAB_SIGMOID) DO(LAB_SOFTPLUS) DO(LAB_ERF) DO(LAB_RELU_OP) DO(LAB_GELU) \
  DO(LAB_GELU_TANH) DO(LAB_SILU)
#define EACH_STEP(DO) DO(LAB_FLOOR) DO(LAB_CEIL) DO(LAB_ROUND) DO(LAB_TRUNC)

/// Rounded to an integer, half to even, without the instruction that baseline x86-64 lacks.
LAB_INLINE float round_value(float x) {
  float magic = copy_sign(0x1p23f, x);
  float rounded = copy_sign((x + magic) - magic, x);
  return fabsf(x) < 0x1p23f ? rounded : x;
}

LAB_INLINE float unary_value(lab_unary_op op, float x) {
  switch (op) {
    case LAB_NEG: return -x;
    case LAB_ABS: return fabsf(x);
    case LAB_SIGN: return x > 0 ? 1.0f : (x < 0 ? -1.0f : x);
    case LAB_SQUARE: return x * x;
    case LAB_RECIPROCAL: return 1.0f / x;
    case LAB_SQRT: return sqrtf(x);
    case LAB_RSQRT: return 1.0f / sqrtf(x);
    case LAB_EXP: return exp_value(x);
    case LAB_EXPM1: return expm1_value(x);
    case LAB_LOG: return log_value(x);
    case LAB_LOG1P: return log1p_value(x);
    case LAB_SIN: return sin_quarter(x, 0);
    case LAB_COS: return sin_quarter(x, 1);
    case LAB_TANH: return tanh_value(x);
    case LAB_SIGMOID: return sigmoid_value(x);
    case LAB_SOFTPLUS: return softplus_value(x);
    case LAB_ERF: return erf_value(x);
    case LAB_RELU_OP: return x < 0 ? 0.0f : x;
    case LAB_GELU: return gelu_value(x);
    case LAB_GELU_TANH: return gelu_tanh_value(x);
    case LAB_SILU: return silu_value(x);
    case LAB_FLOOR: {
      float rounded = round_value(x);
      return rounded > x ? rounded - 1.0f : rounded;
    }
    case LAB_CEIL: {
      float rounded = round_value(x);
      return copy_sign(rounded < x ? rounded + 1.0f : rounded, x);
    }
    case LAB_ROUND: return round_value(x);
    case LAB_TRUNC: {
      float rounded = round_value(fabsf(x));
      return copy_sign(rounded > fabsf(x) ? rounded - 1.0f : rounded, x);
    }
  }
  return x;
}

/// op′ at x, where y = op(x).
LAB_INLINE float unary_slope(lab_unary_op op, float x, float y) {
  switch (op) {
    case LAB_NEG: return -1.0f;
    case LAB_ABS: return x > 0 ? 1.0f : (x < 0 ? -1.0f : x);
    case LAB_SQUARE: return 2.0f * x;
    case LAB_RECIPROCAL: return -y * y;
    case LAB_SQRT: return 0.5f / y;
    case LAB_RSQRT: return -0.5f * y / x;
    case LAB_EXP: return y;
    case LAB_EXPM1: return y + 1.0f;
    case LAB_LOG: return 1.0f / x;
    case LAB_LOG1P: return 1.0f / (1.0f + x);
    case LAB_SIN: return sin_quarter(x, 1);
    case LAB_COS: return -sin_quarter(x, 0);
    case LAB_TANH: return 1.0f - y * y;
    case LAB_SIGMOID: return y * (1.0f - y);
    case LAB_SOFTPLUS: return sigmoid_value(x);
    case LAB_ERF: return 1.1283792f * exp_value(-x * x);
    case LAB_GELU: return gelu_slope(x);
    case LAB_GELU_TANH: return gelu_tanh_slope(x);
    case LAB_SILU: return silu_slope(x);
    default: return 0.0f;
  }
}

/// dy·op′(x); relu's zeros stay zero whatever dy is.
LAB_INLINE float unary_pull(lab_unary_op op, float x, float y, float dy) {
  if (op == LAB_RELU_OP) return y > 0 ? dy : 0.0f;
  return dy * unary_slope(op, x, y);
}

LAB_INLINE void unary_loop(lab_unary_op op, ptrdiff_t n, const float *x, float *y) {
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) y[i] = unary_value(op, x[i]);
}

LAB_INLINE void gradient_loop(
    lab_unary_op op, ptrdiff_t n, const float *x, const float *y, const float *dy, float *dx) {
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) dx[i] = unary_pull(op, x[i], y[i], dy[i]);
}

LAB_CLONES static void unary(lab_unary_op op, ptrdiff_t n, const float *x, float *y) {
  switch (op) {
#define DO(OP) case OP: unary_loop(OP, n, x, y); break;
    EACH_SMOOTH(DO) EACH_STEP(DO)
#undef DO
  }
}

LAB_CLONES static void unary_gradient(
    lab_unary_op op, ptrdiff_t n, const float *x, const float *y, const float *dy, float *dx) {
  switch (op) {
#define DO(OP) case OP: gradient_loop(OP, n, x, y, dy, dx); break;
    EACH_SMOOTH(DO) EACH_STEP(DO)
#undef DO
  }
}

/// Elements a block of which stays in the first cache for a second look.
enum { BLOCK = 1024 };

void lab_unary(lab_unary_op op, ptrdiff_t n, const float *x, float *y) {
  if (op != LAB_SIN && op != LAB_COS) {
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
      y[begin + i] = op == LAB_SIN ? sinf(large[i]) : cosf(large[i]);
    }
  }
}

void lab_unary_gradient(
    lab_unary_op op, ptrdiff_t n, const float *x, const float *y, const float *dy, float *dx) {
  if (op != LAB_SIN && op != LAB_COS) {
    unary_gradient(op, n, x, y, dy, dx);
    return;
  }
  lab_unary_op other = op == LAB_SIN ? LAB_COS : LAB_SIN;
  for (ptrdiff_t begin = 0; begin < n; begin += BLOCK) {
    ptrdiff_t count = n - begin < BLOCK ? n - begin : BLOCK;
    float slope[BLOCK];
    lab_unary(other, count, x + begin, slope);
    float sign = op == LAB_SIN ? 1.0f : -1.0f;
    for (ptrdiff_t i = 0; i < count; i++) {
      dx[begin + i] = sign * slope[i] * dy[begin + i];
    }
  }
}
