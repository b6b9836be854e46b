#include "lab_random.h"
#include "math.h"

typedef struct philox_block {
  uint32_t words[4];
} philox_block;

/// Ten rounds on the counter (index, stream) under key.
LAB_INLINE philox_block philox(uint64_t key, uint64_t stream, uint64_t index) {
  uint32_t c0 = (uint32_t)index, c1 = (uint32_t)(index >> 32);
  uint32_t c2 = (uint32_t)stream, c3 = (uint32_t)(stream >> 32);
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)0xD2511F53u * c0;
    uint64_t p1 = (uint64_t)0xCD9E8D57u * c2;
    uint32_t n0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    uint32_t n2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c0 = n0;
    c1 = (uint32_t)p1;
    c2 = n2;
    c3 = (uint32_t)p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  philox_block block = {{c0, c1, c2, c3}};
  return block;
}

enum { CHUNK = 256 };

/// Words begin ..< begin + count into out, count ≤ CHUNK.
LAB_CLONES static void words(
    uint64_t key, uint64_t stream, ptrdiff_t begin, ptrdiff_t count, uint32_t *out) {
  uint32_t raw[CHUNK + 8];
  ptrdiff_t first = begin / 4;
  ptrdiff_t blocks = (begin + count + 3) / 4 - first;
  for (ptrdiff_t b = 0; b < blocks; b++) {
    philox_block block = philox(key, stream, (uint64_t)(first + b));
    memcpy(raw + 4 * b, block.words, sizeof block.words);
  }
  memcpy(out, raw + (begin - 4 * first), sizeof(uint32_t) * (size_t)count);
}

void lab_random_bits(
    uint64_t key, uint64_t stream, ptrdiff_t begin, ptrdiff_t count, uint32_t *out) {
  for (ptrdiff_t done = 0; done < count; done += CHUNK) {
    ptrdiff_t n = count - done < CHUNK ? count - done : CHUNK;
    words(key, stream, begin + done, n, out + done);
  }
}

/// 24 bits as a number in [0, 1).
LAB_INLINE float unit(uint32_t word) { return (float)(int32_t)(word >> 8) * 5.96046448e-8f; }

void lab_random_uniform(
    uint64_t key, uint64_t stream, ptrdiff_t begin, ptrdiff_t count, float low, float high,
    float *out) {
  uint32_t raw[CHUNK];
  for (ptrdiff_t done = 0; done < count; done += CHUNK) {
    ptrdiff_t n = count - done < CHUNK ? count - done : CHUNK;
    words(key, stream, begin + done, n, raw);
    for (ptrdiff_t i = 0; i < n; i++) {
      float value = low + (high - low) * unit(raw[i]);
      out[done + i] = value < high || low >= high ? value : nextafterf(high, low);
    }
  }
}

/// Box–Muller (1958): a pair of words gives a pair of normals, the cosine first.
LAB_CLONES static void normals(ptrdiff_t n, const uint32_t *raw, float *out) {
  for (ptrdiff_t i = 0; i + 1 < n; i += 2) {
    float u = (float)(int32_t)((raw[i] >> 8) + 1) * 5.96046448e-8f;  // (0, 1]
    float radius = sqrtf(-2.0f * lab_logf(u));
    float angle = 6.28318531f * unit(raw[i + 1]);
    out[i] = radius * lab_sinf_quarter(angle, 1);
    out[i + 1] = radius * lab_sinf_quarter(angle, 0);
  }
}

void lab_random_normal(
    uint64_t key, uint64_t stream, ptrdiff_t begin, ptrdiff_t count, float mean, float deviation,
    float *out) {
  uint32_t raw[CHUNK];
  float made[CHUNK];
  ptrdiff_t end = begin + count;
  // Pairs start at even elements, wherever the caller's part starts.
  for (ptrdiff_t at = begin - begin % 2; at < end; at += CHUNK) {
    ptrdiff_t n = end + end % 2 - at < CHUNK ? end + end % 2 - at : CHUNK;
    words(key, stream, at, n, raw);
    normals(n, raw, made);
    for (ptrdiff_t i = 0; i < n; i++) {
      ptrdiff_t place = at + i - begin;
      if (place >= 0 && place < count) out[place] = mean + deviation * made[i];
    }
  }
}

void lab_dropout(
    uint64_t key, uint64_t stream, ptrdiff_t begin, ptrdiff_t count, float p, const float *x,
    float *y) {
  uint32_t raw[CHUNK];
  float scale = p < 1.0f ? 1.0f / (1.0f - p) : 0.0f;
  for (ptrdiff_t done = 0; done < count; done += CHUNK) {
    ptrdiff_t n = count - done < CHUNK ? count - done : CHUNK;
    words(key, stream, begin + done, n, raw);
    for (ptrdiff_t i = 0; i < n; i++) {
      y[done + i] = unit(raw[i]) >= p ? x[done + i] * scale : 0.0f;
    }
  }
}
