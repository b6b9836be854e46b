#include "gemm.h"
#include "transpose.h"

#include "lab_cpu.h"
#include "tails.h"

#define LEVEL(name) name##_level1
#define WIDTH 4
#define TALL 6
#define SHORT 4
#define LOAD_TAIL(from, count) load_tail_level1(from, count)
#define STORE_TAIL(to, value, count) copy_some(to, (const float *)&(value), count)
#include "gemm_level.h"

#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define LEVEL(name) name##_level3
#define WIDTH 8
#define TALL 6
#define SHORT 4
#define LOAD_TAIL(from, count) load_tail_level3(from, count)
#define STORE_TAIL(to, value, count) copy_some(to, (const float *)&(value), count)
#include "gemm_level.h"
#pragma clang attribute pop

#pragma clang attribute push( \
    __attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
#define LEVEL(name) name##_level4
#define WIDTH 16
#define TALL 8
#define SHORT 8
#define LOAD_TAIL(from, count) _mm512_maskz_loadu_ps((__mmask16)((1u << (count)) - 1), from)
#define STORE_TAIL(to, value, count) \
  _mm512_mask_storeu_ps(to, (__mmask16)((1u << (count)) - 1), (__m512)(value))
#include "gemm_level.h"
#pragma clang attribute pop

#pragma clang attribute push( \
    __attribute__((target("arch=x86-64-v4,avx512bf16"), min_vector_width(512))), \
    apply_to = function)
#include "gemm_bf16.h"
#pragma clang attribute pop

static void gemm(const gemm_problem *problem) {
  if (__builtin_cpu_supports("x86-64-v4")) {
    gemm_level4(problem);
  } else if (__builtin_cpu_supports("x86-64-v3")) {
    gemm_level3(problem);
  } else {
    gemm_level1(problem);
  }
}

ptrdiff_t lab_gemm_scratch(ptrdiff_t M, ptrdiff_t N, ptrdiff_t K) {
  (void)M, (void)N, (void)K;
  return K_BLOCK * (N_BLOCK + WIDEST) + M_BLOCK * A_PITCH;
}

void lab_gemm(
    float scale, ptrdiff_t M, ptrdiff_t N, ptrdiff_t K, const float *A, ptrdiff_t a_row_stride,
    ptrdiff_t a_column_stride, const float *B, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,
    float *C, ptrdiff_t c_row_stride, bool accumulate, const float *bias, float *scratch) {
  gemm_problem problem = {
    M, N, K, A, a_row_stride, a_column_stride, B, b_row_stride, b_column_stride, C, c_row_stride,
    accumulate, bias, scratch, scale,
  };
  gemm(&problem);
}

void lab_gemm_bf16(
    float scale, ptrdiff_t M, ptrdiff_t N, ptrdiff_t K, const float *A, ptrdiff_t a_row_stride,
    ptrdiff_t a_column_stride, const float *B, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,
    float *C, ptrdiff_t c_row_stride, bool accumulate, float *scratch) {
  gemm_problem problem = {
    M, N, K, A, a_row_stride, a_column_stride, B, b_row_stride, b_column_stride, C, c_row_stride,
    accumulate, NULL, scratch, scale,
  };
  gemm_bf16(&problem);
}

// Measured against oneDNN's sgemm. With AVX-512 it packs needlessly for small inner sizes, and is
// no slower on large ones. With AVX2 it drops to half its speed on blocks of larger matrices, and
// so it does for a transposed left operand of any size.
bool lab_gemm_is_preferred(ptrdiff_t M, ptrdiff_t N, ptrdiff_t K) {
  return lab_cpu_level() == 3 || N < 64 || K < 32 || M * N * K < 64 * 64 * 64;
}
