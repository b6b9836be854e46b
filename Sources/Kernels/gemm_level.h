// The blocked product for one level of the processor, after Goto and van de Geijn ("Anatomy of
// High-Performance Matrix Multiplication", 2008). Included once for each level, with
//   LEVEL(name)  the name with the level's suffix
//   WIDTH        floats in a vector
//   TALL, SHORT  rows of a tile of one or two vectors, of three
//   LOAD_TAIL(from, count), STORE_TAIL(to, value, count)  part of a vector
// Every element of C is a sum in order of k, one multiply-add each, over a block of K at a time:
// no choice of tile or panel changes a bit.

typedef float LEVEL(vector) __attribute__((vector_size(4 * WIDTH), aligned(4)));
#define VECTOR LEVEL(vector)

// A tile is fully unrolled, so that its sums are registers.
#define EACH_ROW _Pragma("clang loop unroll(full)") for (int i = 0; i < rows; i++)
#define EACH_VECTOR _Pragma("clang loop unroll(full)") for (int v = 0; v < vectors; v++)
#define EACH_SUM EACH_ROW EACH_VECTOR

/// A vector of which only `tail` elements exist.
LAB_INLINE VECTOR LEVEL(load)(const float *from, int tail) {
  return tail == WIDTH ? *(const VECTOR *)from : LOAD_TAIL(from, tail);
}

/// Applies `end` to a tile's sums, and stores them. For whole vectors `tail` is a constant, and the
/// code free of what only partial vectors need.
LAB_INLINE void LEVEL(finish)(
    const int rows, const int vectors, const int tail, VECTOR (*sum)[3], float *c,
    const gemm_end *end) {
#define PLACE (c + i * end->c_stride + v * WIDTH)
#define EXISTS (v + 1 < vectors ? WIDTH : tail)
  EACH_SUM sum[i][v] *= end->scale;
  if (end->load) {
    EACH_SUM sum[i][v] += LEVEL(load)(PLACE, EXISTS);
  }
  if (end->bias) {
    EACH_VECTOR {
      VECTOR bias = LEVEL(load)(end->bias + v * WIDTH, EXISTS);
      EACH_ROW sum[i][v] += bias;
    }
  }
  EACH_SUM {
    if (EXISTS == WIDTH) {
      *(VECTOR *)PLACE = sum[i][v];
    } else {
      STORE_TAIL(PLACE, sum[i][v], tail);
    }
  }
#undef EXISTS
#undef PLACE
}

/// ROWS×(VECTORS·WIDTH) of C, whose last vector may be partial. A by rows: a[i·stride + k]; by
/// columns: a[i + k·stride].
LAB_INLINE void LEVEL(tile)(
    const int rows, const int vectors, const bool by_rows, ptrdiff_t K, const float *a,
    ptrdiff_t a_stride, const float *b, ptrdiff_t b_stride, float *c, const gemm_end *end) {
  VECTOR sum[TALL][3];
  EACH_SUM sum[i][v] = (VECTOR){0};
#pragma clang loop unroll_count(2)
  for (ptrdiff_t k = 0; k < K; k++) {
    VECTOR row[3];
    EACH_VECTOR row[v] = *(const VECTOR *)(b + v * WIDTH);
    b += b_stride;
    EACH_ROW {
      float scalar = by_rows ? a[i * a_stride] : a[i];
      EACH_VECTOR sum[i][v] = scalar * row[v] + sum[i][v];
    }
    a += by_rows ? 1 : a_stride;
  }
  if (end->tail != WIDTH) {
    LEVEL(finish)(rows, vectors, end->tail, sum, c, end);
  } else if (!end->stores) {
    LEVEL(finish)(rows, vectors, WIDTH, sum, c, end);
  } else {
    EACH_SUM *(VECTOR *)(c + i * end->c_stride + v * WIDTH) = sum[i][v];
  }
}

/// Several tiles of the same rows and vectors below each other, as compiled for each size.
static void LEVEL(tiles)(
    ptrdiff_t count, int rows, int vectors, bool by_rows, ptrdiff_t K, const float *a,
    ptrdiff_t a_stride, const float *b, ptrdiff_t b_stride, float *c, const gemm_end *end,
    gemm_ahead *next_a, gemm_ahead *next_b) {
  const ptrdiff_t a_step = by_rows ? rows * a_stride : rows, c_step = rows * end->c_stride;
#define TILES(ROWS, VECTORS, BY_ROWS) \
  for (; count > 0; count--, a += a_step, c += c_step) { \
    LEVEL(tile)(ROWS, VECTORS, BY_ROWS, K, a, a_stride, b, b_stride, c, end); \
    gemm_ask(next_a); \
    gemm_ask(next_b); \
  }
#define SIZE(ROWS, VECTORS) \
  case 16 * VECTORS + ROWS: \
    if (by_rows) { \
      TILES(ROWS, VECTORS, true) \
    } else { \
      TILES(ROWS, VECTORS, false) \
    } \
    break;
  switch (16 * vectors + rows) {
    SIZE(1, 1) SIZE(2, 1) SIZE(3, 1) SIZE(4, 1) SIZE(5, 1) SIZE(6, 1)
    SIZE(1, 2) SIZE(2, 2) SIZE(3, 2) SIZE(4, 2) SIZE(5, 2) SIZE(6, 2)
    SIZE(1, 3) SIZE(2, 3) SIZE(3, 3) SIZE(4, 3)
#if TALL > 6
    SIZE(7, 1) SIZE(8, 1) SIZE(7, 2) SIZE(8, 2)
    SIZE(5, 3) SIZE(6, 3) SIZE(7, 3) SIZE(8, 3)
#endif
  }
#undef SIZE
#undef TILES
}

/// to[j·to_stride + i] = from[i·from_stride + j] for i < rows, j < columns.
static void LEVEL(transpose)(
    ptrdiff_t rows, ptrdiff_t columns, const float *from, ptrdiff_t from_stride, float *to,
    ptrdiff_t to_stride) {
  ptrdiff_t i = 0;
  for (; i + 8 <= rows; i += 8) {
    ptrdiff_t j = 0;
    for (; j + 8 <= columns; j += 8) {
      const float *block = from + i * from_stride + j;
      // The prefetcher does not follow eight short streams at a time: ask for a line of each next
      // row.
      if (j % 16 == 0 && i + 16 <= rows) {
        for (ptrdiff_t r = 8; r < 16; r++) __builtin_prefetch(block + r * from_stride);
      }
      transpose8(block, from_stride, to + j * to_stride + i, to_stride);
    }
    for (; j < columns; j++) {
      for (ptrdiff_t r = i; r < i + 8; r++) to[j * to_stride + r] = from[r * from_stride + j];
    }
  }
  for (; i < rows; i++) {
    for (ptrdiff_t j = 0; j < columns; j++) to[j * to_stride + i] = from[i * from_stride + j];
  }
}

/// The vectors of the next panel, given the columns left: two, or three so that none is left alone.
LAB_INLINE int LEVEL(panel_vectors)(ptrdiff_t columns) {
  ptrdiff_t left = (columns + WIDTH - 1) / WIDTH;
  return left == 1 ? 1 : (left % 2 ? 3 : 2);
}

/// One panel of B, (K, width) into rows `pitch` apart, zeros after the last column.
static void LEVEL(pack_panel)(
    ptrdiff_t K, ptrdiff_t width, ptrdiff_t pitch, const float *b, ptrdiff_t row_stride,
    ptrdiff_t column_stride, float *to) {
  if (width < pitch) memset(to, 0, (size_t)(K * pitch) * sizeof *to);
  if (row_stride == 1) {
    LEVEL(transpose)(width, K, b, column_stride, to, pitch);
    return;
  }
  for (ptrdiff_t k = 0; k < K; k++) {
    const float *from = b + k * row_stride;
#pragma clang loop vectorize(disable)
    for (ptrdiff_t j = 0; j < width; j++) to[k * pitch + j] = from[j * column_stride];
  }
}

/// The next panels of B, one after another, of some of its (K, columns); returns how many. Adjacent
/// columns are copied a few rows at a time, so that they are read along the rows, as the prefetcher
/// expects.
static ptrdiff_t LEVEL(pack_b)(
    ptrdiff_t K, ptrdiff_t columns, const float *b, ptrdiff_t row_stride, ptrdiff_t column_stride,
    float *to) {
  ptrdiff_t pitch = LEVEL(panel_vectors)(columns) * WIDTH;
  if (column_stride != 1 || columns < pitch) {
    ptrdiff_t width = columns < pitch ? columns : pitch;
    LEVEL(pack_panel)(K, width, pitch, b, row_stride, column_stride, to);
    return width;
  }
  ptrdiff_t packed = 0;
  for (ptrdiff_t first = 0; first < K; first += PACKED_ROWS) {
    ptrdiff_t end = first + PACKED_ROWS < K ? first + PACKED_ROWS : K;
    for (packed = 0; packed < PACKED_COLUMNS; packed += pitch) {
      pitch = LEVEL(panel_vectors)(columns - packed) * WIDTH;
      if (packed + pitch > columns) break;
      float *panel = to + packed * K;
      for (ptrdiff_t k = first; k < end; k++) {
        const float *from = b + k * row_stride + packed;
        for (ptrdiff_t v = 0; v < pitch; v += WIDTH) {
          *(VECTOR *)(panel + k * pitch + v) = *(const VECTOR *)(from + v);
        }
      }
    }
  }
  return packed;
}

/// A block of A, (rows, K), with its rows A_PITCH apart.
static void LEVEL(pack_a)(
    ptrdiff_t rows, ptrdiff_t K, const float *a, ptrdiff_t row_stride, ptrdiff_t column_stride,
    float *to) {
  if (row_stride == 1) {
    LEVEL(transpose)(K, rows, a, column_stride, to, A_PITCH);
    return;
  }
  for (ptrdiff_t i = 0; i < rows; i++) {
    const float *from = a + i * row_stride;
    if (column_stride == 1) {
      memcpy(to + i * A_PITCH, from, (size_t)K * sizeof *from);
    } else {
      for (ptrdiff_t k = 0; k < K; k++) to[i * A_PITCH + k] = from[k * column_stride];
    }
  }
}

/// Whether the rows of B are read in place. They come from the second-level cache as fast as they
/// are needed; copying them avoids split cache lines and conflicting cache sets.
LAB_INLINE bool LEVEL(is_direct)(const gemm_problem *p) {
  if (p->b_column_stride != 1 || p->M > GEMM_DIRECT_ROWS) return false;
  bool is_aligned = p->b_row_stride % 16 == 0 && p->b_row_stride % 1024 != 0;
  return is_aligned || p->M <= GEMM_FEW_ROWS;
}

/// One panel of B times a block of A's rows, as tiles of nearly equal height.
static void LEVEL(column_of_tiles)(
    ptrdiff_t rows, ptrdiff_t K, bool by_rows, const float *a, ptrdiff_t a_stride,
    const float *b, ptrdiff_t b_stride, int vectors, const gemm_end *end, gemm_ahead *next_a,
    gemm_ahead *next_b) {
  ptrdiff_t most = vectors == 3 ? SHORT : TALL;
  ptrdiff_t tiles = (rows + most - 1) / most;
  if (tiles == 0) return;
  ptrdiff_t height = rows / tiles, taller = rows % tiles, above = taller * (height + 1);
  LEVEL(tiles)(
      taller, (int)height + 1, vectors, by_rows, K, a, a_stride, b, b_stride, end->c, end, next_a, next_b);
  LEVEL(tiles)(
      tiles - taller, (int)height, vectors, by_rows, K, a + (by_rows ? above * a_stride : above),
      a_stride, b, b_stride, end->c + above * end->c_stride, end, next_a,
      next_b);
}

void LEVEL(gemm)(const gemm_problem *p) {
  ptrdiff_t k_blocks = p->K > 0 ? (p->K + K_BLOCK - 1) / K_BLOCK : 1;
  ptrdiff_t k_step = (p->K + k_blocks - 1) / k_blocks;
  float *const b_store = p->scratch, *const a_store = b_store + K_BLOCK * (N_BLOCK + WIDEST);
  for (ptrdiff_t left = 0; left < p->N; left += N_BLOCK) {
    ptrdiff_t columns = p->N - left < N_BLOCK ? p->N - left : N_BLOCK;
    for (ptrdiff_t block = 0; block < k_blocks; block++) {
      ptrdiff_t first_k = block * k_step;
      ptrdiff_t K = p->K - first_k < k_step ? p->K - first_k : k_step;
      bool is_last = block + 1 == k_blocks;
      const float *b_block = p->B + first_k * p->b_row_stride + left * p->b_column_stride;
      for (ptrdiff_t top = 0; top < p->M; top += M_BLOCK) {
        ptrdiff_t rows = p->M - top < M_BLOCK ? p->M - top : M_BLOCK;
        const float *a = p->A + top * p->a_row_stride + first_k * p->a_column_stride;
        bool by_rows = p->a_row_stride != 1 || p->a_column_stride == 1;
        ptrdiff_t a_stride = by_rows ? p->a_row_stride : p->a_column_stride;
        bool copies_a = by_rows ? p->a_column_stride != 1 : columns > GEMM_DIRECT_COLUMNS;
        if (copies_a) {
          LEVEL(pack_a)(rows, K, a, p->a_row_stride, p->a_column_stride, a_store);
          a = a_store;
          a_stride = A_PITCH;
          by_rows = true;
        }
        // Roughly: what matters is that everything is asked for before this block is done.
        ptrdiff_t tiles = (columns / (2 * WIDTH) + 1) * (rows / TALL + 1);
        bool is_bottom = top + rows == p->M;
        gemm_ahead next_a = {0}, next_b = {0};
        ptrdiff_t next_top = is_bottom ? 0 : top + rows, next_k = is_bottom ? first_k + K : first_k;
        if (next_k < p->K) {
          ptrdiff_t next_rows = p->M - next_top < M_BLOCK ? p->M - next_top : M_BLOCK;
          const float *from = p->A + next_top * p->a_row_stride + next_k * p->a_column_stride;
          next_a = p->a_column_stride == 1
              ? gemm_next(from, p->a_row_stride, next_rows, K, tiles)
              : gemm_next(from, p->a_column_stride, K, next_rows, tiles);
        }
        if (top == 0 && !is_last) {
          const float *from = b_block + K * p->b_row_stride;
          next_b = p->b_column_stride == 1 ? gemm_next(from, p->b_row_stride, K, columns, tiles)
                                           : gemm_next(from, p->b_column_stride, columns, K, tiles);
        }
        bool copies_b = !LEVEL(is_direct)(p);
        ptrdiff_t packed = 0;
        for (ptrdiff_t column = 0; column < columns;) {
          ptrdiff_t rest = columns - column;
          if (copies_b && top == 0 && column == packed) {
            packed += LEVEL(pack_b)(
                K, rest, b_block + column * p->b_column_stride, p->b_row_stride,
                p->b_column_stride, b_store + column * K);
          }
          int vectors = LEVEL(panel_vectors)(rest);
          ptrdiff_t pitch = vectors * WIDTH, width = rest < pitch ? rest : pitch;
          const float *b = copies_b ? b_store + column * K : b_block + column;
          ptrdiff_t b_stride = copies_b ? pitch : p->b_row_stride;
          if (!copies_b && width < pitch) {
            // What is after the last column is not ours to read.
            LEVEL(pack_panel)(K, width, pitch, b, p->b_row_stride, 1, b_store);
            b = b_store;
            b_stride = pitch;
          }
          gemm_end end = {
            .c = p->C + top * p->c_row_stride + left + column,
            .c_stride = p->c_row_stride,
            .load = p->accumulate || block > 0,
            .bias = is_last && p->bias ? p->bias + left + column : NULL,
            .scale = p->scale,
            .stores = p->scale == 1 && !p->accumulate && block == 0 && !(is_last && p->bias),
            .tail = (int)(width - (pitch - WIDTH)),
          };
          LEVEL(column_of_tiles)(
              rows, K, by_rows, a, a_stride, b, b_stride, vectors, &end, &next_a, &next_b);
          column += width;
        }
      }
    }
  }
}

#undef EACH_SUM
#undef EACH_VECTOR
#undef EACH_ROW
#undef VECTOR
#undef LEVEL
#undef WIDTH
#undef TALL
#undef SHORT
#undef LOAD_TAIL
#undef STORE_TAIL
