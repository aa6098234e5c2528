// The first stage of a start as root at level 3: bubblewrap run by root would keep the kernel's
// user 0, so the user changes before it. Arguments: the user, then the program and its arguments.
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "box.h"

int drop_and_execute(int count, char **arguments) {
  char *const environment[] = {NULL};
  char *end;
  unsigned long user = strtoul(arguments[0], &end, 10);
  if (count < 2 || user == 0 || *end != '\0') return 64;
  if (become_user((uid_t)user) != 0) {
    dprintf(STDERR_FILENO, "become user %lu: %s\n", user, strerror(errno));
    return 71;
  }
  execve(arguments[1], arguments + 1, environment);
  dprintf(STDERR_FILENO, "execute %s: %s\n", arguments[1], strerror(errno));
  return 72;
}
