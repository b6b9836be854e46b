// The blocked product with operands rounded to bfloat16 and sums in single precision, for
// processors with AVX512_BF16: `vdpbf16ps` multiplies and adds pairs of neighbours in k, so both
// operands are packed as pairs, a word each.

/// Depth of a block; even.
enum { BF16_K = 512, BF16_ROWS = 128, BF16_COLUMNS = 1024, BF16_PITCH = BF16_K / 2 + 8 };

/// Words of bfloat16 in the upper and lower halves: (high, low) of 16 numbers each.
LAB_INLINE __m512i bf16_pairs(__m512 low, __m512 high) {
  __m512i a = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(low));
  __m512i b = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(high));
  return _mm512_or_si512(a, _mm512_slli_epi32(b, 16));
}

/// `count` numbers `stride` apart as pairs of neighbours: (count + 1) / 2 words.
LAB_INLINE void bf16_line(ptrdiff_t count, const float *from, ptrdiff_t stride, uint32_t *to) {
  ptrdiff_t k = 0;
  if (stride == 1) {
    for (; k + 32 <= count; k += 32) {
      __m512bh both =
          _mm512_cvtne2ps_pbh(_mm512_loadu_ps(from + k + 16), _mm512_loadu_ps(from + k));
      _mm512_storeu_si512(to + k / 2, (__m512i)both);
    }
  }
  for (; k < count; k += 2) {
    float pair[2] = {from[k * stride], k + 1 < count ? from[(k + 1) * stride] : 0};
    __m128 two = _mm_setr_ps(pair[0], pair[1], 0, 0);
    to[k / 2] = (uint32_t)_mm_extract_epi32((__m128i)_mm_cvtneps_pbh(two), 0);
  }
}

/// Two rows of `columns` numbers as words (second, first), zeros up to `pitch`; the second row may
/// be null.
LAB_INLINE void bf16_rows(
    ptrdiff_t columns, ptrdiff_t pitch, const float *first, const float *second, uint32_t *to) {
  for (ptrdiff_t j = 0; j < pitch; j += 16) {
    ptrdiff_t left = columns - j;
    __mmask16 some = left >= 16 ? 0xffff : (left > 0 ? (__mmask16)((1u << left) - 1) : 0);
    __m512 low = _mm512_maskz_loadu_ps(some, first + j);
    __m512 high = second ? _mm512_maskz_loadu_ps(some, second + j) : _mm512_setzero_ps();
    _mm512_storeu_si512(to + j, bf16_pairs(low, high));
  }
}

/// ROWS×(VECTORS·16) of C; `pairs` words deep.
LAB_INLINE void bf16_tile(
    const int rows, const int vectors, const bool by_rows, ptrdiff_t pairs, const uint32_t *a,
    ptrdiff_t a_stride, const uint32_t *b, ptrdiff_t b_stride, float *c, ptrdiff_t c_stride,
    float scale, bool load, int tail) {
  __m512 sum[8][3];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) sum[i][v] = _mm512_setzero_ps();
  }
  for (ptrdiff_t k = 0; k < pairs; k++) {
    __m512bh row[3];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) row[v] = (__m512bh)_mm512_loadu_si512(b + v * 16);
    b += b_stride;
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      __m512bh word = (__m512bh)_mm512_set1_epi32((int)(by_rows ? a[i * a_stride] : a[i]));
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) sum[i][v] = _mm512_dpbf16_ps(sum[i][v], word, row[v]);
    }
    a += by_rows ? 1 : a_stride;
  }
  __m512 factor = _mm512_set1_ps(scale);
#pragma clang loop unroll(full)
  for (int v = 0; v < vectors; v++) {
    __mmask16 some = v + 1 < vectors ? 0xffff : (__mmask16)((1u << tail) - 1);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      float *to = c + i * c_stride + v * 16;
      __m512 value = _mm512_mul_ps(sum[i][v], factor);
      if (load) value = _mm512_add_ps(value, _mm512_maskz_loadu_ps(some, to));
      _mm512_mask_storeu_ps(to, some, value);
    }
  }
}

static void bf16_any_tile(
    int rows, int vectors, bool by_rows, ptrdiff_t pairs, const uint32_t *a, ptrdiff_t a_stride,
    const uint32_t *b, ptrdiff_t b_stride, float *c, ptrdiff_t c_stride, float scale, bool load,
    int tail) {
#define TILE(ROWS, VECTORS) \
  case 16 * VECTORS + ROWS: \
    if (by_rows) { \
      bf16_tile(ROWS, VECTORS, true, pairs, a, a_stride, b, b_stride, c, c_stride, scale, load, \
                tail); \
    } else { \
      bf16_tile(ROWS, VECTORS, false, pairs, a, a_stride, b, b_stride, c, c_stride, scale, load, \
                tail); \
    } \
    break;
#define TILES(VECTORS) \
  TILE(1, VECTORS) TILE(2, VECTORS) TILE(3, VECTORS) TILE(4, VECTORS) TILE(5, VECTORS) \
  TILE(6, VECTORS) TILE(7, VECTORS) TILE(8, VECTORS)
  switch (16 * vectors + rows) { TILES(1) TILES(2) TILES(3) }
#undef TILES
#undef TILE
}

static void gemm_bf16(const gemm_problem *p) {
  uint32_t *const b_store = (uint32_t *)p->scratch;
  uint32_t *const a_store = b_store + BF16_K / 2 * (BF16_COLUMNS + WIDEST);
  float *const turned = (float *)(a_store + BF16_ROWS * BF16_PITCH);
  for (ptrdiff_t i = 0; p->K == 0 && !p->accumulate && i < p->M; i++) {
    memset(p->C + i * p->c_row_stride, 0, (size_t)p->N * sizeof *p->C);
  }
  for (ptrdiff_t left = 0; left < p->N; left += BF16_COLUMNS) {
    ptrdiff_t columns = p->N - left < BF16_COLUMNS ? p->N - left : BF16_COLUMNS;
    for (ptrdiff_t first = 0; first < p->K; first += BF16_K) {
      ptrdiff_t K = p->K - first < BF16_K ? p->K - first : BF16_K, pairs = (K + 1) / 2;
      const float *b = p->B + first * p->b_row_stride + left * p->b_column_stride;
      // The columns in panels of up to three vectors.
      uint32_t *panel = b_store;
      for (ptrdiff_t column = 0; column < columns; column += WIDEST) {
        ptrdiff_t width = columns - column < WIDEST ? columns - column : WIDEST;
        ptrdiff_t pitch = (width + 15) / 16 * 16;
        const float *from = b + column * p->b_column_stride;
        if (p->b_column_stride == 1) {
          for (ptrdiff_t k = 0; k < pairs; k++) {
            const float *one = from + 2 * k * p->b_row_stride;
            bf16_rows(
                width, pitch, one, 2 * k + 1 < K ? one + p->b_row_stride : NULL,
                panel + k * pitch);
          }
        } else {
          memset(panel, 0, (size_t)(pairs * pitch) * sizeof *panel);
          uint32_t *lines = (uint32_t *)turned;
          for (ptrdiff_t j = 0; j < width; j++) {
            bf16_line(K, from + j * p->b_column_stride, p->b_row_stride, lines + j * BF16_PITCH);
          }
          transpose_level4(width, pairs, turned, BF16_PITCH, (float *)panel, pitch);
        }
        panel += pairs * pitch;
      }
      for (ptrdiff_t top = 0; top < p->M; top += BF16_ROWS) {
        ptrdiff_t rows = p->M - top < BF16_ROWS ? p->M - top : BF16_ROWS;
        const float *a = p->A + top * p->a_row_stride + first * p->a_column_stride;
        bool by_rows = p->a_row_stride != 1 || p->a_column_stride == 1;
        ptrdiff_t a_stride = by_rows ? BF16_PITCH : (rows + 15) / 16 * 16;
        if (by_rows) {
          for (ptrdiff_t i = 0; i < rows; i++) {
            bf16_line(K, a + i * p->a_row_stride, p->a_column_stride, a_store + i * a_stride);
          }
        } else {
          for (ptrdiff_t k = 0; k < pairs; k++) {
            const float *one = a + 2 * k * p->a_column_stride;
            bf16_rows(
                rows, a_stride, one, 2 * k + 1 < K ? one + p->a_column_stride : NULL,
                a_store + k * a_stride);
          }
        }
        const uint32_t *next = b_store;
        for (ptrdiff_t column = 0; column < columns; column += WIDEST) {
          ptrdiff_t width = columns - column < WIDEST ? columns - column : WIDEST;
          int vectors = (int)((width + 15) / 16);
          for (ptrdiff_t i = 0; i < rows; i += 8) {
            bf16_any_tile(
                (int)(rows - i < 8 ? rows - i : 8), vectors, by_rows, pairs,
                a_store + (by_rows ? i * a_stride : i), a_stride, next, 16 * vectors,
                p->C + (top + i) * p->c_row_stride + left + column, p->c_row_stride, p->scale,
                p->accumulate || first > 0, (int)(width - 16 * (vectors - 1)));
          }
          next += pairs * 16 * vectors;
        }
      }
    }
  }
}
