#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAXIMUM_DESCRIPTORS = 8 };

// Sources are first copied above every target: `dup2` onto a number that is still needed as a
// source would otherwise replace it.
static int lift(const int *descriptors, size_t count, int *lifted) {
  for (size_t i = 0; i < count; i++) {
    lifted[i] = fcntl(descriptors[i], F_DUPFD_CLOEXEC, 64);
    if (lifted[i] < 0) {
      int error = errno;
      while (i-- > 0) close(lifted[i]);
      return error;
    }
  }
  return 0;
}

static int describe(posix_spawn_file_actions_t *actions, const int *lifted, size_t count) {
  int error = 0;
  for (size_t i = 0; i < count && error == 0; i++) {
    error = posix_spawn_file_actions_adddup2(actions, lifted[i], (int)i);
  }
  return error != 0 ? error : posix_spawn_file_actions_addclosefrom_np(actions, (int)count);
}

static int spawn_with(posix_spawn_file_actions_t *actions, const char *path,
                      char *const *arguments, pid_t *process) {
  char *const environment[] = {NULL};
  sigset_t all, none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_t attributes;
  int error = posix_spawnattr_init(&attributes);
  if (error != 0) return error;
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  error = posix_spawn(process, path, actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  return error;
}

int csandbox_spawn(const char *path, char *const *arguments, const int *descriptors,
                   size_t count, pid_t *process) {
  int lifted[MAXIMUM_DESCRIPTORS];
  if (count > MAXIMUM_DESCRIPTORS) return EINVAL;
  int error = lift(descriptors, count, lifted);
  if (error != 0) return error;
  posix_spawn_file_actions_t actions;
  error = posix_spawn_file_actions_init(&actions);
  if (error == 0) {
    error = describe(&actions, lifted, count);
    if (error == 0) error = spawn_with(&actions, path, arguments, process);
    posix_spawn_file_actions_destroy(&actions);
  }
  for (size_t i = 0; i < count; i++) close(lifted[i]);
  return error;
}

int csandbox_send(int socket, const struct box_message *message, const int *descriptors,
                  size_t count) {
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(4 * sizeof(int))];
  } control;
  struct iovec part = {(void *)message, sizeof *message};
  struct msghdr packet = {.msg_iov = &part, .msg_iovlen = 1};
  if (count > 4) return EINVAL;
  if (count > 0) {
    memset(&control, 0, sizeof control);
    packet.msg_control = &control;
    packet.msg_controllen = CMSG_SPACE(count * sizeof(int));
    struct cmsghdr *header = CMSG_FIRSTHDR(&packet);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(count * sizeof(int));
    memcpy(CMSG_DATA(header), descriptors, count * sizeof(int));
  }
  while (sendmsg(socket, &packet, MSG_NOSIGNAL) < 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

int csandbox_pipe(int *ends) { return pipe2(ends, O_CLOEXEC); }

int csandbox_pidfd_open(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

int csandbox_memory_file(const void *bytes, size_t count) {
  int file = memfd_create("order", MFD_CLOEXEC);
  if (file < 0) return -1;
  size_t written = 0;
  while (written < count) {
    ssize_t step = write(file, (const char *)bytes + written, count - written);
    if (step <= 0) {
      close(file);
      return -1;
    }
    written += (size_t)step;
  }
  lseek(file, 0, SEEK_SET);
  return file;
}
