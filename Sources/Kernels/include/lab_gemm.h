#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

/// Floats of scratch that `lab_gemm` needs for a product of this size.
ptrdiff_t lab_gemm_scratch(ptrdiff_t M, ptrdiff_t N, ptrdiff_t K);

/// C = scale·(A @ B) + bias, or with `accumulate` C + that.
/// Any split of M gives the same bits, and so does any split of N at multiples of 64.
void lab_gemm(
    float scale, ptrdiff_t M, ptrdiff_t N, ptrdiff_t K,
    const float *A, ptrdiff_t a_row_stride, ptrdiff_t a_column_stride,  // (M, K)
    const float *B, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,  // (K, N)
    float *C, ptrdiff_t c_row_stride,                                   // (M, N), columns adjacent
    bool accumulate, const float *_Nullable bias /* (N) */, float *scratch);

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
