#pragma once
#include "lab_base.h"

/// The best x86-64 level that kernels are compiled for and this processor runs: 1, 3 or 4.
int32_t lab_cpu_level(void);

/// Whether the processor multiplies bfloat16 natively (AVX512_BF16): what `lab_gemm_bf16` needs.
bool lab_cpu_has_bf16(void);
