// The attacks that decide the isolation level. Run inside the sandbox as if it were a component:
// reads one line "grader's process id, path of a hidden file" and answers one 32-bit number per
// row: 0 if the attack succeeded, else the error that stopped it. Every attack leaves what it
// finds unchanged. The last row is the attempt to start a second process.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "box.h"

static pid_t grader;
static char hidden[4096];

static int finish(long result) {
  if (result < 0) return errno != 0 ? errno : EPERM;
  return 0;
}

static int opened(const char *path, int flags) {
  int file = open(path, flags | O_CLOEXEC);
  int result = finish(file);
  if (file >= 0) close(file);
  return result;
}

static const char *of_grader(const char *name) {
  static char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", grader, name);
  return path;
}

static int see_hidden(void) { return finish(access(hidden, F_OK)); }
static int see_command(void) { return opened(of_grader("cmdline"), O_RDONLY); }
static int read_hidden(void) { return opened(hidden, O_RDONLY); }
static int write_hidden(void) { return opened(hidden, O_WRONLY); }
static int change_mode(void) { return finish(chmod(hidden, 0600)); }
static int create_file(void) { return opened("/tmp/", O_TMPFILE | O_RDWR); }
static int read_environment(void) { return opened(of_grader("environ"), O_RDONLY); }
static int open_memory(void) { return opened(of_grader("mem"), O_RDONLY); }

static int read_memory(void) {
  char byte;
  struct iovec here = {&byte, 1}, there = {&grader, 1};
  // A wrong address is found out only after the permission was given.
  int result = finish(process_vm_readv(grader, &here, 1, &there, 1, 0));
  return result == EFAULT ? 0 : result;
}

static int trace(void) {
  long result = ptrace(PTRACE_SEIZE, grader, NULL, NULL);
  if (result == 0) ptrace(PTRACE_DETACH, grader, NULL, NULL);
  return finish(result);
}

static int signal_grader(void) { return finish(kill(grader, 0)); }

static int limit_grader(void) {
  struct rlimit limit;
  if (prlimit(grader, RLIMIT_CORE, NULL, &limit) != 0) return errno;
  return finish(prlimit(grader, RLIMIT_CORE, &limit, NULL));
}

static int slow_grader(void) {
  errno = 0;
  int priority = getpriority(PRIO_PROCESS, (id_t)grader);
  if (errno != 0) return errno;
  return finish(setpriority(PRIO_PROCESS, (id_t)grader, priority));
}

static int move_grader(void) {
  cpu_set_t cores;
  if (sched_getaffinity(grader, sizeof cores, &cores) != 0) return errno;
  return finish(sched_setaffinity(grader, sizeof cores, &cores));
}

static int make_socket(int family, int type) {
  int end = socket(family, type | SOCK_CLOEXEC, 0);
  int result = finish(end);
  if (end >= 0) close(end);
  return result;
}

static int use_unix(void) { return make_socket(AF_UNIX, SOCK_STREAM); }
static int use_tcp(void) { return make_socket(AF_INET, SOCK_STREAM); }
static int use_udp(void) { return make_socket(AF_INET, SOCK_DGRAM); }
static int use_netlink(void) { return make_socket(AF_NETLINK, SOCK_RAW); }

static int hide_memory(void) {
  int file = memfd_create("probe", MFD_CLOEXEC);
  int result = finish(file);
  if (file >= 0) close(file);
  return result;
}

static int share_memory(void) {
  int segment = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
  int result = finish(segment);
  if (segment >= 0) shmctl(segment, IPC_RMID, NULL);
  return result;
}

static int use_keyring(void) { return finish(syscall(SYS_keyctl, 0, -3, 0, 0, 0)); }
static int use_ring(void) { return finish(syscall(425, 1, NULL)) == ENOSYS ? ENOSYS : 0; }
static int make_namespace(void) { return finish(unshare(CLONE_NEWUSER)); }

static int inherit_descriptor(void) {
  for (int descriptor = 5; descriptor < 256; descriptor++) {
    if (fcntl(descriptor, F_GETFD) >= 0) return 0;
  }
  return EBADF;
}

static int gain_privileges(void) {
  return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? EPERM : 0;
}

// In a container without other users the number 0 may be all there is; it must have no rights.
static int be_root(void) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct held[2] = {{0, 0, 0}, {0, 0, 0}};
  if (syscall(SYS_capget, &header, held) != 0) return 0;
  if ((held[0].effective | held[1].effective) != 0) return 0;
  if ((held[0].permitted | held[1].permitted) != 0) return 0;
  return geteuid() == 0 ? EPERM : finish(setresuid(0, 0, 0));
}

typedef int attack(void);

// The order is that of `Attack` in the grader.
static attack *const attacks[] = {
  see_hidden, see_command, read_hidden, write_hidden, change_mode, create_file, read_environment,
  open_memory, read_memory, trace, signal_grader, limit_grader, slow_grader, move_grader,
  use_unix, use_tcp, use_udp, use_netlink, hide_memory, share_memory, use_keyring, use_ring,
  make_namespace, inherit_descriptor, gain_privileges, be_root,
};

enum { ATTACK_COUNT = sizeof attacks / sizeof *attacks };

static int learn_targets(void) {
  char line[sizeof hidden + 32];
  ssize_t length = read(3, line, sizeof line - 1);
  if (length <= 0) return -1;
  line[length] = '\0';
  return sscanf(line, "%d %4095[^\n]", &grader, hidden) == 2 ? 0 : -1;
}

int probe(void) {
  int32_t answers[ATTACK_COUNT];
  if (learn_targets() != 0) return 64;
  for (size_t i = 0; i < ATTACK_COUNT; i++) {
    errno = 0;
    answers[i] = attacks[i]();
  }
  if (write(4, answers, sizeof answers) != sizeof answers) return 74;
  pid_t second = fork();
  if (second == 0) _exit(0);
  return second < 0 ? 1 : 0;
}
