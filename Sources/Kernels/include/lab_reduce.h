#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

// The order of a sum over one run of memory depends on its length alone; blocks of 4096 are added
// in double. To split it, cut at fixed places and add the parts in order.

/// Σ x[i], Σ (x[i] − mean)², the number of x[i] that are not zero.
double lab_sum(ptrdiff_t n, const float *x);
double lab_sum_squared_deviations(ptrdiff_t n, const float *x, float mean);
int64_t lab_count_nonzero_u8(ptrdiff_t n, const uint8_t *x);

/// The first index of the largest, smallest x[i], or of the first NaN if there is one. n ≥ 1.
ptrdiff_t lab_argmax(ptrdiff_t n, const float *x);
ptrdiff_t lab_argmin(ptrdiff_t n, const float *x);

/// out[i] = Σⱼ x[i, j]: sums along rows, elements of a row adjacent.
void lab_sum_rows(
    ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t row_stride, float *out);

/// out[j] = Σᵢ x[i, j], or += with `accumulate`: sums over rows (bias gradients). Any split by
/// columns gives the same bits; a split by rows must be at fixed places.
void lab_sum_columns(
    ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t row_stride, float *out,
    bool accumulate);

#pragma clang assume_nonnull end
