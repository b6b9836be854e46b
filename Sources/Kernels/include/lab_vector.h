#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

// Matrices times vectors, as decompositions want them: `a` is (n, m), m elements of a row adjacent;
// that is an m×n matrix of Fortran's.

/// y[i] += Σⱼ x[j] a[j, i], all j in order.
void lab_add_combined_rows(
    ptrdiff_t n, ptrdiff_t m, const float *a, ptrdiff_t row_stride, const float *x, float *y);

/// y[j] += scale · Σᵢ a[j, i] x[i]: one sum a row.
void lab_add_row_products(
    ptrdiff_t n, ptrdiff_t m, float scale, const float *a, ptrdiff_t row_stride, const float *x,
    float *y);

/// a[j, i] += y[j] x[i].
void lab_add_outer(
    ptrdiff_t n, ptrdiff_t m, float *a, ptrdiff_t row_stride, const float *x, const float *y);

#pragma clang assume_nonnull end
