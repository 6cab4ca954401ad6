#define _GNU_SOURCE
#include "CBenchEcho.h"

#include <errno.h>
#include <sched.h>

// What this process could use before it was pinned; empty until then.
static cpu_set_t usable;

int cbench_pin(pid_t process, unsigned place) {
  if (CPU_COUNT(&usable) == 0 && sched_getaffinity(0, sizeof usable, &usable) != 0) {
    return -errno;
  }
  unsigned left = place % (unsigned)CPU_COUNT(&usable);
  for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
    if (CPU_ISSET(cpu, &usable) && left-- == 0) {
      cpu_set_t one;
      CPU_ZERO(&one);
      CPU_SET(cpu, &one);
      return sched_setaffinity(process, sizeof one, &one) != 0 ? -errno : 0;
    }
  }
  return -EINVAL;
}

int cbench_unpin(void) {
  if (CPU_COUNT(&usable) == 0) {
    return 0;
  }
  return sched_setaffinity(0, sizeof usable, &usable) != 0 ? -errno : 0;
}
