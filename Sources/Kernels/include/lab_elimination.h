#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

// Gauss in double precision, in blocks: rows of a matrix lie `stride` apart, their elements side by
// side.

/// The factors of a panel (rows, columns), rows ≥ columns and at most 16 columns, in its place: below
/// the diagonal L, whose diagonal is 1, on it and above U. pivots[k] is the row, from the panel's first,
/// that changed places with row k of the panel; where no element differs from 0 the column is left as
/// it is. `scratch` holds 16 numbers for each row.
void lab_factor_panel_f64(
    ptrdiff_t rows, ptrdiff_t columns, double *a, ptrdiff_t stride, int64_t *pivots,
    double *scratch);

/// c −= a b, with a (rows, depth), b (depth, columns), c (rows, columns); in order of `depth`, so that
/// any split of the rows gives the same bits, and of the columns at multiples of 16.
void lab_subtract_product_f64(
    ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth, const double *a, ptrdiff_t a_stride,
    const double *b, ptrdiff_t b_stride, double *c, ptrdiff_t c_stride);

/// Exchanges a and b, which share nothing.
void lab_swap_f64(ptrdiff_t n, double *a, double *b);

#pragma clang assume_nonnull end
