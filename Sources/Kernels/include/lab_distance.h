#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

/// out[i, j] = √ Σₖ (a[i, k] − b[k, j])², in order of k: any split gives the same bits.
void lab_distances(
    ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth,
    const float *a, ptrdiff_t a_stride,  // (rows, depth)
    const float *b, ptrdiff_t b_stride,  // (depth, columns)
    float *out, ptrdiff_t out_stride);   // (rows, columns)

#pragma clang assume_nonnull end
