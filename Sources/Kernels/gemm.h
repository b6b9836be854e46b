#pragma once
#include <string.h>

#include "lab_gemm.h"
#include "simd.h"

// The block sizes, common to all levels so that scratch is too: a panel of B (K_BLOCK deep) fits
// the first-level cache, a block of A (M_BLOCK × K_BLOCK) the second.
enum {
  K_BLOCK = 384,
  M_BLOCK = 120,
  N_BLOCK = 1536,
  /// The widest panel: three vectors of 16.
  WIDEST = 48,
  /// Floats between the rows of a copied block of A: not a power of two, so that rows do not
  /// compete for the same cache sets.
  A_PITCH = K_BLOCK + 16,
  /// Rows and columns of B that are copied at a time: a few lines of each row.
  PACKED_ROWS = 8,
  PACKED_COLUMNS = 128,
  /// Up to this many columns of C, A stored by columns is used in place.
  GEMM_DIRECT_COLUMNS = 48,
  /// Up to this many rows of C, B is used in place if its rows are whole cache lines, and up to so
  /// few in any case.
  GEMM_DIRECT_ROWS = 128,
  GEMM_FEW_ROWS = 16,
};

/// One product as the inner levels see it.
typedef struct gemm_problem {
  ptrdiff_t M, N, K;
  const float *A;
  ptrdiff_t a_row_stride, a_column_stride;
  const float *B;
  ptrdiff_t b_row_stride, b_column_stride;
  float *C;
  ptrdiff_t c_row_stride;
  bool accumulate;
  const float *bias;
  float *scratch;
  float scale;
} gemm_problem;

/// Where the sums of a column of tiles go, and what is done to them on the way.
typedef struct gemm_end {
  float *c;
  ptrdiff_t c_stride;
  bool load;          // C holds the sum so far
  const float *bias;  // of these columns, or null
  float scale;
  bool stores;  // none of the above: sums are stored unchanged
  int tail;  // columns of the last vector that exist
} gemm_end;

/// Part of an operand that is needed soon: some rows of adjacent floats, prefetched line by line
/// between tiles, so that it arrives while the processor multiplies.
typedef struct gemm_ahead {
  const float *row;
  ptrdiff_t stride, rows, width;
  ptrdiff_t place;     // in the row
  ptrdiff_t per_tile;  // lines to prefetch with each tile
} gemm_ahead;

LAB_INLINE gemm_ahead gemm_next(
    const float *row, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t width, ptrdiff_t tiles) {
  ptrdiff_t lines = rows * ((width + 15) / 16);
  return (gemm_ahead){row, stride, rows, width, 0, tiles ? (lines + tiles - 1) / tiles : 0};
}

LAB_INLINE void gemm_ask(gemm_ahead *next) {
  for (ptrdiff_t line = 0; line < next->per_tile && next->rows > 0; line++) {
    __builtin_prefetch(next->row + next->place, 0, 2);
    if ((next->place += 16) < next->width) continue;
    next->place = 0;
    next->row += next->stride;
    next->rows--;
  }
}
