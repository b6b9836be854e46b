#pragma once
#include <math.h>
#include <stdint.h>
#include <string.h>

// Elementary functions of one float, written so that a loop over them becomes vector code: no
// branches, no tables, no calls. Coefficients: Taylor series (exp), atanh series (log), Chebyshev
// fits checked against double precision by the tests of this module.

/// One build for each level of the processor; the loader takes the best (ifunc).
#define LAB_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#define LAB_INLINE static inline __attribute__((always_inline))

LAB_INLINE float lab_from_bits(int32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

LAB_INLINE int32_t lab_bits(float value) {
  int32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// The nearest integer, for |x| < 2²²: adding 1.5·2²³ leaves no room for a fraction.
LAB_INLINE float lab_nearest(float x) { return (x + 12582912.0f) - 12582912.0f; }

/// eˣ: x = n ln 2 + r, |r| ≤ ln 2 / 2; e^r by its series to r⁷; 2ⁿ in two factors, so that results
/// below 2⁻¹²⁶ lose bits gradually.
LAB_INLINE float lab_expf(float x) {
  float clamped = x > 89.0f ? 89.0f : x;
  clamped = clamped < -104.0f ? -104.0f : clamped;
  clamped = x == x ? clamped : 0.0f;
  float n = lab_nearest(clamped * 1.44269504f);
  float r = clamped - n * 0.693145752f;  // ln 2 in two parts
  r = r - n * 1.42860677e-6f;
  float p = 1.0f / 5040.0f;
  p = p * r + 1.0f / 720.0f;
  p = p * r + 1.0f / 120.0f;
  p = p * r + 1.0f / 24.0f;
  p = p * r + 1.0f / 6.0f;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  int32_t whole = (int32_t)n;
  int32_t half = whole >> 1;
  float y = p * lab_from_bits((half + 127) << 23) * lab_from_bits((whole - half + 127) << 23);
  return x == x ? y : x;
}

/// eˣ − 1, without cancellation near 0.
LAB_INLINE float lab_expm1f(float x) {
  float p = 1.0f / 40320.0f;
  p = p * x + 1.0f / 5040.0f;
  p = p * x + 1.0f / 720.0f;
  p = p * x + 1.0f / 120.0f;
  p = p * x + 1.0f / 24.0f;
  p = p * x + 1.0f / 6.0f;
  p = p * x + 0.5f;
  p = p * x + 1.0f;
  return x > -0.35f && x < 0.35f ? x * p : lab_expf(x) - 1.0f;
}

/// ln x: x = 2ᵉ m with m in [√½, √2); ln m = 2 atanh((m − 1)/(m + 1)).
LAB_INLINE float lab_logf(float x) {
  int is_tiny = x < 1.17549435e-38f;
  float scaled = is_tiny ? x * 8388608.0f : x;
  int32_t bits = lab_bits(scaled);
  int32_t exponent = (bits - 0x3f3504f3) >> 23;
  float m = lab_from_bits(bits - (exponent << 23));
  float e = (float)(is_tiny ? exponent - 23 : exponent);
  float f = m - 1.0f;
  float s = f / (m + 1.0f);
  float z = s * s;
  float p = 2.0f / 11.0f;
  p = p * z + 2.0f / 9.0f;
  p = p * z + 2.0f / 7.0f;
  p = p * z + 2.0f / 5.0f;
  p = p * z + 2.0f / 3.0f;
  // 2s = f − s f exactly, so the rounding of s only touches small terms.
  float half = 0.5f * f * f;
  float tail = s * (half + z * p) - half;
  float y = e * 0.693145752f + (f + (tail + e * 1.42860677e-6f));
  y = x == INFINITY ? x : y;
  y = x == 0.0f ? -INFINITY : y;
  return x >= 0.0f ? y : NAN;
}

/// ln(1 + x), exact where 1 + x rounds (Kahan's correction).
LAB_INLINE float lab_log1pf(float x) {
  float u = 1.0f + x;
  float y = lab_logf(u) * (x / (u - 1.0f));
  y = u == 1.0f ? x : y;
  return x == INFINITY ? x : y;
}

LAB_INLINE float lab_tanhf(float x) {
  float a = fabsf(x);
  float t = lab_expm1f(2.0f * (a > 10.0f ? 10.0f : a));
  float y = t / (t + 2.0f);
  y = copysignf(y, x);
  return x == x ? y : x;
}

LAB_INLINE float lab_sigmoidf(float x) {
  float t = lab_expf(-fabsf(x));
  float y = (x < 0.0f ? t : 1.0f) / (1.0f + t);
  return x == x ? y : x;
}

LAB_INLINE float lab_softplusf(float x) {
  return (x > 0.0f ? x : 0.0f) + lab_log1pf(lab_expf(-fabsf(x)));
}

/// erf: its Taylor series inside ±1, else formula 7.1.26 of Abramowitz & Stegun.
LAB_INLINE float lab_erff(float x) {
  float a = fabsf(x);
  float z = x * x;
  float p = 1.48071928e-08f;
  p = p * z - 1.63658447e-07f;
  p = p * z + 1.64621144e-06f;
  p = p * z - 1.49256504e-05f;
  p = p * z + 0.00012055333f;
  p = p * z - 0.000854832702f;
  p = p * z + 0.00522397763f;
  p = p * z - 0.0268661706f;
  p = p * z + 0.112837917f;
  p = p * z - 0.376126389f;
  p = p * z + 1.12837917f;
  float t = 1.0f / (1.0f + 0.3275911f * a);
  float q = 1.061405429f;
  q = q * t - 1.453152027f;
  q = q * t + 1.421413741f;
  q = q * t - 0.284496736f;
  q = q * t + 0.254829592f;
  float far = copysignf(1.0f - q * t * lab_expf(-z), x);
  float y = a < 1.0f ? x * p : far;
  return x == x ? y : x;
}

/// sin(x + quarter·π/2) for |x| ≤ 8192: x less a multiple of π/2, in three parts.
LAB_INLINE float lab_sinf_quarter(float x, int32_t quarter) {
  float n = lab_nearest(x * 0.636619772f);
  float r = x - n * 1.5703125f;
  r = r - n * 4.83751297e-4f;
  r = r - n * 7.54978942e-8f;
  int32_t quadrant = (int32_t)n + quarter;
  float z = r * r;
  float sine = r + r * z * (-1.6666654611e-1f + z * (8.3321608736e-3f + z * -1.9515295891e-4f));
  float cosine =
      1.0f - 0.5f * z + z * z * (4.166664568e-2f + z * (-1.388731625e-3f + z * 2.443315711e-5f));
  float y = quadrant & 1 ? cosine : sine;
  return quadrant & 2 ? -y : y;
}
