#include "lab_optimizer.h"
#include "math.h"

LAB_CLONES void lab_sgd(
    ptrdiff_t n, float *w, const float *g, float *velocity, float rate, float momentum,
    float decay, bool nesterov, bool first) {
  if (!velocity) {
    for (ptrdiff_t i = 0; i < n; i++) w[i] -= rate * (g[i] + decay * w[i]);
    return;
  }
  float kept = first ? 0.0f : momentum;
  float look_ahead = nesterov ? momentum : 0.0f;
  float direct = nesterov ? 1.0f : 0.0f;
  for (ptrdiff_t i = 0; i < n; i++) {
    float slope = g[i] + decay * w[i];
    float v = first ? slope : kept * velocity[i] + slope;
    velocity[i] = v;
    w[i] -= rate * (nesterov ? direct * slope + look_ahead * v : v);
  }
}

LAB_CLONES void lab_adam(
    ptrdiff_t n, float *w, const float *g, float *m, float *v, double rate, double beta1,
    double beta2, double eps, double decay, bool decoupled, ptrdiff_t step) {
  double correction1 = 1.0 - pow(beta1, (double)step);
  double correction2 = 1.0 - pow(beta2, (double)step);
  float step_size = (float)(rate / correction1);
  float root = (float)(1.0 / sqrt(correction2));
  float shrink = decoupled ? (float)(1.0 - rate * decay) : 1.0f;
  float coupled = decoupled ? 0.0f : (float)decay;
  float b1 = (float)beta1, b2 = (float)beta2, e = (float)eps;
  float a1 = (float)(1.0 - beta1), a2 = (float)(1.0 - beta2);
  for (ptrdiff_t i = 0; i < n; i++) {
    float weight = w[i] * shrink;
    float slope = g[i] + coupled * weight;
    float first = b1 * m[i] + a1 * slope;
    float second = b2 * v[i] + a2 * slope * slope;
    m[i] = first;
    v[i] = second;
    w[i] = weight - step_size * first / (sqrtf(second) * root + e);
  }
}
