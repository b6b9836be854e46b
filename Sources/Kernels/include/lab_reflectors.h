#pragma once
#include "lab_base.h"
#pragma clang assume_nonnull begin

enum {
  /// Columns of a panel, at most.
  LAB_PANEL = 16,
};

/// Makes a panel (rows, columns), rows ≥ columns, upper triangular by Householder's reflectors: their
/// product is 1 − V T Vᵀ, and its transpose times the panel is what is left in `a`, with zeros below
/// the diagonal. v is (rows, columns), with ones on its diagonal and zeros above; t is
/// (columns, LAB_PANEL), and upper triangular. In double precision; `scratch` holds rows · LAB_PANEL.
///
/// Signs are LAPACK's: an element of the diagonal has the other sign than what was there before its
/// reflector, which where nothing is left below it does nothing.
void lab_reflect_panel(
    ptrdiff_t rows, ptrdiff_t columns, float *a, ptrdiff_t a_stride, float *v, ptrdiff_t v_stride,
    float *t, double *scratch);

#pragma clang assume_nonnull end
