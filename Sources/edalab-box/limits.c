#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>

#include "box.h"

static int limit(int resource, rlim_t soft, rlim_t hard) {
  struct rlimit current, wanted = {soft, hard};
  if (getrlimit(resource, &current) != 0) return -1;
  // A limit can only be lowered: where the machine allows less, that holds.
  if (wanted.rlim_max > current.rlim_max) wanted.rlim_max = current.rlim_max;
  if (wanted.rlim_cur > wanted.rlim_max) wanted.rlim_cur = wanted.rlim_max;
  return setrlimit(resource, &wanted);
}

int set_limits(const struct limits *limits) {
  const struct { int resource; rlim_t soft, hard; } wanted[] = {
    {RLIMIT_CORE, 0, 0},
    {RLIMIT_MSGQUEUE, 0, 0},
    {RLIMIT_MEMLOCK, 0, 0},
    {RLIMIT_STACK, 8 << 20, 8 << 20},
    // One second between the two, so that a program that catches the signal still ends.
    {RLIMIT_CPU, limits->cpu_seconds, limits->cpu_seconds + 1},
    {RLIMIT_AS, limits->memory_bytes, limits->memory_bytes},
    {RLIMIT_FSIZE, limits->file_bytes, limits->file_bytes},
    {RLIMIT_NOFILE, limits->open_files, limits->open_files},
    {RLIMIT_NPROC, limits->tasks, limits->tasks},
  };
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    if (limit(wanted[i].resource, wanted[i].soft, wanted[i].hard) != 0) return -1;
  }
  return 0;
}

int set_cores(int count) {
  cpu_set_t allowed, chosen;
  if (count == 0) return 0;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return -1;
  CPU_ZERO(&chosen);
  for (int core = 0; core < CPU_SETSIZE && CPU_COUNT(&chosen) < count; core++) {
    if (CPU_ISSET(core, &allowed)) CPU_SET(core, &chosen);
  }
  return sched_setaffinity(0, sizeof chosen, &chosen);
}
