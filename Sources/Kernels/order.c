#include "lab_order.h"

#include "elementary.h"

// Sorting by digits of 8 bits: as many streams of writes as the first cache holds.
enum { DIGITS = 256, SHORT = 48 };

/// Grows with the number.
LAB_INLINE uint32_t float_key(float x) {
  uint32_t bits = bits_of(x == 0 ? 0.0f : x);
  uint32_t key = (bits >> 31) ? ~bits : bits | 0x80000000u;
  return x != x ? UINT32_MAX : key;
}

LAB_CLONES void lab_order_words_f32(
    ptrdiff_t n, const float *x, bool descending, uint64_t *words) {
  uint32_t flip = descending ? UINT32_MAX : 0;
  for (ptrdiff_t i = 0; i < n; i++) {
    words[i] = (uint64_t)(float_key(x[i]) ^ flip) << 32 | (uint32_t)i;
  }
}

LAB_CLONES void lab_bounds_i64(ptrdiff_t n, const int64_t *x, int64_t *low, int64_t *high) {
  int64_t least = x[0], most = x[0];
  for (ptrdiff_t i = 1; i < n; i++) {
    least = x[i] < least ? x[i] : least;
    most = x[i] > most ? x[i] : most;
  }
  *low = least;
  *high = most;
}

LAB_CLONES bool lab_order_words_i64(
    ptrdiff_t n, const int64_t *x, bool descending, uint64_t *words) {
  if (n == 0) return true;
  int64_t low, high;
  lab_bounds_i64(n, x, &low, &high);
  uint64_t range = (uint64_t)high - (uint64_t)low;
  if (range > UINT32_MAX) return false;
  for (ptrdiff_t i = 0; i < n; i++) {
    uint64_t key = (uint64_t)x[i] - (uint64_t)low;
    words[i] = (descending ? range - key : key) << 32 | (uint32_t)i;
  }
  return true;
}

/// By insertion.
static void sort_few(ptrdiff_t n, uint64_t *words) {
  for (ptrdiff_t i = 1; i < n; i++) {
    uint64_t word = words[i];
    ptrdiff_t place = i;
    for (; place > 0 && words[place - 1] >> 32 > word >> 32; place--) {
      words[place] = words[place - 1];
    }
    words[place] = word;
  }
}

void lab_sort_words(ptrdiff_t n, uint64_t *words, uint64_t *spare) {
  if (n <= SHORT) {
    sort_few(n, words);
    return;
  }
  uint32_t counts[4][DIGITS] = {0};
  for (ptrdiff_t i = 0; i < n; i++) {
    uint64_t word = words[i];
    for (int digit = 0; digit < 4; digit++) counts[digit][word >> (32 + 8 * digit) & 255]++;
  }
  uint64_t *from = words, *to = spare;
  for (int digit = 0; digit < 4; digit++) {
    int shift = 32 + 8 * digit;
    // A digit that all words share moves nothing.
    if (counts[digit][words[0] >> shift & 255] == n) continue;
    uint32_t next[DIGITS], total = 0;
    for (int value = 0; value < DIGITS; value++) {
      next[value] = total;
      total += counts[digit][value];
    }
    for (ptrdiff_t i = 0; i < n; i++) {
      uint64_t word = from[i];
      to[next[word >> shift & 255]++] = word;
    }
    uint64_t *other = from;
    from = to;
    to = other;
  }
  if (from != words) memcpy(words, from, (size_t)n * sizeof *words);
}

void lab_sort_wide_i64(
    ptrdiff_t n, const int64_t *x, bool descending, uint64_t *words, uint64_t *spare) {
  uint64_t flip = (uint64_t)1 << 63 ^ (descending ? UINT64_MAX : 0);
  for (ptrdiff_t i = 0; i < n; i++) words[i] = ((uint64_t)x[i] ^ flip) << 32 | (uint32_t)i;
  lab_sort_words(n, words, spare);
  // Then by the upper halves: what has equal ones stays in the order of the lower ones.
  for (ptrdiff_t i = 0; i < n; i++) {
    uint32_t index = (uint32_t)words[i];
    words[i] = (((uint64_t)x[index] ^ flip) >> 32) << 32 | index;
  }
  lab_sort_words(n, words, spare);
}

uint64_t lab_select_word(ptrdiff_t n, const uint64_t *words, ptrdiff_t k, uint64_t *spare) {
  const uint64_t *from = words;
  for (int shift = 56; shift >= 32 && n > SHORT; shift -= 8) {
    // Neighbours often have one digit: counting them apart, none waits for the other.
    uint32_t counts[4][DIGITS] = {0};
    ptrdiff_t i = 0;
    for (; i + 4 <= n; i += 4) {
      for (int part = 0; part < 4; part++) counts[part][from[i + part] >> shift & 255]++;
    }
    for (; i < n; i++) counts[0][from[i] >> shift & 255]++;
    uint64_t digit = 0;
    for (;; digit++) {
      ptrdiff_t count = (ptrdiff_t)counts[0][digit] + counts[1][digit] + counts[2][digit]
          + counts[3][digit];
      if (k < count) break;
      k -= count;
    }
    ptrdiff_t found = 0;
    for (i = 0; i < n; i++) {
      uint64_t word = from[i];
      spare[found] = word;
      found += (word >> shift & 255) == digit;
    }
    n = found;
    from = spare;
  }
  if (n > SHORT) return from[k];
  uint64_t few[SHORT];
  memcpy(few, from, (size_t)n * sizeof *few);
  sort_few(n, few);
  return few[k];
}

ptrdiff_t lab_words_up_to(ptrdiff_t n, const uint64_t *words, uint64_t last, uint64_t *found) {
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < n; i++) {
    if (words[i] <= last) found[count++] = words[i];
  }
  return count;
}

#define RUN_STARTS(NAME, T) \
  ptrdiff_t NAME(ptrdiff_t n, const T *x, int64_t *starts) { \
    ptrdiff_t count = 1; \
    starts[0] = 0; \
    for (ptrdiff_t i = 1; i < n; i++) { \
      /* The last place of `starts` is free until here, since at most i runs began. */ \
      starts[count] = i; \
      count += x[i] != x[i - 1]; \
    } \
    return count; \
  }
RUN_STARTS(lab_run_starts_f32, float)
RUN_STARTS(lab_run_starts_i64, int64_t)

void lab_count_i64(ptrdiff_t n, const int64_t *x, int64_t low, int64_t *counts) {
  for (ptrdiff_t i = 0; i < n; i++) counts[(uint64_t)x[i] - (uint64_t)low]++;
}

void lab_true_places(
    ptrdiff_t n, const uint8_t *x, int64_t first, ptrdiff_t count, int64_t *places) {
  ptrdiff_t found = 0;
  for (ptrdiff_t i = 0; i < n && found < count; i++) {
    places[found] = first + i;
    found += x[i] != 0;
  }
}
