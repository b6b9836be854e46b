#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

/// A window that moves over planes: H×W → OH×OW.
typedef struct lab_pooling {
  ptrdiff_t H, W, OH, OW;
  ptrdiff_t kernel_height, kernel_width;
  ptrdiff_t stride_height, stride_width;
  ptrdiff_t padding_height, padding_width;
  ptrdiff_t dilation_height, dilation_width;
} lab_pooling;

/// The largest of each window, and its flat position in its plane (the first if several are equal;
/// a NaN wins over all). x (planes, H, W), y and positions (planes, OH, OW). If dilation spreads a
/// window around its plane, it contains nothing: −∞, position −1.
void lab_max_pool(
    const lab_pooling *shape, ptrdiff_t planes, const float *x, float *y, int32_t *positions);

/// dx (planes, H, W) = dy at the positions recorded, 0 elsewhere.
void lab_max_pool_gradient(
    const lab_pooling *shape, ptrdiff_t planes, const float *dy, const int32_t *positions,
    float *dx);

/// The mean of each window; padding counts in the divisor if `counts_padding`.
void lab_average_pool(
    const lab_pooling *shape, ptrdiff_t planes, bool counts_padding, const float *x, float *y);

/// dx (planes, H, W) of the means, written.
void lab_average_pool_gradient(
    const lab_pooling *shape, ptrdiff_t planes, bool counts_padding, const float *dy, float *dx);

#pragma clang assume_nonnull end
