// The convolution for one level of the processor. Included once for each level, with
//   LEVEL(name)  the name with the level's suffix
//   WIDTH        floats in a vector
//   TALL, VECTORS  channels and vectors of positions in a tile of outputs
//   SLOPES, TAPS   channels and taps in a tile of the weights' gradient
//   LOAD_TAIL(from, count), STORE_TAIL(to, value, count)  part of a vector
// Each output is a sum in order of channel and tap, one multiply-add each, whatever the tile.

typedef float LEVEL(vector) __attribute__((vector_size(4 * WIDTH), aligned(4)));
typedef int32_t LEVEL(mask) __attribute__((vector_size(4 * WIDTH), aligned(4)));
#define VECTOR LEVEL(vector)
#define MASK LEVEL(mask)

/// The sum of a vector's elements, in halves.
LAB_INLINE float LEVEL(total)(VECTOR v) {
  typedef float four __attribute__((vector_size(16)));
#if WIDTH == 16
  typedef float eight __attribute__((vector_size(32)));
  eight h = __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7)
      + __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15);
  four q = __builtin_shufflevector(h, h, 0, 1, 2, 3) + __builtin_shufflevector(h, h, 4, 5, 6, 7);
#elif WIDTH == 8
  four q = __builtin_shufflevector(v, v, 0, 1, 2, 3) + __builtin_shufflevector(v, v, 4, 5, 6, 7);
#else
  four q = v;
#endif
  return (q[0] + q[2]) + (q[1] + q[3]);
}

/// A row of a plane from a row of an image, `stride` apart there.
LAB_INLINE void LEVEL(take_row)(
    float *to, const float *from, ptrdiff_t count, ptrdiff_t stride) {
  if (stride != 1) {
    for (ptrdiff_t q = 0; q < count; q++) to[q] = from[q * stride];
    return;
  }
  ptrdiff_t q = 0;
  for (; q + WIDTH <= count; q += WIDTH) *(VECTOR *)(to + q) = *(const VECTOR *)(from + q);
  if (q < count) {
    VECTOR part = LOAD_TAIL(from + q, (int)(count - q));
    STORE_TAIL(to + q, part, (int)(count - q));
  }
}

/// The planes of an image's channels; the padding is already 0.
static void LEVEL(take_image)(const convolution_plan *p, const float *x, float *planes) {
  const lab_convolution *s = p->shape;
  for (ptrdiff_t c = 0; c < s->C; c++, x += s->H * s->W, planes += p->x_channel) {
    float *plane = planes;
    for (ptrdiff_t a = 0; a < p->vertical.phases; a++) {
      convolution_span rows = convolution_span_of(&p->vertical, a);
      for (ptrdiff_t b = 0; b < p->horizontal.phases; b++, plane += p->plane) {
        convolution_span columns = convolution_span_of(&p->horizontal, b);
        ptrdiff_t first = columns.origin + columns.begin * s->stride_width;
        for (ptrdiff_t r = rows.begin; r < rows.end; r++) {
          LEVEL(take_row)(
              plane + r * p->pitch + columns.begin,
              x + (rows.origin + r * s->stride_height) * s->W + first,
              columns.end - columns.begin, s->stride_width);
        }
      }
    }
  }
}

/// Sums over channels and taps: `rows` channels out, `vectors` of positions from `b` on.
LAB_INLINE void LEVEL(outputs)(
    const int rows, const int vectors, ptrdiff_t channels, ptrdiff_t channel_stride,
    ptrdiff_t taps, const ptrdiff_t *offsets, const float *b, const float *a, float *to,
    ptrdiff_t to_pitch) {
  VECTOR sum[TALL][VECTORS];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) sum[i][v] = (VECTOR){0};
  }
  for (ptrdiff_t c = 0; c < channels; c++) {
    for (ptrdiff_t t = 0; t < taps; t++) {
      const float *from = b + offsets[t];
      VECTOR row[VECTORS];
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) row[v] = *(const VECTOR *)(from + v * WIDTH);
#pragma clang loop unroll(full)
      for (int i = 0; i < rows; i++) {
        float scalar = a[i];
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) sum[i][v] = scalar * row[v] + sum[i][v];
      }
      a += rows;
    }
    b += channel_stride;
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) *(VECTOR *)(to + i * to_pitch + v * WIDTH) = sum[i][v];
  }
}

/// `outputs` for all `count` vectors of positions of a tile's channels.
static void LEVEL(all_outputs)(
    int rows, ptrdiff_t count, ptrdiff_t channels, ptrdiff_t channel_stride, ptrdiff_t taps,
    const ptrdiff_t *offsets, const float *b, const float *a, float *to, ptrdiff_t to_pitch) {
  while (count > 0) {
    int vectors = count == VECTORS + 1 && VECTORS == 3 ? 2 : count < VECTORS ? (int)count : VECTORS;
#define TILE(ROWS, COUNT) \
  case 16 * COUNT + ROWS: \
    LEVEL(outputs)( \
        ROWS, COUNT, channels, channel_stride, taps, offsets, b, a, to, to_pitch); \
    break;
    switch (16 * vectors + rows) {
      TILE(1, 1) TILE(2, 1) TILE(3, 1) TILE(4, 1) TILE(5, 1) TILE(6, 1)
      TILE(1, 2) TILE(2, 2) TILE(3, 2) TILE(4, 2) TILE(5, 2) TILE(6, 2)
#if VECTORS == 3
      TILE(7, 1) TILE(8, 1) TILE(7, 2) TILE(8, 2)
      TILE(1, 3) TILE(2, 3) TILE(3, 3) TILE(4, 3)
      TILE(5, 3) TILE(6, 3) TILE(7, 3) TILE(8, 3)
#endif
    }
#undef TILE
    count -= vectors;
    b += vectors * WIDTH;
    to += vectors * WIDTH;
  }
}

/// The first `count` floats of a vector, perhaps all.
LAB_INLINE void LEVEL(store)(float *to, VECTOR value, ptrdiff_t count) {
  if (count >= WIDTH) {
    *(VECTOR *)to = value;
  } else {
    STORE_TAIL(to, value, (int)count);
  }
}

/// A row of outputs from a tile's: with the bias, and relu if asked.
LAB_INLINE void LEVEL(finish_row)(
    float *y, const float *tile, ptrdiff_t count, float bias, bool relu) {
  for (ptrdiff_t q = 0; q < count; q += WIDTH) {
    VECTOR value = *(const VECTOR *)(tile + q) + bias;
    // NaN is not below zero, and stays.
    if (relu) value = (VECTOR)((MASK)value & ~(MASK)(value < 0));
    LEVEL(store)(y + q, value, count - q);
  }
}

void LEVEL(convolution_forward)(
    const convolution_plan *p, ptrdiff_t images, const float *x, const float *packed,
    const float *bias, bool relu, float *y, int32_t *positions) {
  const lab_convolution *s = p->shape;
  const lab_pooling *pool = p->pool;
  const ptrdiff_t pooled = pool ? pool->OH * pool->OW : 0;
  memset(p->x, 0, (size_t)p->x_image * sizeof *p->x);
  equal_parts tiles = equal_parts_of(s->F, TALL);
  for (ptrdiff_t image = 0; image < images; image++) {
    LEVEL(take_image)(p, x + image * s->x_stride, p->x);
    const float *a = packed;
    float *result = y + image * s->y_stride;
    int32_t *places = pool ? positions + image * s->y_stride : NULL;
    ptrdiff_t channel = 0;
    for (ptrdiff_t tile = 0; tile < tiles.count; tile++) {
      if (lab_should_stop()) return;
      int rows = (int)(tiles.height + (tile < tiles.taller));
      LEVEL(all_outputs)(
          rows, p->positions / WIDTH, s->C, p->x_channel, p->taps, p->offsets, p->x, a, p->tile,
          p->tile_pitch);
      for (int i = 0; i < rows; i++, channel++) {
        float shift = bias ? bias[channel] : 0;
        float *plane = p->tile + i * p->tile_pitch;
        // What is pooled is moved within the plane: no row overtakes the one it comes from.
        float *to = pool ? plane : result;
        for (ptrdiff_t r = 0; r < s->OH; r++) {
          LEVEL(finish_row)(to + r * s->OW, plane + r * p->pitch, s->OW, shift, relu);
        }
        if (pool) {
          lab_max_pool(pool, 1, plane, result, places);
          result += pooled;
          places += pooled;
        } else {
          result += s->OH * s->OW;
        }
      }
      a += rows * s->C * p->taps;
    }
  }
}

/// dy, or 0 where relu was.
LAB_INLINE VECTOR LEVEL(slope)(const float *dy, const float *y, ptrdiff_t count) {
  bool is_whole = count >= WIDTH;
  VECTOR value = is_whole ? *(const VECTOR *)dy : LOAD_TAIL(dy, (int)count);
  if (!y) return value;
  VECTOR out = is_whole ? *(const VECTOR *)y : LOAD_TAIL(y, (int)count);
  return (VECTOR)((MASK)value & (MASK)(out > 0));
}

/// A channel's dy before pooling, in the tile, from that after it.
static const float *LEVEL(unpool)(
    const convolution_plan *p, const float *dy, const float *y, const int32_t *positions) {
  const ptrdiff_t count = p->pool->OH * p->pool->OW;
  float *plane = p->tile, *slopes = p->tile + p->tile_pitch;
  if (y) {
    for (ptrdiff_t i = 0; i < count; i += WIDTH) {
      LEVEL(store)(slopes + i, LEVEL(slope)(dy + i, y + i, count - i), count - i);
    }
    dy = slopes;
  }
  lab_max_pool_gradient(p->pool, 1, dy, positions, plane);
  return plane;
}

/// An image's dy as planes, 0 where relu was; its sums are added to dbias.
static void LEVEL(take_gradient)(
    const convolution_plan *p, const float *dy, const float *y, const int32_t *positions,
    float *planes, float *dbias) {
  const lab_convolution *s = p->shape;
  const lab_pooling *pool = p->pool;
  const ptrdiff_t channel = pool ? pool->OH * pool->OW : s->OH * s->OW;
  for (ptrdiff_t f = 0; f < s->F; f++) {
    const float *slopes = dy + f * channel, *outputs = y ? y + f * channel : NULL;
    if (pool) {
      slopes = LEVEL(unpool)(p, slopes, outputs, positions + f * channel);
      outputs = NULL;
    }
    float *row = planes + f * p->y_channel + p->lead;
    VECTOR sum = {0};
    for (ptrdiff_t r = 0; r < s->OH; r++, row += p->pitch, slopes += s->OW) {
      for (ptrdiff_t q = 0; q < s->OW; q += WIDTH) {
        VECTOR value = LEVEL(slope)(slopes + q, outputs ? outputs + q : NULL, s->OW - q);
        sum += value;
        LEVEL(store)(row + q, value, s->OW - q);
      }
      if (outputs) outputs += s->OW;
    }
    if (dbias) dbias[f] += LEVEL(total)(sum);
  }
}

/// dx of an image from the planes of its dy: for each phase, the taps that read from it.
static void LEVEL(give_gradient)(
    const convolution_plan *p, const float *planes, const float *packed, float *dx) {
  const lab_convolution *s = p->shape;
  const ptrdiff_t stride = s->stride_width;
  if (s->stride_height != 1 || stride != 1) {
    memset(dx, 0, (size_t)(s->C * s->H * s->W) * sizeof *dx);
  }
  equal_parts tiles = equal_parts_of(s->C, TALL);
  for (ptrdiff_t phase = 0; phase < p->phases; phase++) {
    ptrdiff_t first = p->first[phase], taps = p->first[phase + 1] - first;
    convolution_span rows = convolution_span_of(&p->vertical, phase / p->horizontal.phases);
    convolution_span columns = convolution_span_of(&p->horizontal, phase % p->horizontal.phases);
    ptrdiff_t start = rows.begin * p->pitch;
    ptrdiff_t count = ((rows.end - rows.begin) * p->pitch + WIDTH - 1) / WIDTH;
    ptrdiff_t channel = 0;
    for (ptrdiff_t tile = 0; tile < tiles.count; tile++) {
      if (lab_should_stop()) return;
      int tall = (int)(tiles.height + (tile < tiles.taller));
      LEVEL(all_outputs)(
          tall, count, s->F, p->y_channel, taps, p->back + first, planes + p->lead + start, packed,
          p->tile, p->tile_pitch);
      packed += tall * s->F * taps;
      for (int i = 0; i < tall; i++, channel++) {
        const float *from = p->tile + i * p->tile_pitch + columns.begin;
        for (ptrdiff_t r = rows.begin; r < rows.end; r++, from += p->pitch) {
          float *to = dx + (channel * s->H + rows.origin + r * s->stride_height) * s->W
              + columns.origin + columns.begin * stride;
          ptrdiff_t width = columns.end - columns.begin;
          if (stride == 1) {
            LEVEL(take_row)(to, from, width, 1);
          } else {
            for (ptrdiff_t q = 0; q < width; q++) to[q * stride] = from[q];
          }
        }
      }
    }
  }
}

/// Sums over images and positions: `rows` channels of dy times `taps` planes of x.
LAB_INLINE void LEVEL(slopes)(
    const int rows, const int taps, const convolution_plan *p, ptrdiff_t images, const float *dy,
    const float *const *x, float *sums) {
  VECTOR sum[SLOPES][TAPS];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int t = 0; t < taps; t++) sum[i][t] = (VECTOR){0};
  }
  const ptrdiff_t pitch = p->y_channel;
  for (ptrdiff_t image = 0; image < images; image++) {
    const float *from[TAPS];
#pragma clang loop unroll(full)
    for (int t = 0; t < taps; t++) from[t] = x[t] + image * p->x_image;
    for (ptrdiff_t i = 0; i < p->positions; i += WIDTH) {
      VECTOR slope[SLOPES];
#pragma clang loop unroll(full)
      for (int r = 0; r < rows; r++) slope[r] = *(const VECTOR *)(dy + r * pitch + i);
#pragma clang loop unroll(full)
      for (int t = 0; t < taps; t++) {
        VECTOR value = *(const VECTOR *)(from[t] + i);
#pragma clang loop unroll(full)
        for (int r = 0; r < rows; r++) sum[r][t] = slope[r] * value + sum[r][t];
      }
    }
    dy += p->y_image;
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
    for (int t = 0; t < taps; t++) sums[r * TAPS + t] = LEVEL(total)(sum[r][t]);
  }
}

/// Adds some images' share of dweight, from the planes of x and dy.
static void LEVEL(add_slopes)(const convolution_plan *p, ptrdiff_t images, float *dweight) {
  const lab_convolution *s = p->shape;
  const ptrdiff_t depth = s->C * p->taps;
  equal_parts tiles = equal_parts_of(s->F, SLOPES), groups = equal_parts_of(depth, TAPS);
  ptrdiff_t k = 0;
  for (ptrdiff_t group = 0; group < groups.count; group++) {
    if (lab_should_stop()) return;
    int taps = (int)(groups.height + (group < groups.taller));
    const float *x[TAPS] = {0};
    ptrdiff_t places[TAPS];
    for (int t = 0; t < taps; t++, k++) {
      ptrdiff_t c = k / p->taps, tap = k % p->taps;
      x[t] = p->x + c * p->x_channel + p->offsets[tap];
      places[t] = c * p->taps + p->indices[tap];
    }
    ptrdiff_t f = 0;
    for (ptrdiff_t tile = 0; tile < tiles.count; tile++) {
      int rows = (int)(tiles.height + (tile < tiles.taller));
      const float *dy = p->y + f * p->y_channel + p->lead;
      float sums[SLOPES * TAPS];
#define TILE(ROWS, COUNT) \
  case 16 * COUNT + ROWS: \
    LEVEL(slopes)(ROWS, COUNT, p, images, dy, x, sums); \
    break;
      switch (16 * taps + rows) {
        TILE(1, 1) TILE(2, 1) TILE(3, 1) TILE(1, 2) TILE(2, 2) TILE(3, 2)
        TILE(1, 3) TILE(2, 3) TILE(3, 3) TILE(1, 4) TILE(2, 4) TILE(3, 4)
#if SLOPES == 4
        TILE(4, 1) TILE(4, 2) TILE(4, 3) TILE(4, 4)
        TILE(1, 5) TILE(2, 5) TILE(3, 5) TILE(4, 5)
        TILE(1, 6) TILE(2, 6) TILE(3, 6) TILE(4, 6)
#endif
      }
#undef TILE
      for (int r = 0; r < rows; r++, f++) {
        for (int t = 0; t < taps; t++) dweight[f * depth + places[t]] += sums[r * TAPS + t];
      }
    }
  }
}

void LEVEL(convolution_gradient)(
    const convolution_plan *p, ptrdiff_t images, const float *x, const float *y,
    const int32_t *positions, const float *dy, const float *packed, float *dx, float *dweight,
    float *dbias) {
  const lab_convolution *s = p->shape;
  ptrdiff_t held = images < p->pass ? images : p->pass;
  if (dweight) memset(p->x, 0, (size_t)(held * p->x_image) * sizeof *p->x);
  memset(p->y, 0, (size_t)(held * p->y_image) * sizeof *p->y);
  for (ptrdiff_t start = 0; start < images; start += p->pass) {
    ptrdiff_t count = images - start < p->pass ? images - start : p->pass;
    for (ptrdiff_t i = 0; i < count; i++) {
      ptrdiff_t image = start + i;
      float *planes = p->y + i * p->y_image;
      LEVEL(take_gradient)(
          p, dy + image * s->y_stride, y ? y + image * s->y_stride : NULL,
          positions ? positions + image * s->y_stride : NULL, planes, dbias);
      if (dweight) LEVEL(take_image)(p, x + image * s->x_stride, p->x + i * p->x_image);
      if (dx) LEVEL(give_gradient)(p, planes, packed, dx + image * s->x_stride);
    }
    if (dweight) LEVEL(add_slopes)(p, count, dweight);
  }
}

#undef VECTOR
#undef MASK
#undef LEVEL
#undef WIDTH
#undef TALL
#undef VECTORS
#undef SLOPES
#undef TAPS
#undef LOAD_TAIL
#undef STORE_TAIL
