#include "lab_random.h"

#include "elementary.h"

/// Counters turned into words at a time.
enum { LANES = 64 };

/// words[w][l]: word w of counter block + l.
LAB_INLINE void philox(
    uint64_t key, uint64_t stream, uint64_t block, uint32_t words[4][LANES]) {
  for (int l = 0; l < LANES; l++) {
    uint64_t counter = block + (uint64_t)l;
    uint32_t a = (uint32_t)counter, b = (uint32_t)(counter >> 32);
    uint32_t c = (uint32_t)stream, d = (uint32_t)(stream >> 32);
    uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
#pragma clang loop unroll(full)
    for (int round = 0; round < 10; round++) {
      uint64_t p = (uint64_t)a * 0xd2511f53u, q = (uint64_t)c * 0xcd9e8d57u;
      a = (uint32_t)(q >> 32) ^ b ^ k0;
      c = (uint32_t)(p >> 32) ^ d ^ k1;
      b = (uint32_t)q;
      d = (uint32_t)p;
      k0 += 0x9e3779b9u;
      k1 += 0xbb67ae85u;
    }
    words[0][l] = a;
    words[1][l] = b;
    words[2][l] = c;
    words[3][l] = d;
  }
}

/// For elements begin ..< begin + count, in groups of 4·LANES: `MAKE` turns `words` into
/// `values[4·LANES]`, from which `USE` takes value j as element i of the call.
#define EACH_ELEMENT(V, MAKE, USE) \
  for (ptrdiff_t i = 0; i < count;) { \
    ptrdiff_t element = begin + i, offset = element % 4; \
    ptrdiff_t some = 4 * LANES - offset < count - i ? 4 * LANES - offset : count - i; \
    uint32_t words[4][LANES]; \
    V values[4 * LANES]; \
    philox(key, stream, (uint64_t)(element / 4), words); \
    MAKE \
    const V *chosen = values + offset; \
    LAB_VECTORIZE \
    for (ptrdiff_t j = 0; j < some; j++) { USE } \
    i += some; \
  }

#define INTERLEAVE(EXPRESSION) \
  for (int l = 0; l < LANES; l++) { \
    for (int w = 0; w < 4; w++) values[4 * l + w] = (EXPRESSION); \
  }

LAB_CLONES void lab_random_bits(
    uint64_t key, uint64_t stream, ptrdiff_t begin, ptrdiff_t count, uint32_t *out) {
  EACH_ELEMENT(uint32_t, INTERLEAVE(words[w][l]), out[i + j] = chosen[j];)
}

LAB_INLINE float unit_value(uint32_t word) { return (float)(int32_t)(word >> 8) * 0x1p-24f; }

LAB_CLONES void lab_random_uniform(
    uint64_t key, uint64_t stream, ptrdiff_t begin, ptrdiff_t count, float low, float high,
    float *out) {
  float span = high - low, last = nextafterf(high, low);
  EACH_ELEMENT(float, INTERLEAVE(unit_value(words[w][l])), {
    float value = low + span * chosen[j];
    out[i + j] = value >= high ? last : value;
  })
}

/// Two standard normal numbers from two words (Box and Muller, 1958).
LAB_INLINE void box_muller(uint32_t first, uint32_t second, float *a, float *b) {
  // The halves of the word are converted separately: vectors only have signed conversions.
  float u = (float)(int32_t)(first >> 16) * 0x1p-16f
      + ((float)(int32_t)(first & 0xffff) * 0x1p-32f + 0x1p-33f);
  float radius = sqrtf(-2.0f * log_value(u));
  float angle = (float)(int32_t)second * 0x1.921fb6p-30f;
  *a = radius * sin_quarter(angle, 1);
  *b = radius * sin_quarter(angle, 0);
}

LAB_CLONES void lab_random_normal(
    uint64_t key, uint64_t stream, ptrdiff_t begin, ptrdiff_t count, float mean, float deviation,
    float *out) {
  EACH_ELEMENT(
      float,
      float normal[4][LANES];
      for (int l = 0; l < LANES; l++) {
        box_muller(words[0][l], words[1][l], &normal[0][l], &normal[1][l]);
        box_muller(words[2][l], words[3][l], &normal[2][l], &normal[3][l]);
      }
      INTERLEAVE(normal[w][l]),
      out[i + j] = mean + deviation * chosen[j];)
}

LAB_CLONES void lab_dropout(
    uint64_t key, uint64_t stream, ptrdiff_t begin, ptrdiff_t count, float p, const float *x,
    float *y) {
  float scale = p < 1 ? 1.0f / (1.0f - p) : 0.0f;
  EACH_ELEMENT(float, INTERLEAVE(unit_value(words[w][l])), {
    float value = x[i + j] * scale;
    y[i + j] = chosen[j] >= p ? value : 0.0f;
  })
}
