#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

typedef enum LAB_ENUM lab_activation : int32_t {
  LAB_IDENTITY LAB_CASE(identity) = 0,
  LAB_RELU LAB_CASE(relu) = 1,
} lab_activation;

/// Floats of scratch that `lab_gemm` needs for a product of this size.
ptrdiff_t lab_gemm_scratch(ptrdiff_t M, ptrdiff_t N, ptrdiff_t K);

/// C = activation(A @ B + bias), or with `accumulate` C = activation(C + A @ B + bias).
/// Any split of M gives the same bits, and so does any split of N at multiples of 64.
void lab_gemm(
    ptrdiff_t M, ptrdiff_t N, ptrdiff_t K,
    const float *A, ptrdiff_t a_row_stride, ptrdiff_t a_column_stride,  // (M, K)
    const float *B, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,  // (K, N)
    float *C, ptrdiff_t c_row_stride,                                   // (M, N), columns adjacent
    bool accumulate, const float *_Nullable bias /* (N) */, lab_activation activation,
    float *scratch);

/// `lab_gemm` with every sum multiplied: C = activation(scale·(A @ B) + bias), or C + that.
void lab_gemm_scaled(
    float scale, ptrdiff_t M, ptrdiff_t N, ptrdiff_t K,
    const float *A, ptrdiff_t a_row_stride, ptrdiff_t a_column_stride,
    const float *B, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,
    float *C, ptrdiff_t c_row_stride,
    bool accumulate, const float *_Nullable bias, lab_activation activation, float *scratch);

/// C = scale·(A @ B), or C + that, with A and B rounded to bfloat16 and sums in single precision;
/// only where `lab_cpu_has_bf16()`. Scratch as for `lab_gemm`.
void lab_gemm_bf16(
    float scale, ptrdiff_t M, ptrdiff_t N, ptrdiff_t K,
    const float *A, ptrdiff_t a_row_stride, ptrdiff_t a_column_stride,
    const float *B, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,
    float *C, ptrdiff_t c_row_stride, bool accumulate, float *scratch);

/// Whether these kernels are expected to beat a general BLAS on this product.
bool lab_gemm_is_preferred(ptrdiff_t M, ptrdiff_t N, ptrdiff_t K);

#pragma clang assume_nonnull end
