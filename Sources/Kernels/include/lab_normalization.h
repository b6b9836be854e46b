#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

/// y[i, :] = (x[i, :] − mean[i])·rstd[i]·gamma + beta with the row's own mean and
/// rstd = 1/√(biased variance + eps), both kept for the gradient. gamma, beta (columns) or null.
void lab_layer_norm(
    ptrdiff_t rows, ptrdiff_t columns, const float *x, const float *_Nullable gamma,
    const float *_Nullable beta, float eps, float *y, float *mean, float *rstd);

/// dx of layer norm (or += with `accumulate`), and sums over these rows added to dgamma and dbeta
/// (columns). A caller that splits rows must do so at fixed places, each part with its own sums.
void lab_layer_norm_gradient(
    ptrdiff_t rows, ptrdiff_t columns, const float *x, const float *_Nullable gamma,
    const float *mean, const float *rstd, const float *dy, float *_Nullable dx, bool accumulate,
    float *_Nullable dgamma, float *_Nullable dbeta);

// Batch norm reads x as (N, C, L): N images, C channels, L positions (1 after a linear layer).
// Channels begin ..< end; each channel's result is independent of the split.

/// mean[c] and the biased variance[c] over N and L.
void lab_batch_norm_statistics(
    ptrdiff_t N, ptrdiff_t C, ptrdiff_t L, ptrdiff_t begin, ptrdiff_t end, const float *x,
    float *mean, float *variance);

/// y = (x − mean[c])·rstd[c]·gamma[c] + beta[c] for images begin ..< end; gamma, beta or null.
void lab_batch_norm(
    ptrdiff_t C, ptrdiff_t L, ptrdiff_t begin, ptrdiff_t end, const float *x, const float *mean,
    const float *rstd, const float *_Nullable gamma, const float *_Nullable beta, float *y);

/// dgamma[c] = Σ dy·x̂ and dbeta[c] = Σ dy over N and L, written (not added).
void lab_batch_norm_gradient_sums(
    ptrdiff_t N, ptrdiff_t C, ptrdiff_t L, ptrdiff_t begin, ptrdiff_t end, const float *x,
    const float *dy, const float *mean, const float *rstd, float *dgamma, float *dbeta);

/// dx for images begin ..< end, or += with `accumulate`. With `training` the statistics were the
/// batch's own over `count` = N·L values; without, they were constants.
void lab_batch_norm_gradient(
    ptrdiff_t C, ptrdiff_t L, ptrdiff_t begin, ptrdiff_t end, ptrdiff_t count, bool training,
    const float *x, const float *dy, const float *mean, const float *rstd,
    const float *_Nullable gamma, const float *dgamma, const float *dbeta, float *dx,
    bool accumulate);

#pragma clang assume_nonnull end
