#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

/// to[i, j] = from[i, j]; any strides on either side, with 0 broadcasting the source. Copies that
/// transpose (from_row_stride 1) proceed in cache-sized blocks. The two must not overlap.
void lab_copy_f32(
    ptrdiff_t rows, ptrdiff_t columns,
    const float *from, ptrdiff_t from_row_stride, ptrdiff_t from_column_stride,
    float *to, ptrdiff_t to_row_stride, ptrdiff_t to_column_stride);
void lab_copy_i64(
    ptrdiff_t rows, ptrdiff_t columns,
    const int64_t *from, ptrdiff_t from_row_stride, ptrdiff_t from_column_stride,
    int64_t *to, ptrdiff_t to_row_stride, ptrdiff_t to_column_stride);
void lab_copy_u8(
    ptrdiff_t rows, ptrdiff_t columns,
    const uint8_t *from, ptrdiff_t from_row_stride, ptrdiff_t from_column_stride,
    uint8_t *to, ptrdiff_t to_row_stride, ptrdiff_t to_column_stride);

/// to[a, b, i, j] = from[a, b, i, j], with strides for a, b and i, and stride 1 for j on both
/// sides: small patches, each too small for a call of its own.
void lab_copy_patches_f32(
    const ptrdiff_t extents[_Nonnull 4], const float *from,
    const ptrdiff_t from_strides[_Nonnull 3], float *to, const ptrdiff_t to_strides[_Nonnull 3]);

/// to[i, j] += from[i, j], strides as in lab_copy_f32; `to` must not broadcast.
void lab_add_f32(
    ptrdiff_t rows, ptrdiff_t columns,
    const float *from, ptrdiff_t from_row_stride, ptrdiff_t from_column_stride,
    float *to, ptrdiff_t to_row_stride, ptrdiff_t to_column_stride);

/// The first i with indices[i] outside low ..< high, or -1.
ptrdiff_t lab_index_out_of_range(
    ptrdiff_t n, const int64_t *indices, int64_t low, int64_t high);

/// positions[i] = indices[i], which counts from the end where it is negative; whether all are then from 0
/// to below `extent`.
bool lab_positions(
    ptrdiff_t n, const int64_t *indices, int64_t extent, int64_t *positions);

/// places[i] = places[i]·extent + indices[i], which counts from the end where it is negative; the first
/// i with an index out of range, where it stops, or -1.
ptrdiff_t lab_add_coordinates(
    ptrdiff_t n, const int64_t *indices, int64_t extent, int64_t *places);

/// places[i] = indices[i · index_step]·stride + first + i·step; whether all indices are from 0 to below
/// `extent`.
bool lab_places(
    ptrdiff_t n, const int64_t *indices, ptrdiff_t index_step, int64_t extent, int64_t stride,
    int64_t first, int64_t step, int64_t *places);

/// out[i] = x[places[i]].
void lab_take_f32(ptrdiff_t n, const float *x, const int64_t *places, float *out);
void lab_take_i64(ptrdiff_t n, const int64_t *x, const int64_t *places, int64_t *out);
void lab_take_u8(ptrdiff_t n, const uint8_t *x, const int64_t *places, uint8_t *out);

/// out[places[i]] = x[i], in order of i.
void lab_put_f32(ptrdiff_t n, const float *x, const int64_t *places, float *out);
void lab_put_i64(ptrdiff_t n, const int64_t *x, const int64_t *places, int64_t *out);

/// out[places[i]] += x[i], in order of i; int64 wraps.
void lab_add_at_f32(ptrdiff_t n, const float *x, const int64_t *places, float *out);
void lab_add_at_i64(ptrdiff_t n, const int64_t *x, const int64_t *places, int64_t *out);

/// out[i] = start + i·step, wrapping.
void lab_range_i64(ptrdiff_t n, int64_t start, int64_t step, int64_t *out);

/// table[indices[i], :] += from[i, :], in order of i. Split it by columns, never by rows.
void lab_scatter_add_rows(
    ptrdiff_t rows, ptrdiff_t columns, const float *from, ptrdiff_t from_row_stride,
    const int64_t *indices, float *table, ptrdiff_t table_row_stride);

/// Prefetches memory into the second-level cache; changes nothing, and may be given any address.
void lab_ask_for(const void *start, ptrdiff_t bytes);

#pragma clang assume_nonnull end
