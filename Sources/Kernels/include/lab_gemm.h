#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

typedef enum LAB_ENUM lab_activation : int32_t {
  LAB_IDENTITY LAB_CASE(identity) = 0,
  LAB_RELU LAB_CASE(relu) = 1,
} lab_activation;

/// Floats of scratch that `lab_gemm` and `lab_gemm_batched` need for one product of this size.
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

/// `lab_gemm` for each b in 0 ..< batch on A + b·a_batch_stride and so on. A stride of 0 shares an
/// operand, which is then prepared once; a C stride of 0 with `accumulate` sums over the batch, in
/// order of b.
void lab_gemm_batched(
    ptrdiff_t batch, ptrdiff_t M, ptrdiff_t N, ptrdiff_t K,
    const float *A, ptrdiff_t a_batch_stride, ptrdiff_t a_row_stride, ptrdiff_t a_column_stride,
    const float *B, ptrdiff_t b_batch_stride, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,
    float *C, ptrdiff_t c_batch_stride, ptrdiff_t c_row_stride,
    bool accumulate, const float *_Nullable bias, lab_activation activation, float *scratch);

/// Whether these kernels are expected to beat a general BLAS on this product.
bool lab_gemm_is_preferred(ptrdiff_t M, ptrdiff_t N, ptrdiff_t K);

#pragma clang assume_nonnull end
