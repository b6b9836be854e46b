#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

/// One image's convolution (cross-correlation, as conv2d): channels C → F, image H×W → OH×OW.
/// Groups: one call for each, on its own channels.
typedef struct lab_convolution {
  ptrdiff_t C, H, W, F, OH, OW;
  ptrdiff_t kernel_height, kernel_width;
  ptrdiff_t stride_height, stride_width;
  ptrdiff_t padding_height, padding_width;
  ptrdiff_t dilation_height, dilation_width;
} lab_convolution;

/// Floats of scratch for any of the three calls.
ptrdiff_t lab_convolution_scratch(const lab_convolution *shape);

/// y (F, OH, OW) = conv(x (C, H, W), weight (F, C, kh, kw)) + bias (F), with relu if asked.
void lab_convolution_forward(
    const lab_convolution *shape, const float *x, const float *weight,
    const float *_Nullable bias, bool relu, float *y, float *scratch);

/// dx (C, H, W), or += with `accumulate`.
void lab_convolution_input_gradient(
    const lab_convolution *shape, const float *dy, const float *weight, float *dx,
    bool accumulate, float *scratch);

/// dweight (F, C, kh, kw) += this image's part. To split a batch, give fixed groups of images
/// their own sums and add those in order.
void lab_convolution_weight_gradient(
    const lab_convolution *shape, const float *x, const float *dy, float *dweight, float *scratch);

/// Columns (C·kh·kw, OH·OW) of an image, and its adjoint (added into x): `unfold` and `fold`.
void lab_unfold(const lab_convolution *shape, const float *x, float *columns);
void lab_fold(const lab_convolution *shape, const float *columns, float *x);

/// Pooling over each of C channels (F is ignored). `indices` (C, OH, OW): flat position y·W + x of
/// the largest (the first of equals, a NaN before all).
void lab_max_pool(
    const lab_convolution *shape, const float *x, float *y, int32_t *_Nullable indices);

/// dx (C, H, W) += dy at the positions kept.
void lab_max_pool_gradient(
    const lab_convolution *shape, const float *dy, const int32_t *indices, float *dx);

/// Means over windows; padding counts in the divisor if `count_padding`.
void lab_average_pool(const lab_convolution *shape, bool count_padding, const float *x, float *y);
void lab_average_pool_gradient(
    const lab_convolution *shape, bool count_padding, const float *dy, float *dx);

#pragma clang assume_nonnull end
