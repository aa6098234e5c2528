#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "box.h"

enum { FIRST_FREE = 64 };

int lift(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, FIRST_FREE); }

static int place(int source, int target) { return dup2(source, target) < 0 ? -1 : 0; }

static int place_internal(int source, int target) {
  return dup3(source, target, O_CLOEXEC) < 0 ? -1 : 0;
}

static int place_streams(const int *streams) {
  int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (nothing < 0 || place(nothing, STDIN_FILENO) != 0) return -1;
  return place(streams[0], STDOUT_FILENO) != 0 ? -1 : place(streams[1], STDERR_FILENO);
}

// In the run profile requests are 3 and replies are 4; in the build profile both are closed.
static int place_channel(struct inheritance *inheritance) {
  if (inheritance->count == 2) {
    close(3);
    close(4);
    return 0;
  }
  if (place(inheritance->descriptors[0], 3) != 0) return -1;
  return place(inheritance->descriptors[1], 4);
}

int place_descriptors(struct inheritance *inheritance) {
  const int *streams = inheritance->descriptors + inheritance->count - 2;
  if (place_internal(inheritance->status, STATUS_DESCRIPTOR) != 0) return -1;
  inheritance->status = STATUS_DESCRIPTOR;
  if (inheritance->ruleset >= 0) {
    if (place_internal(inheritance->ruleset, RULESET_DESCRIPTOR) != 0) return -1;
    inheritance->ruleset = RULESET_DESCRIPTOR;
  }
  if (place_streams(streams) != 0 || place_channel(inheritance) != 0) return -1;
  return (int)syscall(SYS_close_range, RULESET_DESCRIPTOR + 1, ~0U, 0);
}
