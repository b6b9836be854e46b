#pragma once
#include "lab_base.h"
#include "lab_pooling.h"
#pragma clang assume_nonnull begin

/// A convolution (cross-correlation, as conv2d) of images: channels C → F, H×W → OH×OW. Groups take
/// one call each, on their own channels, which are part of images with more.
typedef struct lab_convolution {
  ptrdiff_t C, H, W, F, OH, OW;
  ptrdiff_t kernel_height, kernel_width;
  ptrdiff_t stride_height, stride_width;
  ptrdiff_t padding_height, padding_width;
  ptrdiff_t dilation_height, dilation_width;
  ptrdiff_t x_stride, y_stride;  // floats from one image to the next
} lab_convolution;

/// Floats of scratch for either direction; PTRDIFF_MAX if no memory would be enough.
ptrdiff_t lab_convolution_scratch(const lab_convolution *shape);

/// The weights (F, C, kh, kw) in the order in which the forward pass reads them.
void lab_convolution_pack(const lab_convolution *shape, const float *weight, float *packed);

/// The weights in the order in which the gradient of x reads them.
void lab_convolution_pack_transposed(
    const lab_convolution *shape, const float *weight, float *packed);

/// y (images, F, OH, OW) = conv(x (images, C, H, W), weight) + bias (F), or with `relu` max(that,
/// 0); the weights come from `lab_convolution_pack`.
///
/// With `pool`, whose H×W is OH×OW, y is the largest of each of its windows instead, and
/// `positions` is as from `lab_max_pool`; both then have `y_stride` from image to image.
void lab_convolution_forward(
    const lab_convolution *shape, const lab_pooling *_Nullable pool, ptrdiff_t images,
    const float *x, const float *packed, const float *_Nullable bias, bool relu,
    float *y, int32_t *_Nullable positions, float *scratch);

/// dx (images, C, H, W) is written, and the images' parts are added to dweight (F, C, kh, kw) and
/// dbias (F); null if not wanted. To split a batch, give fixed groups of images their own sums and
/// add those in order.
///
/// y is the forward pass's result if that applied relu, else null; `pool` and `positions` are the
/// forward pass's, and dy has y's shape; `packed` comes from `lab_convolution_pack_transposed`, and
/// may be null without dx.
void lab_convolution_gradient(
    const lab_convolution *shape, const lab_pooling *_Nullable pool, ptrdiff_t images,
    const float *x, const float *_Nullable y, const int32_t *_Nullable positions, const float *dy,
    const float *_Nullable packed, float *_Nullable dx, float *_Nullable dweight,
    float *_Nullable dbias, float *scratch);

#pragma clang assume_nonnull end
