#pragma once
#include <immintrin.h>
#include <string.h>

#include "simd.h"

// The part of a vector that exists, at each level of the processor.

/// The first `count` < 8 floats at `from`, in pieces: a call or a loop would cost more.
LAB_INLINE void copy_some(float *to, const float *from, int count) {
  if (count & 4) {
    memcpy(to, from, 4 * sizeof *to);
    to += 4;
    from += 4;
  }
  if (count & 2) {
    memcpy(to, from, 2 * sizeof *to);
    to += 2;
    from += 2;
  }
  if (count & 1) *to = *from;
}

typedef float part_level1 __attribute__((vector_size(16), aligned(4)));
LAB_INLINE part_level1 load_tail_level1(const float *from, int count) {
  part_level1 value = {0};
  copy_some((float *)&value, from, count);
  return value;
}

#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
LAB_INLINE __m256 load_tail_level3(const float *from, int count) {
  __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_maskload_ps(from, _mm256_cmpgt_epi32(_mm256_set1_epi32(count), lanes));
}
#pragma clang attribute pop
