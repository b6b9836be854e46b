#include "lab_elementwise.h"
#include "math.h"

// One loop for each operation: the compiler makes vector code of it, once for each level.
#define LAB_MAP(name, expression)                                                    \
  LAB_CLONES static void name(ptrdiff_t n, const float *x, float *y) {               \
    for (ptrdiff_t i = 0; i < n; i++) {                                              \
      float v = x[i];                                                                \
      y[i] = (expression);                                                           \
    }                                                                                \
  }

LAB_MAP(map_neg, -v)
LAB_MAP(map_abs, fabsf(v))
LAB_MAP(map_sign, v > 0.0f ? 1.0f : v < 0.0f ? -1.0f : v)
LAB_MAP(map_square, v * v)
LAB_MAP(map_reciprocal, 1.0f / v)
LAB_MAP(map_sqrt, sqrtf(v))
LAB_MAP(map_rsqrt, 1.0f / sqrtf(v))
LAB_MAP(map_exp, lab_expf(v))
LAB_MAP(map_expm1, lab_expm1f(v))
LAB_MAP(map_log, lab_logf(v))
LAB_MAP(map_log1p, lab_log1pf(v))
LAB_MAP(map_sin, lab_sinf_quarter(v, 0))
LAB_MAP(map_cos, lab_sinf_quarter(v, 1))
LAB_MAP(map_tanh, lab_tanhf(v))
LAB_MAP(map_sigmoid, lab_sigmoidf(v))
LAB_MAP(map_softplus, lab_softplusf(v))
LAB_MAP(map_erf, lab_erff(v))
LAB_MAP(map_relu, v < 0.0f ? 0.0f : v)
LAB_MAP(map_gelu, 0.5f * v * (1.0f + lab_erff(v * 0.707106781f)))
LAB_MAP(map_gelu_tanh, 0.5f * v * (1.0f + lab_tanhf(0.797884561f * (v + 0.044715f * v * v * v))))
LAB_MAP(map_silu, v * lab_sigmoidf(v))
LAB_MAP(map_floor, floorf(v))
LAB_MAP(map_ceil, ceilf(v))
LAB_MAP(map_round, rintf(v))
LAB_MAP(map_trunc, truncf(v))

/// The few angles that are too large for the fast reduction, in place after the fast pass. Reads x
/// only where |x| is large, so y must not be x.
static void mend_angles(ptrdiff_t n, const float *x, float *y, float (*exact)(float)) {
  for (ptrdiff_t i = 0; i < n; i++) {
    if (!(fabsf(x[i]) <= 8192.0f)) y[i] = exact(x[i]);
  }
}

static void map_angles(
    ptrdiff_t n, const float *x, float *y, void (*fast)(ptrdiff_t, const float *, float *),
    float (*exact)(float)) {
  float angles[256];
  for (ptrdiff_t begin = 0; begin < n; begin += 256) {
    ptrdiff_t count = n - begin < 256 ? n - begin : 256;
    memcpy(angles, x + begin, sizeof(float) * (size_t)count);
    fast(count, angles, y + begin);
    mend_angles(count, angles, y + begin, exact);
  }
}

void lab_unary(lab_unary_op op, ptrdiff_t n, const float *x, float *y) {
  switch (op) {
    case LAB_NEG: map_neg(n, x, y); break;
    case LAB_ABS: map_abs(n, x, y); break;
    case LAB_SIGN: map_sign(n, x, y); break;
    case LAB_SQUARE: map_square(n, x, y); break;
    case LAB_RECIPROCAL: map_reciprocal(n, x, y); break;
    case LAB_SQRT: map_sqrt(n, x, y); break;
    case LAB_RSQRT: map_rsqrt(n, x, y); break;
    case LAB_EXP: map_exp(n, x, y); break;
    case LAB_EXPM1: map_expm1(n, x, y); break;
    case LAB_LOG: map_log(n, x, y); break;
    case LAB_LOG1P: map_log1p(n, x, y); break;
    case LAB_SIN: map_angles(n, x, y, map_sin, sinf); break;
    case LAB_COS: map_angles(n, x, y, map_cos, cosf); break;
    case LAB_TANH: map_tanh(n, x, y); break;
    case LAB_SIGMOID: map_sigmoid(n, x, y); break;
    case LAB_SOFTPLUS: map_softplus(n, x, y); break;
    case LAB_ERF: map_erf(n, x, y); break;
    case LAB_RELU_OP: map_relu(n, x, y); break;
    case LAB_GELU: map_gelu(n, x, y); break;
    case LAB_GELU_TANH: map_gelu_tanh(n, x, y); break;
    case LAB_SILU: map_silu(n, x, y); break;
    case LAB_FLOOR: map_floor(n, x, y); break;
    case LAB_CEIL: map_ceil(n, x, y); break;
    case LAB_ROUND: map_round(n, x, y); break;
    case LAB_TRUNC: map_trunc(n, x, y); break;
  }
}

#define LAB_SLOPE(name, expression)                                                           \
  LAB_CLONES static void name(                                                                \
      ptrdiff_t n, const float *x, const float *y, const float *dy, float *dx, float keep) {  \
    for (ptrdiff_t i = 0; i < n; i++) {                                                       \
      float v = x[i], w = y[i], d = dy[i];                                                    \
      (void)v, (void)w;                                                                       \
      float slope = (expression);                                                             \
      dx[i] = keep != 0.0f ? dx[i] + slope : slope;                                           \
    }                                                                                         \
  }

LAB_SLOPE(slope_neg, -d)
LAB_SLOPE(slope_abs, v > 0.0f ? d : v < 0.0f ? -d : v == 0.0f ? 0.0f : v)
LAB_SLOPE(slope_zero, 0.0f * d)
LAB_SLOPE(slope_square, 2.0f * v * d)
LAB_SLOPE(slope_reciprocal, -w * w * d)
LAB_SLOPE(slope_sqrt, 0.5f * d / w)
LAB_SLOPE(slope_rsqrt, -0.5f * w * w * w * d)
LAB_SLOPE(slope_exp, w * d)
LAB_SLOPE(slope_expm1, (w + 1.0f) * d)
LAB_SLOPE(slope_log, d / v)
LAB_SLOPE(slope_log1p, d / (1.0f + v))
LAB_SLOPE(slope_tanh, (1.0f - w * w) * d)
LAB_SLOPE(slope_sigmoid, w * (1.0f - w) * d)
LAB_SLOPE(slope_softplus, lab_sigmoidf(v) * d)
LAB_SLOPE(slope_erf, 1.12837917f * lab_expf(-v * v) * d)
LAB_SLOPE(slope_relu, w > 0.0f ? d : w == 0.0f ? 0.0f : w)
LAB_SLOPE(
    slope_gelu, d * (0.5f * (1.0f + lab_erff(v * 0.707106781f)) +
                     v * 0.398942280f * lab_expf(-0.5f * v * v)))
LAB_SLOPE(slope_silu, d * (lab_sigmoidf(v) * (1.0f + v * (1.0f - lab_sigmoidf(v)))))

LAB_CLONES static void slope_gelu_tanh(
    ptrdiff_t n, const float *x, const float *y, const float *dy, float *dx, float keep) {
  (void)y;
  for (ptrdiff_t i = 0; i < n; i++) {
    float v = x[i];
    float t = lab_tanhf(0.797884561f * (v + 0.044715f * v * v * v));
    float inner = 0.797884561f * (1.0f + 3.0f * 0.044715f * v * v);
    float slope = dy[i] * (0.5f * (1.0f + t) + 0.5f * v * (1.0f - t * t) * inner);
    dx[i] = keep != 0.0f ? dx[i] + slope : slope;
  }
}

/// d/dx of sin is sin(x + π/2), of cos sin(x + π).
static void slope_angles(
    ptrdiff_t n, const float *x, const float *dy, float *dx, float keep, int is_sine) {
  float slopes[256];
  for (ptrdiff_t begin = 0; begin < n; begin += 256) {
    ptrdiff_t count = n - begin < 256 ? n - begin : 256;
    lab_unary(is_sine ? LAB_COS : LAB_SIN, count, x + begin, slopes);
    for (ptrdiff_t i = 0; i < count; i++) {
      float slope = (is_sine ? slopes[i] : -slopes[i]) * dy[begin + i];
      dx[begin + i] = keep != 0.0f ? dx[begin + i] + slope : slope;
    }
  }
}

void lab_unary_gradient(
    lab_unary_op op, ptrdiff_t n, const float *x, const float *y, const float *dy, float *dx,
    bool accumulate) {
  float keep = accumulate ? 1.0f : 0.0f;
  switch (op) {
    case LAB_NEG: slope_neg(n, x, y, dy, dx, keep); break;
    case LAB_ABS: slope_abs(n, x, y, dy, dx, keep); break;
    case LAB_SQUARE: slope_square(n, x, y, dy, dx, keep); break;
    case LAB_RECIPROCAL: slope_reciprocal(n, x, y, dy, dx, keep); break;
    case LAB_SQRT: slope_sqrt(n, x, y, dy, dx, keep); break;
    case LAB_RSQRT: slope_rsqrt(n, x, y, dy, dx, keep); break;
    case LAB_EXP: slope_exp(n, x, y, dy, dx, keep); break;
    case LAB_EXPM1: slope_expm1(n, x, y, dy, dx, keep); break;
    case LAB_LOG: slope_log(n, x, y, dy, dx, keep); break;
    case LAB_LOG1P: slope_log1p(n, x, y, dy, dx, keep); break;
    case LAB_SIN: slope_angles(n, x, dy, dx, keep, 1); break;
    case LAB_COS: slope_angles(n, x, dy, dx, keep, 0); break;
    case LAB_TANH: slope_tanh(n, x, y, dy, dx, keep); break;
    case LAB_SIGMOID: slope_sigmoid(n, x, y, dy, dx, keep); break;
    case LAB_SOFTPLUS: slope_softplus(n, x, y, dy, dx, keep); break;
    case LAB_ERF: slope_erf(n, x, y, dy, dx, keep); break;
    case LAB_RELU_OP: slope_relu(n, x, y, dy, dx, keep); break;
    case LAB_GELU: slope_gelu(n, x, y, dy, dx, keep); break;
    case LAB_GELU_TANH: slope_gelu_tanh(n, x, y, dy, dx, keep); break;
    case LAB_SILU: slope_silu(n, x, y, dy, dx, keep); break;
    case LAB_SIGN:
    case LAB_FLOOR:
    case LAB_CEIL:
    case LAB_ROUND:
    case LAB_TRUNC: slope_zero(n, x, y, dy, dx, keep); break;
  }
}
