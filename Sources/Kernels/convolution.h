#pragma once
#include <string.h>

#include "lab_convolution.h"
#include "simd.h"

/// One axis of a convolution, cut into phases: the inputs at residue r of the stride are adjacent,
/// so that neighbouring outputs read neighbouring inputs whatever the stride.
typedef struct convolution_axis {
  ptrdiff_t size, out, kernel, stride, padding, dilation;
  ptrdiff_t phases;  // residues among the kernel's taps: tap k has that of k % phases
  ptrdiff_t extent;  // of a phase: outputs, plus the distance between the first and the last tap
} convolution_axis;

/// How the levels see a convolution: as products of the weights with shifted planes.
///
/// A plane holds one phase of one channel, padding included, rows `pitch` apart. An output is at
/// the position of its first tap, and the input of any tap is a fixed `offset` further, so rows of
/// positions are vectors without gaps. The last positions of each row are not outputs: they are
/// computed and dropped, and their gradient is 0.
typedef struct convolution_plan {
  const lab_convolution *shape;
  const lab_pooling *pool;  // for the outputs, or null
  convolution_axis vertical, horizontal;
  ptrdiff_t taps, phases;
  ptrdiff_t pitch, plane;        // floats of a row and of a phase
  ptrdiff_t positions;           // OH rows of them, as whole vectors
  ptrdiff_t x_channel, x_image;  // floats of a channel's planes, of an image's
  ptrdiff_t lead;                // zeros before an image's gradient, as far as the last tap reaches
  ptrdiff_t y_channel, y_image;  // floats of a channel's gradient, of an image's
  ptrdiff_t tile_pitch;
  ptrdiff_t pass;       // images whose planes are held at a time
  ptrdiff_t *offsets;   // of each tap, its phase's plane included; taps are sorted by phase
  ptrdiff_t *back;      // of each tap, from an input to the output, without the plane
  ptrdiff_t *indices;   // of each tap in a kernel
  ptrdiff_t *first;     // tap of each phase, and after the last
  float *x, *y, *tile;  // scratch; a tile's channels also hold planes waiting to be pooled
} convolution_plan;

/// A number of nearly equal parts: the first `taller` have one more.
typedef struct equal_parts {
  ptrdiff_t count, height, taller;
} equal_parts;

LAB_INLINE equal_parts equal_parts_of(ptrdiff_t total, ptrdiff_t most) {
  equal_parts parts = {.count = (total + most - 1) / most};
  if (parts.count > 0) {
    parts.height = total / parts.count;
    parts.taller = total % parts.count;
  }
  return parts;
}

/// The inputs of a phase that are not padding, as positions in its extent.
typedef struct convolution_span {
  ptrdiff_t begin, end;
  ptrdiff_t origin;  // input of position 0, possibly negative
} convolution_span;

LAB_INLINE convolution_span convolution_span_of(const convolution_axis *axis, ptrdiff_t phase) {
  ptrdiff_t origin = phase * axis->dilation % axis->stride - axis->padding;
  ptrdiff_t begin = origin >= 0 ? 0 : (axis->stride - 1 - origin) / axis->stride;
  ptrdiff_t beyond = axis->size - origin;
  ptrdiff_t end = beyond <= 0 ? 0 : (beyond + axis->stride - 1) / axis->stride;
  if (end > axis->extent) end = axis->extent;
  if (begin > end) begin = end;
  return (convolution_span){begin, end, origin};
}
