#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

// The functions of one number, one row each. From the row come the kernels below, what Tensors
// records, and the functions of the language: a new row is a new function.
//
// ROW(case, name, summary, number, value, gradient, reads, whole)
//   case      of `lab_unary_op`
//   name      what scripts and messages call it
//   summary   what `lab doc` says about it; NULL if the language provides it in another way
//   number    the value at a `double x`
//   value     the value at a `float x`
//   gradient  dy times the slope, at x, where y is the value
//   reads     which of x and y the gradient is computed from: NEITHER, INPUT or RESULT
//   whole     EXACT(…), the value at an `int64_t x`, for functions whose results then are whole;
//             it may use `u`, which is x without a sign, so that it wraps. NONE if x is first
//             converted to float.
//
// Where there is no slope, it is PyTorch's: 0 for functions with steps, and for |x| and relu at 0.
// clang-format off
#define LAB_UNARY_ROWS(ROW) \
  ROW(neg, "-", NULL, -x, -x, -dy, NEITHER, EXACT(0 - u)) \
  ROW(abs, "abs", NULL, fabs(x), fabsf(x), \
      dy * (float)((x > 0) - (x < 0)), INPUT, EXACT(x < 0 ? 0 - u : u)) \
  ROW(sign, "sign", "-1, 0 or 1.", (x > 0) - (x < 0), (float)((x > 0) - (x < 0)), dy * 0.0f, \
      NEITHER, EXACT((x > 0) - (x < 0))) \
  ROW(square, "square", "x².", x * x, x * x, dy * (2.0f * x), INPUT, EXACT(u * u)) \
  ROW(reciprocal, "reciprocal", "1/x.", 1 / x, 1.0f / x, dy * (-y * y), RESULT, NONE) \
  ROW(sqrt, "sqrt", "√x.", sqrt(x), sqrtf(x), dy * (0.5f / y), RESULT, NONE) \
  ROW(rsqrt, "rsqrt", "1/√x.", 1 / sqrt(x), 1.0f / sqrtf(x), \
      dy * (-0.5f * y * y * y), RESULT, NONE) \
  ROW(exp, "exp", "eˣ.", exp(x), exp_value(x), dy * y, RESULT, NONE) \
  ROW(exp2, "exp2", "2ˣ.", exp2(x), exp2f(x), dy * (y * 0.69314718f), RESULT, NONE) \
  ROW(expm1, "expm1", "eˣ − 1.", expm1(x), expm1_value(x), dy * (y + 1.0f), RESULT, NONE) \
  ROW(log, "log", "The natural logarithm.", log(x), log_value(x), dy * (1.0f / x), INPUT, NONE) \
  ROW(log2, "log2", "The logarithm to base 2.", log2(x), log2f(x), \
      dy * (1.0f / (x * 0.69314718f)), INPUT, NONE) \
  ROW(log10, "log10", "The logarithm to base 10.", log10(x), log10f(x), \
      dy * (1.0f / (x * 2.3025851f)), INPUT, NONE) \
  ROW(log1p, "log1p", "ln(1 + x).", log1p(x), log1p_value(x), dy * (1.0f / (1.0f + x)), \
      INPUT, NONE) \
  ROW(sin, "sin", "The sine of an angle in radians.", sin(x), sin_quarter(x, 0), \
      dy * sin_quarter(x, 1), INPUT, NONE) \
  ROW(cos, "cos", "The cosine of an angle in radians.", cos(x), sin_quarter(x, 1), \
      dy * -sin_quarter(x, 0), INPUT, NONE) \
  ROW(tan, "tan", "The tangent of an angle in radians.", tan(x), tanf(x), \
      dy * (1.0f + y * y), RESULT, NONE) \
  ROW(asin, "asin", "The angle in [−π/2, π/2] whose sine is x.", asin(x), asinf(x), \
      dy * (1.0f / sqrtf((1.0f - x) * (1.0f + x))), INPUT, NONE) \
  ROW(acos, "acos", "The angle in [0, π] whose cosine is x.", acos(x), acosf(x), \
      dy * (-1.0f / sqrtf((1.0f - x) * (1.0f + x))), INPUT, NONE) \
  ROW(atan, "atan", "The angle in (−π/2, π/2) whose tangent is x.", atan(x), atanf(x), \
      dy * (1.0f / (1.0f + x * x)), INPUT, NONE) \
  ROW(sinh, "sinh", "The hyperbolic sine.", sinh(x), sinhf(x), dy * coshf(x), INPUT, NONE) \
  ROW(cosh, "cosh", "The hyperbolic cosine.", cosh(x), coshf(x), dy * sinhf(x), INPUT, NONE) \
  ROW(tanh, "tanh", "The hyperbolic tangent.", tanh(x), tanh_value(x), dy * (1.0f - y * y), \
      RESULT, NONE) \
  ROW(erf, "erf", "The error function.", erf(x), erf_value(x), \
      dy * (1.1283792f * exp_value(-x * x)), INPUT, NONE) \
  ROW(relu, "relu", "max(x, 0).", x < 0 ? 0 : x, x < 0 ? 0.0f : x, y <= 0 ? 0.0f : dy, \
      RESULT, NONE) \
  ROW(sigmoid, "sigmoid", "1/(1 + e⁻ˣ).", 1 / (1 + exp(-x)), sigmoid_value(x), \
      dy * (y * (1.0f - y)), RESULT, NONE) \
  ROW(silu, "silu", "x · sigmoid(x).", x / (1 + exp(-x)), silu_value(x), dy * silu_slope(x), \
      INPUT, NONE) \
  ROW(softplus, "softplus", "ln(1 + eˣ).", x > 30 ? x : log1p(exp(x)), softplus_value(x), \
      dy * sigmoid_value(x), INPUT, NONE) \
  ROW(gelu, "gelu", NULL, 0.5 * x * erfc(-x / sqrt(2.0)), gelu_value(x), dy * gelu_slope(x), \
      INPUT, NONE) \
  ROW(geluTanh, "gelu", NULL, x / (1 + exp(-1.5957691216057308 * (x + 0.044715 * x * x * x))), \
      gelu_tanh_value(x), dy * gelu_tanh_slope(x), INPUT, NONE) \
  ROW(floor, "floor", "The largest whole number not above x.", floor(x), floor_value(x), \
      dy * 0.0f, NEITHER, EXACT(x)) \
  ROW(ceil, "ceil", "The smallest whole number not below x.", ceil(x), ceil_value(x), \
      dy * 0.0f, NEITHER, EXACT(x)) \
  ROW(round, "round", NULL, rint(x), round_value(x), dy * 0.0f, NEITHER, EXACT(x)) \
  ROW(trunc, "trunc", "x without its fraction.", trunc(x), trunc_value(x), \
      dy * 0.0f, NEITHER, EXACT(x))
// clang-format on

typedef enum LAB_ENUM lab_unary_op : int32_t {
#define ROW(CASE, ...) LAB_UNARY_##CASE LAB_CASE(CASE),
  LAB_UNARY_ROWS(ROW)
#undef ROW
} lab_unary_op;

/// A row of the table, apart from how to compute it.
typedef struct lab_unary_row {
  const char *name;
  const char *_Nullable summary;
  bool reads_input;
  bool reads_result;
} lab_unary_row;

/// The number of functions: the first has the raw value 0.
int32_t lab_unary_count(void);

/// The row of a function.
lab_unary_row lab_unary_row_of(lab_unary_op op);

/// op(x) of one number.
double lab_unary_number(lab_unary_op op, double x);

/// y[i] = op(x[i]); in place allowed.
void lab_unary(lab_unary_op op, ptrdiff_t n, const float *x, float *y);

/// The same on int64, wrapping on overflow; false, and nothing written, if `op` has no whole
/// results.
bool lab_unary_i64(lab_unary_op op, ptrdiff_t n, const int64_t *x, int64_t *y);

/// dx[i] = dy[i]·op′(x[i]), where y = op(x). All of (n); dx may be dy, and also x or y if the slope
/// is computed from the other alone, or from neither.
void lab_unary_gradient(
    lab_unary_op op, ptrdiff_t n, const float *x, const float *y, const float *dy, float *dx);

#pragma clang assume_nonnull end
