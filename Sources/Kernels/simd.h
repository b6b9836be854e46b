#pragma once
#include "lab_base.h"

/// Compiled for three levels of x86-64; the loader picks the best that the processor runs. It does so
/// before ThreadSanitizer has started, whose calls in the choice would end the program.
#if __has_feature(thread_sanitizer)
#define LAB_CLONES
#else
#define LAB_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#endif

/// Inlined into every clone, and so compiled for its level.
#define LAB_INLINE static inline __attribute__((always_inline))

/// The iterations of the loop below are independent. (In-place calls, x == y, would otherwise fail
/// the compiler's overlap check and run element by element.)
#define LAB_VECTORIZE _Pragma("clang loop vectorize(assume_safety)")

/// At the start of a block: sums in it may be vectorised. The order of addition then depends on
/// the number of terms and the processor's level alone.
#define LAB_FREE_SUMS _Pragma("clang fp reassociate(on)")
