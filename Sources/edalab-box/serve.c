// One thread, one loop: commands on the control socket, ends of children by signal. The grader
// holds the only other end of the socket, so its end of file means that all of this is over.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "box.h"

enum { MAXIMUM_INSTANCES = 1024 };

static struct {
  pid_t process;
  uint32_t instance;
} alive[MAXIMUM_INSTANCES];
static size_t alive_count;

static struct order order;
static int ruleset = -1;

static void report(uint32_t kind, uint32_t instance, int64_t a, int64_t b, int64_t c) {
  struct box_message message = {kind, instance, {a, b, c}};
  while (send(BOX_CONTROL_DESCRIPTOR, &message, sizeof message, MSG_NOSIGNAL) < 0) {
    if (errno != EINTR) return;
  }
}

static void report_end(uint32_t instance, int status, const struct rusage *used) {
  int64_t seconds = used->ru_utime.tv_sec + used->ru_stime.tv_sec;
  int64_t rest = used->ru_utime.tv_usec + used->ru_stime.tv_usec;
  report(BOX_ENDED, instance, status, seconds * 1000000 + rest, used->ru_maxrss * 1024L);
}

static void reap(void) {
  struct rusage used;
  int status;
  for (pid_t process; (process = wait4(-1, &status, WNOHANG, &used)) > 0;) {
    for (size_t i = 0; i < alive_count; i++) {
      if (alive[i].process != process) continue;
      uint32_t instance = alive[i].instance;
      alive[i] = alive[--alive_count];
      if (order.profile == PROFILE_BUILD) end_descendants();
      report_end(instance, status, &used);
      break;
    }
  }
}

static void kill_instance(uint32_t instance) {
  for (size_t i = 0; i < alive_count; i++) {
    if (alive[i].instance == instance) kill(alive[i].process, SIGKILL);
  }
}

static void end_all(void) {
  for (size_t i = 0; i < alive_count; i++) kill(alive[i].process, SIGKILL);
  end_descendants();
}

// Waits for the child to be started or to say which step failed. Returns 0 when it runs.
static int await_start(int status, uint32_t instance, pid_t process) {
  int32_t failure[2];
  ssize_t length;
  do length = read(status, failure, sizeof failure);
  while (length < 0 && errno == EINTR);
  if (length == 0) return 0;
  waitpid(process, NULL, 0);
  bool told = length == sizeof failure;
  report(BOX_FAILED, instance, told ? failure[0] : BOX_STEP_FORK, told ? failure[1] : EIO, 0);
  return -1;
}

static void start(uint32_t instance, struct inheritance *inheritance) {
  int status[2];
  pid_t parent = getpid();
  if (alive_count == MAXIMUM_INSTANCES || pipe2(status, O_CLOEXEC) != 0) {
    return report(BOX_FAILED, instance, BOX_STEP_FORK, EAGAIN, 0);
  }
  inheritance->ruleset = ruleset;
  inheritance->status = lift(status[1]);
  pid_t process = inheritance->status < 0 ? -1 : fork();
  if (process == 0) confine_and_execute(&order, inheritance, parent);
  if (process < 0) report(BOX_FAILED, instance, BOX_STEP_FORK, errno, 0);
  close(status[1]);
  close(inheritance->status);
  if (process > 0 && await_start(status[0], instance, process) == 0) {
    alive[alive_count].process = process;
    alive[alive_count++].instance = instance;
    report(BOX_STARTED, instance, process, 0, 0);
  }
  close(status[0]);
}

// Takes the descriptors out of a packet and moves them above every number that a child needs.
static void collect(struct msghdr *packet, struct inheritance *inheritance) {
  inheritance->count = 0;
  struct cmsghdr *header = CMSG_FIRSTHDR(packet);
  if (header == NULL || header->cmsg_type != SCM_RIGHTS) return;
  size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
  for (size_t i = 0; i < count; i++) {
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(header) + i * sizeof(int), sizeof(int));
    inheritance->descriptors[inheritance->count++] = lift(descriptor);
    close(descriptor);
  }
}

static ssize_t receive(struct box_message *message, struct inheritance *inheritance) {
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(4 * sizeof(int))];
  } control;
  struct iovec part = {message, sizeof *message};
  struct msghdr packet = {
    .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  ssize_t length = recvmsg(BOX_CONTROL_DESCRIPTOR, &packet, MSG_CMSG_CLOEXEC);
  if (length > 0) collect(&packet, inheritance);
  return length;
}

// Returns false when the grader is gone.
static bool obey(void) {
  struct box_message message;
  struct inheritance inheritance;
  ssize_t length = receive(&message, &inheritance);
  if (length < 0 && errno == EINTR) return true;
  if (length != sizeof message) return false;
  size_t wanted = order.profile == PROFILE_RUN ? 4 : 2;
  if (message.kind == BOX_KILL) kill_instance(message.instance);
  if (message.kind == BOX_START && inheritance.count == wanted) {
    start(message.instance, &inheritance);
  }
  for (size_t i = 0; i < inheritance.count; i++) close(inheritance.descriptors[i]);
  return true;
}

static int watch_children(void) {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGCHLD);
  sigprocmask(SIG_BLOCK, &ends, NULL);
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  return signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
}

static int prepare(void) {
  fcntl(BOX_CONTROL_DESCRIPTOR, F_SETFD, FD_CLOEXEC);
  if (read_order(BOX_ORDER_DESCRIPTOR, &order) != 0) {
    report(BOX_FAILED, 0, BOX_STEP_ORDER, errno, 0);
    return -1;
  }
  close(BOX_ORDER_DESCRIPTOR);
  int made = order.landlock ? make_ruleset(&order) : -1;
  if (order.landlock && made < 0) {
    report(BOX_FAILED, 0, BOX_STEP_LANDLOCK, errno, 0);
    return -1;
  }
  ruleset = made < 0 ? -1 : lift(made);
  if (made >= 0) close(made);
  report(BOX_READY, 0, landlock_version(), 0, 0);
  return 0;
}

int serve(void) {
  struct signalfd_siginfo ignored;
  int ends = watch_children();
  if (ends < 0 || prepare() != 0) return 70;
  struct pollfd watched[] = {{BOX_CONTROL_DESCRIPTOR, POLLIN, 0}, {ends, POLLIN, 0}};
  for (bool wanted = true; wanted;) {
    if (poll(watched, 2, -1) < 0 && errno != EINTR) break;
    while (read(ends, &ignored, sizeof ignored) > 0) continue;
    reap();
    if (watched[0].revents != 0) wanted = obey();
  }
  end_all();
  return 0;
}
