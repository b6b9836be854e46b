#pragma once
#include <stdint.h>

// How many no_grad blocks this thread is inside; `by` is added first.
int lab_recording_disabled(int by);

// The processors that this process may run on, at least 1.
int lab_available_processors(void);

// Sleeps while *word == expected; may return early.
void lab_futex_wait(const void *word, uint32_t expected);
// Wakes every thread that sleeps on `word`.
void lab_futex_wake_all(const void *word);
// Tells the processor that this is a spinning loop.
void lab_spin_pause(void);
