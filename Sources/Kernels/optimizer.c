#include "lab_optimizer.h"

#include <float.h>
#include <math.h>

#include "simd.h"

LAB_CLONES void lab_sgd(
    ptrdiff_t n, float *w, const float *g, float *velocity, float rate, float momentum,
    float decay, bool nesterov, bool first) {
  if (!velocity) {
    LAB_VECTORIZE
    for (ptrdiff_t i = 0; i < n; i++) w[i] -= rate * (g[i] + decay * w[i]);
    return;
  }
  // A first step ignores what the buffer held, NaN included.
  if (first) {
    for (ptrdiff_t i = 0; i < n; i++) velocity[i] = 0;
  }
  if (nesterov) {
    LAB_VECTORIZE
    for (ptrdiff_t i = 0; i < n; i++) {
      float slope = g[i] + decay * w[i];
      float v = momentum * velocity[i] + slope;
      velocity[i] = v;
      w[i] -= rate * (slope + momentum * v);
    }
  } else {
    LAB_VECTORIZE
    for (ptrdiff_t i = 0; i < n; i++) {
      float v = momentum * velocity[i] + (g[i] + decay * w[i]);
      velocity[i] = v;
      w[i] -= rate * v;
    }
  }
}

LAB_CLONES void lab_adam(
    ptrdiff_t n, float *w, const float *g, float *m, float *v, double rate, double beta1,
    double beta2, double eps, double decay, bool decoupled, ptrdiff_t step) {
  double correction1 = 1 - pow(beta1, (double)step), correction2 = 1 - pow(beta2, (double)step);
  float size = (float)(rate / correction1), root = (float)(1 / sqrt(correction2));
  float keep = decoupled ? (float)(1 - rate * decay) : 1.0f;
  float coupled = decoupled ? 0.0f : (float)decay;
  float b2 = (float)beta2, a1 = (float)(1 - beta1), a2 = (float)(1 - beta2), e = (float)eps;
  LAB_VECTORIZE
  for (ptrdiff_t i = 0; i < n; i++) {
    float slope = g[i] + coupled * w[i];
    float first = m[i] + a1 * (slope - m[i]);
    // A square beyond a float's range may be back in range once multiplied by a small number.
    float square = slope * slope;
    float second = b2 * v[i] + (square <= FLT_MAX ? a2 * square : a2 * slope * slope);
    m[i] = first;
    v[i] = second;
    w[i] = keep * w[i] - size * (first / (sqrtf(second) * root + e));
  }
}
