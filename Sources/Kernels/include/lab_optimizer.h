#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

// One pass over parameters w, gradients g and state, all (n), as PyTorch defines the updates.

/// SGD: g += decay·w; velocity = momentum·velocity + g (`first`: = g); w −= rate·velocity, or with
/// `nesterov` w −= rate·(g + momentum·velocity). `velocity` is null without momentum.
void lab_sgd(
    ptrdiff_t n, float *w, const float *g, float *_Nullable velocity, float rate, float momentum,
    float decay, bool nesterov, bool first);

/// Adam, step ≥ 1 for the bias correction; `decoupled` is AdamW: w −= rate·decay·w, else
/// g += decay·w. w −= rate·m̂ / (√v̂ + eps).
void lab_adam(
    ptrdiff_t n, float *w, const float *g, float *m, float *v, double rate, double beta1,
    double beta2, double eps, double decay, bool decoupled, ptrdiff_t step);

#pragma clang assume_nonnull end
