#pragma once
#include <math.h>
#include <string.h>

#include "simd.h"

// Elementary functions on one float, without branches or calls, so that loops over them vectorise.
// Errors are a few units in the last place. Polynomials are minimax fits (weighted least squares,
// reweighted until level) on the interval named.

LAB_INLINE uint32_t bits_of(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

LAB_INLINE float float_of(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

LAB_INLINE float copy_sign(float magnitude, float sign) {
  return float_of((bits_of(magnitude) & 0x7fffffffu) | (bits_of(sign) & 0x80000000u));
}

/// e^(x + tail) / 2ⁿ for a tail far below x, where n = round(x/ln 2) is in the lowest bits of
/// `shifted`: e^r by polynomial.
LAB_INLINE float exp_fraction(float x, float tail, float *shifted) {
  const float magic = 0x1.8p23f;
  *shifted = x * 0x1.715476p0f + magic;
  float n = *shifted - magic;
  float r = x - n * 0x1.62e4p-1f;
  r = (r - n * 0x1.7f7d1cp-20f) + tail;
  float p = 1.381443104e-03f;
  p = p * r + 8.368796892e-03f;
  p = p * r + 4.166839584e-02f;
  p = p * r + 1.666651997e-01f;
  p = p * r + 4.999999340e-01f;
  return p * (r * r) + r + 1.0f;
}

/// e^(x + tail) for a tail far below x: 2ⁿ in two factors so that results may be subnormal.
LAB_INLINE float exp_split(float x, float tail) {
  float clamped = x > 89.0f ? 89.0f : x;
  clamped = clamped < -104.0f ? -104.0f : clamped;
  float shifted;
  float p = exp_fraction(clamped, tail, &shifted);
  int32_t power = (int32_t)(bits_of(shifted) - bits_of(0x1.8p23f));
  int32_t half = power >> 1;
  p *= float_of((uint32_t)(half + 127) << 23);
  return p * float_of((uint32_t)(power - half + 127) << 23);
}

LAB_INLINE float exp_value(float x) { return exp_split(x, 0.0f); }

/// e^(x + tail) for weights relative to the largest, in fewer steps: x is at most 0 except for rounding,
/// and subnormal results become 0.
LAB_INLINE float exp_weight_split(float x, float tail) {
  const float least = -86.5f;
  float shifted;
  float p = exp_fraction(x < least ? least : x, tail, &shifted);
  // As a product, which keeps a NaN whatever n is then.
  float power = float_of((bits_of(shifted) << 23) + bits_of(1.0f));
  return x < least ? 0.0f : p * power;
}

LAB_INLINE float exp_weight(float x) { return exp_weight_split(x, -0.0f); }

/// log(1 + f) for 1 + f in [√½, √2].
LAB_INLINE float log1p_reduced(float f) {
  float p = 6.750443881e-02f;
  p = p * f - 1.167883880e-01f;
  p = p * f + 1.188825305e-01f;
  p = p * f - 1.240509745e-01f;
  p = p * f + 1.421947530e-01f;
  p = p * f - 1.666801914e-01f;
  p = p * f + 2.000212316e-01f;
  p = p * f - 2.500000927e-01f;
  p = p * f + 3.333331254e-01f;
  float square = f * f;
  return (p * f - 0.5f) * square + f;
}

LAB_INLINE float log_value(float x) {
  bool tiny = x < 0x1p-126f;
  float scaled = tiny ? x * 0x1p23f : x;
  uint32_t bits = bits_of(scaled);
  // Exponent relative to √½, so that the mantissa is in [√½, √2).
  int32_t shifted = (int32_t)(bits - 0x3f3504f3u) >> 23;
  float mantissa = float_of(bits - ((uint32_t)shifted << 23));
  float exponent = (float)shifted - (tiny ? 23.0f : 0.0f);
  float f = mantissa - 1.0f;
  float result = exponent * 0x1.7f7d1cp-20f + log1p_reduced(f) + exponent * 0x1.62e4p-1f;
  result = x > 0 ? result : (x == 0 ? -INFINITY : NAN);
  return x == INFINITY || x != x ? x : result;
}

LAB_INLINE float log1p_value(float x) {
  float u = 1.0f + x;
  // What rounding 1 + x lost, to first order.
  float lost = (x - (u - 1.0f)) / u;
  float result = log_value(u);
  return result - result == 0 ? result + lost : result;
}

LAB_INLINE float expm1_value(float x) {
  float p = 1.984980704e-04f;  // on [−½, ½]
  p = p * x + 1.399617716e-03f;
  p = p * x + 8.333579050e-03f;
  p = p * x + 4.166535857e-02f;
  p = p * x + 1.666666399e-01f;
  p = p * x + 5.000000385e-01f;
  float small = p * (x * x) + x;
  return fabsf(x) < 0.5f ? small : exp_value(x) - 1.0f;
}

LAB_INLINE float tanh_value(float x) {
  float a = fabsf(x), z = x * x;
  float p = 2.147523540e-03f;  // on [0, 0.625]
  p = p * z - 8.182659843e-03f;
  p = p * z + 2.170296167e-02f;
  p = p * z - 5.394720332e-02f;
  p = p * z + 1.333320976e-01f;
  p = p * z - 3.333333091e-01f;
  float small = p * z * x + x;
  float large = 1.0f - 2.0f / (exp_value(2.0f * a) + 1.0f);
  return a < 0.625f ? small : copy_sign(large, x);
}

LAB_INLINE float sigmoid_value(float x) {
  float e = exp_value(-fabsf(x));
  float tail = 1.0f / (1.0f + e);
  return x < 0 ? e * tail : tail;
}

/// R(t) of erfc(a) = e^(−a²)·R(t), t = 1/(1 + a/2), on a in [0, 10.2].
LAB_INLINE float erfc_factor(float a) {
  float t = 1.0f / (1.0f + 0.5f * a);
  float p = 3.576714594e-02f;
  p = p * t - 1.910335862e-01f;
  p = p * t + 3.814200599e-01f;
  p = p * t - 2.895924188e-01f;
  p = p * t - 2.195998309e-02f;
  p = p * t + 3.540581566e-02f;
  p = p * t + 5.487794561e-02f;
  p = p * t + 1.855949440e-01f;
  p = p * t + 2.451791627e-01f;
  p = p * t + 2.822523968e-01f;
  p = p * t + 2.820885210e-01f;
  return p * t;
}

LAB_INLINE float erf_value(float x) {
  float a = fabsf(x), z = x * x;
  float p = -6.749512543e-04f;  // on [0, 0.75]
  p = p * z + 5.114345450e-03f;
  p = p * z - 2.683462452e-02f;
  p = p * z + 1.128337657e-01f;
  p = p * z - 3.761261876e-01f;
  p = p * z + 1.128379165e+00f;
  float bounded = a > 10.0f ? 10.0f : a;
  float large = 1.0f - exp_weight(-bounded * bounded) * erfc_factor(bounded);
  return a < 0.75f ? p * x : copy_sign(large, x);
}

/// |x|, at most what is below the smallest float in the tail of the normal distribution.
LAB_INLINE float within_tail(float x) { return fabsf(x) > 14.5f ? 14.5f : fabsf(x); }

/// Φ(−a), the normal distribution's tail, for a in [0, 14.5], and e^(−a²/2): their quotient is a rational
/// function.
LAB_INLINE float normal_tail(float a, float *weight) {
  // a²/2 in two parts: its rounding alone would cost digits in the tail.
  float high = float_of(bits_of(a) & 0xfffff000u);
  float e = exp_weight_split(-0.5f * high * high, -0.5f * (a - high) * (a + high));
  float p = 4.12355989e-03f;
  p = p * a + 4.06820690e-02f;
  p = p * a + 1.83379998e-01f;
  p = p * a + 4.38490413e-01f;
  p = p * a + 5.00000000e-01f;
  float q = 1.03361173e-02f;
  q = q * a + 1.01981219e-01f;
  q = q * a + 4.69853061e-01f;
  q = q * a + 1.20310474e+00f;
  q = q * a + 1.67486581e+00f;
  q = q * a + 1.0f;
  *weight = e;
  return e * p / q;
}

LAB_INLINE float gelu_value(float x) {
  float weight, a = within_tail(x);
  // x Φ(x), and that is x − x Φ(−x).
  return (x >= 0 ? x : -0.0f) - a * normal_tail(a, &weight);
}

LAB_INLINE float gelu_slope(float x) {
  float weight, tail = normal_tail(within_tail(x), &weight);
  float cdf = x < 0 ? tail : 1.0f - tail;
  return fabsf(x) > 14.5f ? cdf : cdf + x * (weight * 0.39894228f);
}

// 0.5·x·(1 + tanh(√(2/π)(x + 0.044715x³))) = x·sigmoid(2√(2/π)(x + 0.044715x³)).
LAB_INLINE float gelu_tanh_value(float x) {
  float s = sigmoid_value(1.5957691f * (x + 0.044715f * x * x * x));
  return x == -INFINITY ? -0.0f : x * s;
}

LAB_INLINE float gelu_tanh_slope(float x) {
  float bounded = x > 30.0f ? 30.0f : (x < -30.0f ? -30.0f : x);
  float square = bounded * bounded;
  float s = sigmoid_value(1.5957691f * (bounded + 0.044715f * bounded * square));
  return s + bounded * s * (1.0f - s) * 1.5957691f * (1.0f + 0.134145f * square);
}

LAB_INLINE float silu_value(float x) { return x == -INFINITY ? -0.0f : x * sigmoid_value(x); }

LAB_INLINE float silu_slope(float x) {
  float bounded = x > 120.0f ? 120.0f : (x < -120.0f ? -120.0f : x);
  float s = sigmoid_value(bounded);
  return s + bounded * s * (1.0f - s);
}

LAB_INLINE float softplus_value(float x) {
  float positive = x > 0 ? x : (x != x ? x : 0.0f);
  return positive + log1p_value(exp_value(-fabsf(x)));
}

/// The argument up to which `sin_cos` holds; beyond it the C library reduces exactly.
#define SIN_COS_LIMIT 8192.0f

/// sin(x + quarter·π/2): quarter 0 for sin, 1 for cos. |x| ≤ SIN_COS_LIMIT.
LAB_INLINE float sin_quarter(float x, uint32_t quarter) {
  const float magic = 0x1.8p23f;
  float shifted = x * 0x1.45f306p-1f + magic;
  float n = shifted - magic;
  // π/2 in three parts, the first two with zeros enough for exact products.
  float r = x - n * 0x1.92p0f;
  r = r - n * 0x1.fb4p-12f;
  r = r - n * 0x1.4442d2p-24f;
  float z = r * r;
  float s = ((-1.951713267e-04f * z + 8.332176955e-03f) * z - 1.666665493e-01f) * z * r + r;
  float c = ((2.443826433e-05f * z - 1.388736594e-03f) * z + 4.166664684e-02f) * (z * z)
      - 0.5f * z + 1.0f;
  uint32_t turn = bits_of(shifted) + quarter;
  float value = (turn & 1) ? c : s;
  return float_of(bits_of(value) ^ ((turn & 2) << 30));
}
