// Windows of 2×2 beside each other, as most networks pool, for one level of the processor.
// Included once for each level, with
//   LEVEL(name)  the name with the level's suffix
//   WIDTH        floats in a vector
//   EVENS, ODDS  places of every other element of two vectors
//   LOWER, UPPER places of the halves of two vectors, element by element in turn
//   LOAD_TAIL(from, count), STORE_TAIL(to, value, count)  part of a vector

typedef float LEVEL(vector) __attribute__((vector_size(4 * WIDTH), aligned(4)));
typedef int32_t LEVEL(mask) __attribute__((vector_size(4 * WIDTH), aligned(4)));
#define VECTOR LEVEL(vector)
#define MASK LEVEL(mask)

/// The first `count` floats, which may be none or more than a vector's.
LAB_INLINE VECTOR LEVEL(load_some)(const float *from, ptrdiff_t count) {
  if (count >= WIDTH) return *(const VECTOR *)from;
  return count > 0 ? (VECTOR)LOAD_TAIL(from, (int)count) : (VECTOR){0};
}

LAB_INLINE void LEVEL(store_some)(float *to, VECTOR value, ptrdiff_t count) {
  if (count >= WIDTH) {
    *(VECTOR *)to = value;
  } else if (count > 0) {
    STORE_TAIL(to, value, (int)count);
  }
}

/// Where `next` replaces the best so far: it is larger, or NaN.
LAB_INLINE MASK LEVEL(wins)(VECTOR next, VECTOR best) {
  return (MASK)(next > best) | (MASK)(next != next);
}

LAB_INLINE MASK LEVEL(choose)(MASK mask, MASK a, MASK b) { return (mask & a) | (~mask & b); }

static void LEVEL(halve)(
    const lab_pooling *s, ptrdiff_t planes, const float *x, float *y, int32_t *positions) {
  const ptrdiff_t W = s->W, OW = s->OW;
  const int32_t below = (int32_t)W;
  MASK steps;
  for (int32_t i = 0; i < WIDTH; i++) steps[i] = 2 * i;
  for (ptrdiff_t plane = 0; plane < planes; plane++, x += s->H * W) {
    for (ptrdiff_t row = 0; row < s->OH; row++, y += OW, positions += OW) {
      const float *upper = x + 2 * row * W, *lower = upper + W;
      for (ptrdiff_t i = 0; i < OW; i += WIDTH) {
        ptrdiff_t left = OW - i, inputs = 2 * left;
        VECTOR a = LEVEL(load_some)(upper + 2 * i, inputs);
        VECTOR b = LEVEL(load_some)(upper + 2 * i + WIDTH, inputs - WIDTH);
        VECTOR c = LEVEL(load_some)(lower + 2 * i, inputs);
        VECTOR d = LEVEL(load_some)(lower + 2 * i + WIDTH, inputs - WIDTH);
        VECTOR best = __builtin_shufflevector(a, b, EVENS);
        MASK place = {0};
        const VECTOR others[3] = {
          __builtin_shufflevector(a, b, ODDS), __builtin_shufflevector(c, d, EVENS),
          __builtin_shufflevector(c, d, ODDS),
        };
        const int32_t places[3] = {1, below, below + 1};
#pragma clang loop unroll(full)
        for (int k = 0; k < 3; k++) {
          MASK wins = LEVEL(wins)(others[k], best);
          best = (VECTOR)LEVEL(choose)(wins, (MASK)others[k], (MASK)best);
          place = LEVEL(choose)(wins, (MASK){0} + places[k], place);
        }
        place += steps + (int32_t)(2 * (row * W + i));
        LEVEL(store_some)(y + i, best, left);
        LEVEL(store_some)((float *)(positions + i), (VECTOR)place, left);
      }
    }
  }
}

static void LEVEL(halve_gradient)(
    const lab_pooling *s, ptrdiff_t planes, const float *dy, const int32_t *positions,
    float *dx) {
  const ptrdiff_t W = s->W, OW = s->OW;
  const int32_t below = (int32_t)W;
  MASK steps;
  for (int32_t i = 0; i < WIDTH; i++) steps[i] = 2 * i;
  for (ptrdiff_t plane = 0; plane < planes; plane++, dx += s->H * W) {
    for (ptrdiff_t row = 0; row < s->OH; row++, dy += OW, positions += OW) {
      float *upper = dx + 2 * row * W, *lower = upper + W;
      for (ptrdiff_t i = 0; i < OW; i += WIDTH) {
        ptrdiff_t left = OW - i, inputs = 2 * left;
        MASK slope = (MASK)LEVEL(load_some)(dy + i, left);
        MASK place = (MASK)LEVEL(load_some)((const float *)(positions + i), left);
        place -= steps + (int32_t)(2 * (row * W + i));
        VECTOR a = (VECTOR)(slope & (MASK)(place == 0)), b = (VECTOR)(slope & (MASK)(place == 1));
        VECTOR c = (VECTOR)(slope & (MASK)(place == below));
        VECTOR d = (VECTOR)(slope & (MASK)(place == below + 1));
        LEVEL(store_some)(upper + 2 * i, __builtin_shufflevector(a, b, LOWER), inputs);
        LEVEL(store_some)(
            upper + 2 * i + WIDTH, __builtin_shufflevector(a, b, UPPER), inputs - WIDTH);
        LEVEL(store_some)(lower + 2 * i, __builtin_shufflevector(c, d, LOWER), inputs);
        LEVEL(store_some)(
            lower + 2 * i + WIDTH, __builtin_shufflevector(c, d, UPPER), inputs - WIDTH);
      }
      if (W % 2 == 1) upper[W - 1] = lower[W - 1] = 0;
    }
    if (s->H % 2 == 1) memset(dx + (s->H - 1) * W, 0, (size_t)W * sizeof *dx);
  }
}

#undef VECTOR
#undef MASK
#undef LEVEL
#undef WIDTH
#undef EVENS
#undef ODDS
#undef LOWER
#undef UPPER
#undef LOAD_TAIL
#undef STORE_TAIL
