#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

// Loops along one axis of contiguous elements. `…_rows` goes along rows of adjacent elements: x is
// (rows, columns), and there is a result for each row. `…_columns` goes down the columns of rows
// that lie `stride` apart, for the first `columns` of them. Any split of the rows of the one, or the
// columns of the other, gives the same bits.
//
// Of each there is one for float, int64_t and, where a bool is more than a number, uint8_t.

/// out = the largest or smallest element; NaN if there is one. At least one element.
void lab_extreme_rows_f32(
    bool smallest, ptrdiff_t rows, ptrdiff_t columns, const float *x, float *out);
void lab_extreme_columns_f32(
    bool smallest, ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, float *out);
void lab_extreme_rows_i64(
    bool smallest, ptrdiff_t rows, ptrdiff_t columns, const int64_t *x, int64_t *out);
void lab_extreme_columns_i64(
    bool smallest, ptrdiff_t rows, ptrdiff_t columns, const int64_t *x, ptrdiff_t stride,
    int64_t *out);
void lab_extreme_rows_u8(
    bool smallest, ptrdiff_t rows, ptrdiff_t columns, const uint8_t *x, uint8_t *out);
void lab_extreme_columns_u8(
    bool smallest, ptrdiff_t rows, ptrdiff_t columns, const uint8_t *x, ptrdiff_t stride,
    uint8_t *out);

/// out = where the first largest or smallest element stands; the first NaN, if there is one. At
/// least one element.
void lab_extreme_places_rows_f32(
    bool smallest, ptrdiff_t rows, ptrdiff_t columns, const float *x, int64_t *out);
void lab_extreme_places_columns_f32(
    bool smallest, ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride,
    int64_t *out);
void lab_extreme_places_rows_i64(
    bool smallest, ptrdiff_t rows, ptrdiff_t columns, const int64_t *x, int64_t *out);
void lab_extreme_places_columns_i64(
    bool smallest, ptrdiff_t rows, ptrdiff_t columns, const int64_t *x, ptrdiff_t stride,
    int64_t *out);

/// out = the sum, wrapping; of bytes, how many are not 0.
void lab_sum_rows_i64(ptrdiff_t rows, ptrdiff_t columns, const int64_t *x, int64_t *out);
void lab_sum_columns_i64(
    ptrdiff_t rows, ptrdiff_t columns, const int64_t *x, ptrdiff_t stride, int64_t *out);
void lab_sum_rows_u8(ptrdiff_t rows, ptrdiff_t columns, const uint8_t *x, int64_t *out);
void lab_sum_columns_u8(
    ptrdiff_t rows, ptrdiff_t columns, const uint8_t *x, ptrdiff_t stride, int64_t *out);

/// out = the product, of floats in double precision, of int64_t wrapping.
void lab_product_rows_f32(ptrdiff_t rows, ptrdiff_t columns, const float *x, float *out);
void lab_product_columns_f32(
    ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, float *out);
void lab_product_rows_i64(ptrdiff_t rows, ptrdiff_t columns, const int64_t *x, int64_t *out);
void lab_product_columns_i64(
    ptrdiff_t rows, ptrdiff_t columns, const int64_t *x, ptrdiff_t stride, int64_t *out);

/// out[i] = the product of all elements but x[i], by division; false, and nothing written, where that
/// is not exact enough: where an element is 0, say. In place not allowed.
bool lab_products_of_others(ptrdiff_t n, const float *x, float *out);

/// out, of x's shape and stride = the sum of the elements up to each, it included: of floats in
/// double precision, of int64_t wrapping.
void lab_running_sum_rows_f32(ptrdiff_t rows, ptrdiff_t columns, const float *x, float *out);
void lab_running_sum_columns_f32(
    ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, float *out);
void lab_running_sum_rows_i64(ptrdiff_t rows, ptrdiff_t columns, const int64_t *x, int64_t *out);
void lab_running_sum_columns_i64(
    ptrdiff_t rows, ptrdiff_t columns, const int64_t *x, ptrdiff_t stride, int64_t *out);

#pragma clang assume_nonnull end
