#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

// Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel Random Numbers: As Easy as 1, 2, 3", 2011).
// Element i of stream (key, stream) is word i mod 4 of the block with counter (i / 4, stream). It
// depends on nothing else, so that any split gives the same numbers. Each call generates elements
// begin ..< begin + count. begin ≥ 0.

/// Raw 32-bit words.
void lab_random_bits(
    uint64_t key, uint64_t stream, ptrdiff_t begin, ptrdiff_t count, uint32_t *out);

/// low + (high − low)·u with u uniform in [0, 1) on a grid of 2⁻²⁴; never reaches `high`.
void lab_random_uniform(
    uint64_t key, uint64_t stream, ptrdiff_t begin, ptrdiff_t count, float low, float high,
    float *out);

/// mean + deviation·z, z standard normal by Box–Muller on words (2j, 2j + 1).
void lab_random_normal(
    uint64_t key, uint64_t stream, ptrdiff_t begin, ptrdiff_t count, float mean, float deviation,
    float *out);

/// y[i] = x[i]/(1 − p) where the stream's uniform number i is ≥ p, else 0; the gradient is the
/// same call on dy. 0 ≤ p ≤ 1. x and y point at element `begin`; in place allowed.
void lab_dropout(
    uint64_t key, uint64_t stream, ptrdiff_t begin, ptrdiff_t count, float p, const float *x,
    float *y);

#pragma clang assume_nonnull end
