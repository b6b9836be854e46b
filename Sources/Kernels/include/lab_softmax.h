#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

// Rows are independent; elements of a row are adjacent, rows `columns` apart.

/// y[i, :] = softmax(x[i, :]), y[i, :] = log_softmax(x[i, :]); in place allowed.
void lab_softmax(ptrdiff_t rows, ptrdiff_t columns, const float *x, float *y);
void lab_log_softmax(ptrdiff_t rows, ptrdiff_t columns, const float *x, float *y);

/// dx of softmax and log_softmax from y and dy, all (rows, columns); dx may be dy.
void lab_softmax_gradient(
    ptrdiff_t rows, ptrdiff_t columns, const float *y, const float *dy, float *dx,
    bool accumulate);
void lab_log_softmax_gradient(
    ptrdiff_t rows, ptrdiff_t columns, const float *y, const float *dy, float *dx,
    bool accumulate);

/// losses[i] = logsumexp(logits[i, :]) − logits[i, targets[i]], with label smoothing s
/// (1−s)·that + s·mean over classes. A negative target is ignored: loss 0. Targets below
/// `columns` (callers check). Keeps logsumexp for the gradient.
void lab_cross_entropy(
    ptrdiff_t rows, ptrdiff_t columns, const float *logits, const int64_t *targets,
    float smoothing, float *losses /* (rows) */, float *log_sum_exp /* (rows) */);

/// dlogits[i, :] = scale·(softmax(logits[i, :]) − smoothed one-hot), 0 for ignored rows;
/// += with `accumulate`. scale is dloss/count for a mean.
void lab_cross_entropy_gradient(
    ptrdiff_t rows, ptrdiff_t columns, const float *logits, const int64_t *targets,
    float smoothing, const float *log_sum_exp, float scale, float *dlogits, bool accumulate);

#pragma clang assume_nonnull end
