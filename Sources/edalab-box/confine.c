#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "box.h"

static _Noreturn void fail(int status, int step) {
  int32_t report[2] = {step, errno};
  // Nothing is left to do if even this cannot be said: the starter then sees an early exit.
  ssize_t written = write(status, report, sizeof report);
  _exit(written == sizeof report ? 127 : 126);
}

static int start_session(enum profile profile) {
  // What a compiler writes is for other users of the machine to execute; a component writes
  // nothing.
  umask(profile == PROFILE_BUILD ? 022 : 077);
  return setsid() < 0 ? -1 : 0;
}

// Asked for after the change of user, which clears it; and the parent may be gone by then.
static int die_with_parent(pid_t parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return -1;
  errno = ESRCH;
  return getppid() == parent ? 0 : -1;
}

static int fix_layout(void) { return personality(ADDR_NO_RANDOMIZE) < 0 ? -1 : 0; }

static void unblock_signals(void) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static int filter(const struct order *order) {
  return enter_filter(order->profile) != 0 && order->seccomp ? -1 : 0;
}

void confine_and_execute(const struct order *order, struct inheritance *inheritance,
                         pid_t parent) {
  int status = inheritance->status;
  if (start_session(order->profile) != 0) fail(status, BOX_STEP_SESSION);
  if (place_descriptors(inheritance) != 0) fail(status, BOX_STEP_DESCRIPTORS);
  status = inheritance->status;
  if (set_limits(&order->limits) != 0) fail(status, BOX_STEP_LIMITS);
  if (set_cores(order->cores) != 0) fail(status, BOX_STEP_CORES);
  if (order->drops_user && become_user(order->user) != 0) fail(status, BOX_STEP_USER);
  if (drop_privileges() != 0) fail(status, BOX_STEP_PRIVILEGES);
  if (die_with_parent(parent) != 0) fail(status, BOX_STEP_PARENT_DEATH);
  if (inheritance->ruleset >= 0 && enter_ruleset(inheritance->ruleset) != 0) {
    fail(status, BOX_STEP_LANDLOCK);
  }
  if (fix_layout() != 0) fail(status, BOX_STEP_LAYOUT);
  if (chdir(order->directory) != 0) fail(status, BOX_STEP_DIRECTORY);
  unblock_signals();
  if (filter(order) != 0) fail(status, BOX_STEP_SECCOMP);
  execve(order->executable, order->arguments, order->environment);
  fail(status, BOX_STEP_EXECUTE);
}
