#include "convolution.h"

#include "tails.h"
#include "threads.h"

#define LEVEL(name) name##_level1
#define WIDTH 4
#define TALL 6
#define VECTORS 2
#define SLOPES 3
#define TAPS 4
#define LOAD_TAIL(from, count) load_tail_level1(from, count)
#define STORE_TAIL(to, value, count) copy_some(to, (const float *)&(value), count)
#include "convolution_level.h"

#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define LEVEL(name) name##_level3
#define WIDTH 8
#define TALL 6
#define VECTORS 2
#define SLOPES 3
#define TAPS 4
#define LOAD_TAIL(from, count) load_tail_level3(from, count)
#define STORE_TAIL(to, value, count) copy_some(to, (const float *)&(value), count)
#include "convolution_level.h"
#pragma clang attribute pop

#pragma clang attribute push( \
    __attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
#define LEVEL(name) name##_level4
#define WIDTH 16
#define TALL 8
#define VECTORS 3
#define SLOPES 4
#define TAPS 6
#define LOAD_TAIL(from, count) _mm512_maskz_loadu_ps((__mmask16)((1u << (count)) - 1), from)
#define STORE_TAIL(to, value, count) \
  _mm512_mask_storeu_ps(to, (__mmask16)((1u << (count)) - 1), (__m512)(value))
#include "convolution_level.h"
#pragma clang attribute pop

/// Channels of a tile of outputs at this processor's level, which decides how weights are packed.
static ptrdiff_t tall(void) { return __builtin_cpu_supports("x86-64-v4") ? 8 : 6; }

/// The most floats that the planes of a pass take, so that they stay in the second-level cache.
enum { PASS_FLOATS = 96 * 1024, MOST_IMAGES = 8, LINE = 16, TALLEST = 8 };

static ptrdiff_t whole_lines(ptrdiff_t floats) { return (floats + LINE - 1) / LINE * LINE; }

/// An odd number of cache lines, so that channels do not compete for the same cache sets.
static ptrdiff_t odd_lines(ptrdiff_t floats) {
  ptrdiff_t lines = (floats + LINE - 1) / LINE;
  return (lines + 1 - lines % 2) * LINE;
}

static ptrdiff_t common_divisor(ptrdiff_t a, ptrdiff_t b) {
  while (b != 0) {
    ptrdiff_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

static convolution_axis axis_of(
    ptrdiff_t size, ptrdiff_t out, ptrdiff_t kernel, ptrdiff_t stride, ptrdiff_t padding,
    ptrdiff_t dilation) {
  ptrdiff_t period = stride / common_divisor(stride, dilation);
  return (convolution_axis){
    size, out, kernel, stride, padding, dilation, kernel < period ? kernel : period,
    out + (kernel - 1) * dilation / stride,
  };
}

/// Depends on the sizes alone.
static convolution_plan plan_of(const lab_convolution *s) {
  convolution_plan p = {
    .shape = s,
    .vertical = axis_of(
        s->H, s->OH, s->kernel_height, s->stride_height, s->padding_height, s->dilation_height),
    .horizontal = axis_of(
        s->W, s->OW, s->kernel_width, s->stride_width, s->padding_width, s->dilation_width),
  };
  p.taps = s->kernel_height * s->kernel_width;
  p.phases = p.vertical.phases * p.horizontal.phases;
  p.pitch = p.horizontal.extent;
  p.plane = p.vertical.extent * p.pitch;
  p.positions = whole_lines(s->OH * p.pitch);
  p.x_channel = odd_lines(p.phases * p.plane);
  p.x_image = whole_lines(s->C * p.x_channel + p.pitch + LINE);
  p.lead = whole_lines((p.vertical.extent - s->OH) * p.pitch + p.pitch - s->OW);
  p.y_channel = odd_lines(p.lead + p.plane + LINE);
  p.y_image = s->F * p.y_channel;
  p.tile_pitch = whole_lines(p.plane) + LINE;
  ptrdiff_t fitting = PASS_FLOATS / (p.x_image + p.y_image);
  p.pass = fitting < 1 ? 1 : fitting > MOST_IMAGES ? MOST_IMAGES : fitting;
  return p;
}

/// Floats of the tables of taps.
static ptrdiff_t table_floats(const convolution_plan *p) {
  ptrdiff_t entries = 3 * p->taps + p->phases + 1;
  return whole_lines(entries * (ptrdiff_t)(sizeof(ptrdiff_t) / sizeof(float)));
}

ptrdiff_t lab_convolution_scratch(const lab_convolution *s) {
  // Catches sizes beyond all memory before they overflow: a plane is never smaller than its
  // outputs.
  double rows = (double)s->OH + (double)(s->kernel_height - 1) * (double)s->dilation_height;
  double columns = (double)s->OW + (double)(s->kernel_width - 1) * (double)s->dilation_width;
  double taps = (double)s->kernel_height * (double)s->kernel_width;
  if ((double)(s->C + s->F + 1) * (rows + 1) * (columns + 1) * (taps + 1) > 0x1p50) {
    return PTRDIFF_MAX;
  }
  convolution_plan p = plan_of(s);
  return table_floats(&p) + p.pass * (p.x_image + p.y_image) + TALLEST * p.tile_pitch;
}

/// The plan with its tables and places in scratch.
static convolution_plan prepare(
    const lab_convolution *s, const lab_pooling *pool, float *scratch) {
  convolution_plan p = plan_of(s);
  p.pool = pool;
  p.offsets = (ptrdiff_t *)scratch;
  p.back = p.offsets + p.taps;
  p.indices = p.back + p.taps;
  p.first = p.indices + p.taps;
  p.x = scratch + table_floats(&p);
  p.y = p.x + p.pass * p.x_image;
  p.tile = p.y + p.pass * p.y_image;
  ptrdiff_t tap = 0, phase = 0;
  for (ptrdiff_t a = 0; a < p.vertical.phases; a++) {
    for (ptrdiff_t b = 0; b < p.horizontal.phases; b++, phase++) {
      p.first[phase] = tap;
      for (ptrdiff_t k = a; k < s->kernel_height; k += p.vertical.phases) {
        for (ptrdiff_t l = b; l < s->kernel_width; l += p.horizontal.phases, tap++) {
          ptrdiff_t shift = k * s->dilation_height / s->stride_height * p.pitch
              + l * s->dilation_width / s->stride_width;
          p.offsets[tap] = phase * p.plane + shift;
          p.back[tap] = -shift;
          p.indices[tap] = k * s->kernel_width + l;
        }
      }
    }
  }
  p.first[phase] = tap;
  return p;
}

void lab_convolution_pack(const lab_convolution *s, const float *weight, float *packed) {
  convolution_plan p = plan_of(s);
  ptrdiff_t depth = s->C * p.taps;
  equal_parts tiles = equal_parts_of(s->F, tall());
  for (ptrdiff_t tile = 0; tile < tiles.count; tile++) {
    ptrdiff_t rows = tiles.height + (tile < tiles.taller);
    for (ptrdiff_t c = 0; c < s->C; c++) {
      for (ptrdiff_t a = 0; a < p.vertical.phases; a++) {
        for (ptrdiff_t b = 0; b < p.horizontal.phases; b++) {
          for (ptrdiff_t k = a; k < s->kernel_height; k += p.vertical.phases) {
            for (ptrdiff_t l = b; l < s->kernel_width; l += p.horizontal.phases) {
              const float *from = weight + c * p.taps + k * s->kernel_width + l;
              for (ptrdiff_t i = 0; i < rows; i++) *packed++ = from[i * depth];
            }
          }
        }
      }
    }
    weight += rows * depth;
  }
}

void lab_convolution_pack_transposed(
    const lab_convolution *s, const float *weight, float *packed) {
  convolution_plan p = plan_of(s);
  ptrdiff_t depth = s->C * p.taps;
  equal_parts tiles = equal_parts_of(s->C, tall());
  for (ptrdiff_t a = 0; a < p.vertical.phases; a++) {
    for (ptrdiff_t b = 0; b < p.horizontal.phases; b++) {
      ptrdiff_t channel = 0;
      for (ptrdiff_t tile = 0; tile < tiles.count; tile++) {
        ptrdiff_t rows = tiles.height + (tile < tiles.taller);
        for (ptrdiff_t f = 0; f < s->F; f++) {
          for (ptrdiff_t k = a; k < s->kernel_height; k += p.vertical.phases) {
            for (ptrdiff_t l = b; l < s->kernel_width; l += p.horizontal.phases) {
              const float *from = weight + f * depth + channel * p.taps + k * s->kernel_width + l;
              for (ptrdiff_t i = 0; i < rows; i++) *packed++ = from[i * p.taps];
            }
          }
        }
        channel += rows;
      }
    }
  }
}

void lab_convolution_forward(
    const lab_convolution *shape, const lab_pooling *pool, ptrdiff_t images, const float *x,
    const float *packed, const float *bias, bool relu, float *y,
    int32_t *positions, float *scratch) {
  convolution_plan p = prepare(shape, pool, scratch);
  if (__builtin_cpu_supports("x86-64-v4")) {
    convolution_forward_level4(&p, images, x, packed, bias, relu, y, positions);
  } else if (__builtin_cpu_supports("x86-64-v3")) {
    convolution_forward_level3(&p, images, x, packed, bias, relu, y, positions);
  } else {
    convolution_forward_level1(&p, images, x, packed, bias, relu, y, positions);
  }
}

void lab_convolution_gradient(
    const lab_convolution *shape, const lab_pooling *pool, ptrdiff_t images, const float *x,
    const float *y, const int32_t *positions, const float *dy, const float *packed, float *dx,
    float *dweight, float *dbias, float *scratch) {
  convolution_plan p = prepare(shape, pool, scratch);
  if (__builtin_cpu_supports("x86-64-v4")) {
    convolution_gradient_level4(&p, images, x, y, positions, dy, packed, dx, dweight, dbias);
  } else if (__builtin_cpu_supports("x86-64-v3")) {
    convolution_gradient_level3(&p, images, x, y, positions, dy, packed, dx, dweight, dbias);
  } else {
    convolution_gradient_level1(&p, images, x, y, positions, dy, packed, dx, dweight, dbias);
  }
}
