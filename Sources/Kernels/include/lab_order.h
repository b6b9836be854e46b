#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

// Order by words: the upper half is a number's place in the order of all numbers, the lower half its
// index. So no two are equal, and what is sorted by them keeps the order of equal numbers. −0 is 0,
// and NaN the largest.

/// words[i] = the word of x[i]; with `descending` the largest number's is the smallest.
void lab_order_words_f32(ptrdiff_t n, const float *x, bool descending, uint64_t *words);

/// The same of integers that differ by less than 2³²; false, and nothing written, where they differ
/// by more.
bool lab_order_words_i64(ptrdiff_t n, const int64_t *x, bool descending, uint64_t *words);

/// Sorts words by their upper halves; those with equal ones keep their order. `spare` is (n), too.
void lab_sort_words(ptrdiff_t n, uint64_t *words, uint64_t *spare);

/// Writes the words of integers that differ by however much, sorted: only their lower halves mean
/// something.
void lab_sort_wide_i64(
    ptrdiff_t n, const int64_t *x, bool descending, uint64_t *words, uint64_t *spare);

/// The word that comes number `k` of 0 … n − 1; words with equal upper halves stand in order of their
/// lower halves. `spare` is (n).
uint64_t lab_select_word(ptrdiff_t n, const uint64_t *words, ptrdiff_t k, uint64_t *spare);

/// Writes those of n words that are at most `last` to `found`, in their order; returns how many.
ptrdiff_t lab_words_up_to(ptrdiff_t n, const uint64_t *words, uint64_t last, uint64_t *found);

/// starts[…] = each i with x[i] ≠ x[i − 1], and 0; returns how many. n ≥ 1; `starts` is (n).
ptrdiff_t lab_run_starts_f32(ptrdiff_t n, const float *x, int64_t *starts);
ptrdiff_t lab_run_starts_i64(ptrdiff_t n, const int64_t *x, int64_t *starts);

/// The smallest and the largest of n ≥ 1 integers.
void lab_bounds_i64(ptrdiff_t n, const int64_t *x, int64_t *low, int64_t *high);

/// counts[x[i] − low] += 1.
void lab_count_i64(ptrdiff_t n, const int64_t *x, int64_t low, int64_t *counts);

/// Writes the first `count` places, from `first` on, where x is not 0.
void lab_true_places(
    ptrdiff_t n, const uint8_t *x, int64_t first, ptrdiff_t count, int64_t *places);

#pragma clang assume_nonnull end
