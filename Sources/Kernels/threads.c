#define _GNU_SOURCE
#include "threads.h"
#include <limits.h>
#include <sched.h>
#include <time.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

int lab_recording_disabled(int by) {
  static _Thread_local int depth = 0;
  return depth += by;
}

int lab_stand_ins(int by) {
  static _Thread_local int depth = 0;
  return depth += by;
}

int64_t lab_stand_in_reads(int64_t by) {
  static _Thread_local int64_t count = 0;
  return count += by;
}

static _Thread_local lab_dry_work dry_work;

lab_dry_work lab_stand_in_work(void) { return dry_work; }

void lab_count_stand_in_work(double multiply_adds, double bytes) {
  dry_work.multiply_adds += multiply_adds;
  dry_work.bytes += bytes;
}

void lab_note_stand_in(double bytes) {
  dry_work.live += bytes;
  if (bytes < 0) return;
  dry_work.tensors += 1;
  dry_work.bytes += bytes;
  if (dry_work.live > dry_work.peak) dry_work.peak = dry_work.live;
}

void lab_restart_stand_in_peak(void) { dry_work.peak = dry_work.live; }

static _Thread_local void *cancellation = 0;
static _Thread_local const void *cancellation_flag = 0;

bool lab_should_stop(void) {
  return cancellation_flag && __atomic_load_n((const uint8_t *)cancellation_flag, __ATOMIC_RELAXED);
}

void *lab_cancellation(void) { return cancellation; }

const void *lab_cancellation_flag(void) { return cancellation_flag; }

void lab_set_cancellation(void *to, const void *flag) {
  cancellation = to;
  cancellation_flag = flag;
}

int lab_available_processors(void) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  int count = CPU_COUNT(&set);
  return count > 0 ? count : 1;
}

bool lab_join(pthread_t thread, long nanoseconds) {
  struct timespec end;
  clock_gettime(CLOCK_MONOTONIC, &end);
  nanoseconds += end.tv_nsec;
  end.tv_sec += nanoseconds / 1000000000;
  end.tv_nsec = nanoseconds % 1000000000;
  return pthread_clockjoin_np(thread, 0, CLOCK_MONOTONIC, &end) == 0;
}

void lab_futex_wait(const void *word, uint32_t expected) {
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, expected, 0, 0, 0);
}

void lab_futex_wake_all(const void *word) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, INT_MAX, 0, 0, 0);
}

void lab_spin_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}
