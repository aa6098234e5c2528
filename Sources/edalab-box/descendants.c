// A compiler has helpers of its own. The box adopts those whose parent died (it is a subreaper),
// so what must end is always found among its own children.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "box.h"

// Reads "pid (name) state parent" of one process; the name may hold anything, even brackets.
static pid_t parent_of(long process) {
  char path[64], text[512];
  snprintf(path, sizeof path, "/proc/%ld/stat", process);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  text[length > 0 ? length : 0] = '\0';
  const char *end = strrchr(text, ')');
  return end == NULL || strlen(end) < 5 ? -1 : (pid_t)strtol(end + 4, NULL, 10);
}

static void kill_children(void) {
  DIR *processes = opendir("/proc");
  if (processes == NULL) return;
  for (struct dirent *entry; (entry = readdir(processes)) != NULL;) {
    long process = strtol(entry->d_name, NULL, 10);
    if (process > 0 && parent_of(process) == getpid()) kill((pid_t)process, SIGKILL);
  }
  closedir(processes);
}

void end_descendants(void) {
  // Each death may hand over grandchildren, so the search is repeated until none is left.
  do kill_children();
  while (wait(NULL) > 0 || errno == EINTR);
}
