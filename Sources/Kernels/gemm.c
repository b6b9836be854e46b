// Placeholder translation unit.
#include "lab_gemm.h"
