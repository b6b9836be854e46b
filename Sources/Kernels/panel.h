#pragma once
#include "elementary.h"

// Panels of a matrix in double precision, for decompositions: rows of 16 columns, two vectors.

typedef double doubles __attribute__((ext_vector_type(8), aligned(8)));

enum { PANEL = 16 };

/// A row, or what is to be added to one.
typedef struct panel_row {
  doubles left, right;
} panel_row;

LAB_INLINE panel_row load_row(const double *from) {
  panel_row row;
  memcpy(&row, from, sizeof row);
  return row;
}

LAB_INLINE void store_row(double *to, panel_row row) { memcpy(to, &row, sizeof row); }

/// row − factor · other.
LAB_INLINE panel_row subtract(panel_row row, double factor, panel_row other) {
  row.left -= factor * other.left;
  row.right -= factor * other.right;
  return row;
}
