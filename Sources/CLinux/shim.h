// What Linux offers and Swift's Glibc module leaves out: readiness of many sockets, with deadlines in nanoseconds.
#ifndef GATEHOUSE_CLINUX_H
#define GATEHOUSE_CLINUX_H

#include <errno.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// Waits for events, at most so many nanoseconds (negative: for ever). Kernels before 5.11 round up to milliseconds.
static inline int clinux_epoll_wait(int poll, struct epoll_event *events, int capacity, int64_t nanoseconds) {
#ifdef SYS_epoll_pwait2
  struct { int64_t seconds, nanoseconds; } wait = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  int ready = (int)syscall(SYS_epoll_pwait2, poll, events, capacity, nanoseconds < 0 ? 0 : &wait, 0, 8);
  if (ready >= 0 || errno != ENOSYS) return ready;
#endif
  int64_t milliseconds = (nanoseconds + 999999) / 1000000;
  return epoll_wait(poll, events, capacity, nanoseconds < 0 ? -1 : milliseconds > 1000000 ? 1000000 : (int)milliseconds);
}

// Lets timers of the calling thread fire when they are due, not up to 50 µs later.
static inline void clinux_exact_timers(void) { prctl(PR_SET_TIMERSLACK, 1000UL, 0UL, 0UL, 0UL); }

#endif
