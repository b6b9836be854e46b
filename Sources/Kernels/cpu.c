#include "lab_cpu.h"

#include <cpuid.h>

int32_t lab_cpu_level(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4")) return 4;
  if (__builtin_cpu_supports("x86-64-v3")) return 3;
  return 1;
}

bool lab_cpu_has_bf16(void) {
  unsigned a, b, c, d;
  return lab_cpu_level() == 4 && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a >> 5) & 1;
}
