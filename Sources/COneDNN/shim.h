#pragma once
#include <oneapi/dnnl/dnnl.h>

// oneDNN runs on OpenMP; each of our workers asks for one thread (see WorkerPool).
extern void omp_set_num_threads(int count);
