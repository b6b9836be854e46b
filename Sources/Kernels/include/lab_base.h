#pragma once
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>

// Conventions of every kernel in this module:
// - Shapes are given beside each pointer as (rows, columns), row-major; strides count elements.
// - No allocation, no threads, no state. Scratch comes from the caller (`…_scratch` says how many
//   floats; contents need not survive the call).
// - An output element depends only on its inputs, never on how a caller splits the work, unless a
//   declaration names the fixed chunk that it must be split at.
// - NaN and infinities mean what IEEE 754 says. Sizes of zero are allowed everywhere.
// - Output may be the same memory as an input of equal shape and strides where "in place" is noted.

/// A C enumeration that Swift imports as a closed enum with the case names given.
#define LAB_ENUM __attribute__((enum_extensibility(closed)))
#define LAB_CASE(name) __attribute__((swift_name(#name)))
