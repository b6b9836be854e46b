#include "lab_pooling.h"

#include <math.h>
#include <string.h>

#include "tails.h"

/// The inputs under a window along one axis: begin, begin + dilation, … < end.
typedef struct window {
  ptrdiff_t begin, end;
} window;

LAB_INLINE window window_at(
    ptrdiff_t place, ptrdiff_t size, ptrdiff_t kernel, ptrdiff_t stride, ptrdiff_t padding,
    ptrdiff_t dilation) {
  ptrdiff_t begin = place * stride - padding, end = begin + (kernel - 1) * dilation + 1;
  if (begin < 0) begin += (-begin + dilation - 1) / dilation * dilation;
  return (window){begin, end < size ? end : size};
}

LAB_INLINE window rows_at(const lab_pooling *s, ptrdiff_t row) {
  return window_at(
      row, s->H, s->kernel_height, s->stride_height, s->padding_height, s->dilation_height);
}

LAB_INLINE window columns_at(const lab_pooling *s, ptrdiff_t column) {
  return window_at(
      column, s->W, s->kernel_width, s->stride_width, s->padding_width, s->dilation_width);
}

/// Whether windows are adjacent and 2×2, as in most networks.
LAB_INLINE bool is_halving(const lab_pooling *s) {
  return s->kernel_height == 2 && s->kernel_width == 2 && s->stride_height == 2
      && s->stride_width == 2 && s->padding_height == 0 && s->padding_width == 0
      && s->dilation_height == 1 && s->dilation_width == 1;
}

#define LEVEL(name) name##_level1
#define WIDTH 4
#define EVENS 0, 2, 4, 6
#define ODDS 1, 3, 5, 7
#define LOWER 0, 4, 1, 5
#define UPPER 2, 6, 3, 7
#define LOAD_TAIL(from, count) load_tail_level1(from, count)
#define STORE_TAIL(to, value, count) copy_some(to, (const float *)&(value), count)
#include "pooling_level.h"

#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define LEVEL(name) name##_level3
#define WIDTH 8
#define EVENS 0, 2, 4, 6, 8, 10, 12, 14
#define ODDS 1, 3, 5, 7, 9, 11, 13, 15
#define LOWER 0, 8, 1, 9, 2, 10, 3, 11
#define UPPER 4, 12, 5, 13, 6, 14, 7, 15
#define LOAD_TAIL(from, count) load_tail_level3(from, count)
#define STORE_TAIL(to, value, count) copy_some(to, (const float *)&(value), count)
#include "pooling_level.h"
#pragma clang attribute pop

#pragma clang attribute push( \
    __attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
#define LEVEL(name) name##_level4
#define WIDTH 16
#define EVENS 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define ODDS 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
#define LOWER 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define UPPER 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#define LOAD_TAIL(from, count) _mm512_maskz_loadu_ps((__mmask16)((1u << (count)) - 1), from)
#define STORE_TAIL(to, value, count) \
  _mm512_mask_storeu_ps(to, (__mmask16)((1u << (count)) - 1), (__m512)(value))
#include "pooling_level.h"
#pragma clang attribute pop

static void halve(
    const lab_pooling *s, ptrdiff_t planes, const float *x, float *y, int32_t *positions) {
  if (__builtin_cpu_supports("x86-64-v4")) {
    halve_level4(s, planes, x, y, positions);
  } else if (__builtin_cpu_supports("x86-64-v3")) {
    halve_level3(s, planes, x, y, positions);
  } else {
    halve_level1(s, planes, x, y, positions);
  }
}

static void halve_gradient(
    const lab_pooling *s, ptrdiff_t planes, const float *dy, const int32_t *positions,
    float *dx) {
  if (__builtin_cpu_supports("x86-64-v4")) {
    halve_gradient_level4(s, planes, dy, positions, dx);
  } else if (__builtin_cpu_supports("x86-64-v3")) {
    halve_gradient_level3(s, planes, dy, positions, dx);
  } else {
    halve_gradient_level1(s, planes, dy, positions, dx);
  }
}

void lab_max_pool(
    const lab_pooling *s, ptrdiff_t planes, const float *x, float *y, int32_t *positions) {
  if (is_halving(s)) {
    halve(s, planes, x, y, positions);
    return;
  }
  for (ptrdiff_t plane = 0; plane < planes; plane++, x += s->H * s->W) {
    for (ptrdiff_t row = 0; row < s->OH; row++) {
      window rows = rows_at(s, row);
      for (ptrdiff_t column = 0; column < s->OW; column++) {
        window columns = columns_at(s, column);
        // A window that dilation spreads around the plane contains nothing: position -1.
        bool is_empty = rows.begin >= rows.end || columns.begin >= columns.end;
        float best = -INFINITY;
        ptrdiff_t place = is_empty ? -1 : rows.begin * s->W + columns.begin;
        for (ptrdiff_t i = rows.begin; i < rows.end; i += s->dilation_height) {
          for (ptrdiff_t j = columns.begin; j < columns.end; j += s->dilation_width) {
            float next = x[i * s->W + j];
            if (next > best || next != next) {
              best = next;
              place = i * s->W + j;
            }
          }
        }
        *y++ = best;
        *positions++ = (int32_t)place;
      }
    }
  }
}

void lab_max_pool_gradient(
    const lab_pooling *s, ptrdiff_t planes, const float *dy, const int32_t *positions,
    float *dx) {
  if (is_halving(s)) {
    halve_gradient(s, planes, dy, positions, dx);
    return;
  }
  memset(dx, 0, (size_t)(planes * s->H * s->W) * sizeof *dx);
  const ptrdiff_t count = s->OH * s->OW;
  for (ptrdiff_t plane = 0; plane < planes; plane++, dx += s->H * s->W) {
    for (ptrdiff_t i = 0; i < count; i++) {
      if (positions[i] >= 0) dx[positions[i]] += dy[i];
    }
    positions += count;
    dy += count;
  }
}

LAB_INLINE float share_of(
    const lab_pooling *s, bool counts_padding, window rows, window columns) {
  ptrdiff_t count = counts_padding ? s->kernel_height * s->kernel_width
                                   : (rows.end - rows.begin) * (columns.end - columns.begin);
  return 1 / (float)count;
}

void lab_average_pool(
    const lab_pooling *s, ptrdiff_t planes, bool counts_padding, const float *x, float *y) {
  for (ptrdiff_t plane = 0; plane < planes; plane++, x += s->H * s->W) {
    for (ptrdiff_t row = 0; row < s->OH; row++) {
      window rows = rows_at(s, row);
      for (ptrdiff_t column = 0; column < s->OW; column++) {
        window columns = columns_at(s, column);
        float sum = 0;
        for (ptrdiff_t i = rows.begin; i < rows.end; i++) {
          for (ptrdiff_t j = columns.begin; j < columns.end; j++) sum += x[i * s->W + j];
        }
        *y++ = sum * share_of(s, counts_padding, rows, columns);
      }
    }
  }
}

void lab_average_pool_gradient(
    const lab_pooling *s, ptrdiff_t planes, bool counts_padding, const float *dy, float *dx) {
  memset(dx, 0, (size_t)(planes * s->H * s->W) * sizeof *dx);
  for (ptrdiff_t plane = 0; plane < planes; plane++, dx += s->H * s->W) {
    for (ptrdiff_t row = 0; row < s->OH; row++) {
      window rows = rows_at(s, row);
      for (ptrdiff_t column = 0; column < s->OW; column++) {
        window columns = columns_at(s, column);
        float share = *dy++ * share_of(s, counts_padding, rows, columns);
        for (ptrdiff_t i = rows.begin; i < rows.end; i++) {
          for (ptrdiff_t j = columns.begin; j < columns.end; j++) dx[i * s->W + j] += share;
        }
      }
    }
  }
}
