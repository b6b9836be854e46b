#pragma once
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

// How many no_grad blocks this thread is inside; `by` is added first.
int lab_recording_disabled(int by);

// How many times over this thread makes stand-ins for tensors; `by` is added first.
int lab_stand_ins(int by);
// How many numbers of stand-ins this thread has read; `by` is added first.
int64_t lab_stand_in_reads(int64_t by);

// What operations on this thread's stand-ins would have done: products of two numbers added up,
// tensors made, and the bytes in them; and the bytes that live, now and at most.
typedef struct {
  double multiply_adds, tensors, bytes, live, peak;
} lab_dry_work;
lab_dry_work lab_stand_in_work(void);
// Counts work without memory of its own.
void lab_count_stand_in_work(double multiply_adds, double bytes);
// A stand-in of so many bytes is made, or, if they are negative, freed.
void lab_note_stand_in(double bytes);
// `peak` is the most from now on.
void lab_restart_stand_in_peak(void);

// Whether this thread's work should stop: what it was to write is not read any more then. Kernels
// that take long ask now and then.
bool lab_should_stop(void);
// What says so, a pointer of Swift's, NULL at first, and the byte in it that is not 0 then.
void *lab_cancellation(void);
const void *lab_cancellation_flag(void);
void lab_set_cancellation(void *cancellation, const void *flag);

// The processors that this process may run on, at least 1.
int lab_available_processors(void);

// Waits for a thread to end, so many nanoseconds at most; whether it has.
bool lab_join(pthread_t thread, long nanoseconds);
// Sleeps while *word == expected; may return early.
void lab_futex_wait(const void *word, uint32_t expected);
// Wakes every thread that sleeps on `word`.
void lab_futex_wake_all(const void *word);
// Tells the processor that this is a spinning loop.
void lab_spin_pause(void);
