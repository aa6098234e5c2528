/// What the grader and `edalab-box` say to each other on the control socket. One record is one
/// packet of a SOCK_SEQPACKET pair, so records are never split and need no length.
#pragma once
#include <stdint.h>

/// Descriptors that the box finds open when it starts in serve mode.
enum { BOX_CONTROL_DESCRIPTOR = 3, BOX_ORDER_DESCRIPTOR = 4 };

/// The descriptor on which bubblewrap finds its options.
enum { BOX_BUBBLEWRAP_OPTIONS_DESCRIPTOR = 5 };

/// Grader to box. START carries descriptors: request, reply, output, errors in the run profile,
/// output and errors alone in the build profile.
enum { BOX_START = 1, BOX_KILL = 2 };

/// Box to grader, with the meaning of `values`:
/// READY (Landlock version) · STARTED (process id) · FAILED (step, errno)
/// · ENDED (wait status, CPU microseconds, largest resident bytes).
enum { BOX_READY = 16, BOX_STARTED = 17, BOX_FAILED = 18, BOX_ENDED = 19 };

/// The steps of a start, in their order; a failure names one of them.
enum {
  BOX_STEP_ORDER = 1,
  BOX_STEP_FORK,
  BOX_STEP_SESSION,
  BOX_STEP_DESCRIPTORS,
  BOX_STEP_LIMITS,
  BOX_STEP_CORES,
  BOX_STEP_USER,
  BOX_STEP_PRIVILEGES,
  BOX_STEP_PARENT_DEATH,
  BOX_STEP_LANDLOCK,
  BOX_STEP_LAYOUT,
  BOX_STEP_DIRECTORY,
  BOX_STEP_SECCOMP,
  BOX_STEP_EXECUTE,
};

/// One record, in either direction.
struct box_message {
  uint32_t kind;
  uint32_t instance;
  int64_t values[3];
};
