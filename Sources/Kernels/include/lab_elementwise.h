#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

typedef enum LAB_ENUM lab_binary_op : int32_t {
  LAB_ADD LAB_CASE(add),
  LAB_SUB LAB_CASE(sub),
  LAB_MUL LAB_CASE(mul),
  LAB_DIV LAB_CASE(div),
  LAB_POW LAB_CASE(pow),
  LAB_MIN LAB_CASE(min),  // NaN if either is
  LAB_MAX LAB_CASE(max),
  LAB_FLOOR_DIV LAB_CASE(floorDiv),  // Python's //
  LAB_MOD LAB_CASE(mod),             // Python's %: the sign of the divisor
} lab_binary_op;

/// out[i, j] = a[i, j] op b[i, j]. A stride of 0 broadcasts: rows ∘ row vector has b_row_stride 0,
/// rows ∘ column vector b_column_stride 0, array ∘ scalar both. Columns of `out` are adjacent.
/// In place allowed for an operand with out's strides.
void lab_binary(
    lab_binary_op op, ptrdiff_t rows, ptrdiff_t columns,
    const float *a, ptrdiff_t a_row_stride, ptrdiff_t a_column_stride,
    const float *b, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,
    float *out, ptrdiff_t out_row_stride);

/// The same on int64, wrapping on overflow; no `pow`; `div`, `floorDiv` floor, and x // 0 = x % 0
/// = 0 (callers report division by zero first).
void lab_binary_i64(
    lab_binary_op op, ptrdiff_t rows, ptrdiff_t columns,
    const int64_t *a, ptrdiff_t a_row_stride, ptrdiff_t a_column_stride,
    const int64_t *b, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,
    int64_t *out, ptrdiff_t out_row_stride);

typedef enum LAB_ENUM lab_compare_op : int32_t {
  LAB_EQ LAB_CASE(eq),
  LAB_NE LAB_CASE(ne),
  LAB_LT LAB_CASE(lt),
  LAB_LE LAB_CASE(le),
  LAB_GT LAB_CASE(gt),
  LAB_GE LAB_CASE(ge),
} lab_compare_op;

/// out[i, j] = a[i, j] op b[i, j] as 0 or 1; strides as in `lab_binary`.
void lab_compare(
    lab_compare_op op, ptrdiff_t rows, ptrdiff_t columns,
    const float *a, ptrdiff_t a_row_stride, ptrdiff_t a_column_stride,
    const float *b, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,
    uint8_t *out, ptrdiff_t out_row_stride);

/// The same on int64.
void lab_compare_i64(
    lab_compare_op op, ptrdiff_t rows, ptrdiff_t columns,
    const int64_t *a, ptrdiff_t a_row_stride, ptrdiff_t a_column_stride,
    const int64_t *b, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,
    uint8_t *out, ptrdiff_t out_row_stride);

typedef enum LAB_ENUM lab_logic_op : int32_t {
  LAB_AND LAB_CASE(and),
  LAB_OR LAB_CASE(or),
  LAB_XOR LAB_CASE(xor),
} lab_logic_op;

/// The same on bools.
void lab_logic(
    lab_logic_op op, ptrdiff_t rows, ptrdiff_t columns,
    const uint8_t *a, ptrdiff_t a_row_stride, ptrdiff_t a_column_stride,
    const uint8_t *b, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,
    uint8_t *out, ptrdiff_t out_row_stride);

/// out[i, j] = condition[i, j] ? a[i, j] : b[i, j]; strides as in `lab_binary`.
void lab_where(
    ptrdiff_t rows, ptrdiff_t columns,
    const uint8_t *condition, ptrdiff_t condition_row_stride, ptrdiff_t condition_column_stride,
    const float *a, ptrdiff_t a_row_stride, ptrdiff_t a_column_stride,
    const float *b, ptrdiff_t b_row_stride, ptrdiff_t b_column_stride,
    float *out, ptrdiff_t out_row_stride);

/// y[i] = min(max(x[i], low), high), NaN staying NaN; in place allowed.
void lab_clamp(ptrdiff_t n, float low, float high, const float *x, float *y);

/// y[i] = x[i] converted; to int64 truncates, saturates, and takes NaN to 0.
void lab_float_from_i64(ptrdiff_t n, const int64_t *x, float *y);
void lab_i64_from_float(ptrdiff_t n, const float *x, int64_t *y);
void lab_float_from_bool(ptrdiff_t n, const uint8_t *x, float *y);
void lab_i64_from_bool(ptrdiff_t n, const uint8_t *x, int64_t *y);
void lab_bool_from_float(ptrdiff_t n, const float *x, uint8_t *y);
void lab_bool_from_i64(ptrdiff_t n, const int64_t *x, uint8_t *y);

#pragma clang assume_nonnull end
