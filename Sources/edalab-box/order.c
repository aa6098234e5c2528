// An order is a sequence of "key value" records, each ended by a NUL byte. Numbers are decimal.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "box.h"

enum { MAXIMUM_ORDER = 1 << 20 };

static char *read_all(int descriptor, size_t *length) {
  char *bytes = malloc(MAXIMUM_ORDER);
  *length = 0;
  while (bytes != NULL && *length < MAXIMUM_ORDER) {
    ssize_t step = read(descriptor, bytes + *length, MAXIMUM_ORDER - *length);
    if (step < 0 && errno == EINTR) continue;
    if (step < 0) return NULL;
    if (step == 0) return bytes;
    *length += (size_t)step;
  }
  errno = E2BIG;
  return NULL;
}

static int parse_number(const char *text, rlim_t *number) {
  char *end;
  errno = 0;
  unsigned long long value = strtoull(text, &end, 10);
  if (errno != 0 || end == text || *end != '\0') return -1;
  *number = value;
  return 0;
}

static int take_number(struct order *order, const char *key, const char *value) {
  struct limits *limits = &order->limits;
  rlim_t number = 0;
  if (parse_number(value, &number) != 0) return -1;
  if (strcmp(key, "build") == 0) order->profile = number != 0 ? PROFILE_BUILD : PROFILE_RUN;
  else if (strcmp(key, "landlock") == 0) order->landlock = number != 0;
  else if (strcmp(key, "seccomp") == 0) order->seccomp = number != 0;
  else if (strcmp(key, "cores") == 0) order->cores = (int)number;
  else if (strcmp(key, "cpu") == 0) limits->cpu_seconds = number;
  else if (strcmp(key, "memory") == 0) limits->memory_bytes = number;
  else if (strcmp(key, "file") == 0) limits->file_bytes = number;
  else if (strcmp(key, "files") == 0) limits->open_files = number;
  else if (strcmp(key, "tasks") == 0) limits->tasks = number;
  else if (strcmp(key, "user") == 0) {
    order->drops_user = true;
    order->user = (uid_t)number;
  } else return -1;
  return 0;
}

static int take_grant(struct order *order, const char *key, const char *path) {
  static const struct { const char *key; enum right right; bool optional; } kinds[] = {
    {"read", RIGHT_READ, false},    {"read?", RIGHT_READ, true},
    {"files?", RIGHT_READ_FILES, true}, {"device?", RIGHT_DEVICE, true},
    {"write", RIGHT_WRITE, false},
  };
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (strcmp(key, kinds[i].key) != 0) continue;
    struct grant grant = {path, kinds[i].right, kinds[i].optional};
    order->grants[order->grant_count++] = grant;
    return 1;
  }
  return 0;
}

static int take(struct order *order, char *record) {
  char *value = strchr(record, ' ');
  if (value == NULL) return -1;
  *value++ = '\0';
  if (take_grant(order, record, value)) return 0;
  if (strcmp(record, "execute") == 0) order->executable = value;
  else if (strcmp(record, "directory") == 0) order->directory = value;
  else if (strcmp(record, "argument") == 0) order->arguments[order->argument_count++] = value;
  else if (strcmp(record, "variable") == 0) order->environment[order->environment_count++] = value;
  else return take_number(order, record, value);
  return 0;
}

static int make_room(struct order *order, size_t records) {
  order->arguments = calloc(records + 1, sizeof *order->arguments);
  order->environment = calloc(records + 1, sizeof *order->environment);
  order->grants = calloc(records + 1, sizeof *order->grants);
  bool enough = order->arguments != NULL && order->environment != NULL && order->grants != NULL;
  return enough ? 0 : -1;
}

int read_order(int descriptor, struct order *order) {
  size_t length = 0, records = 0;
  char *bytes = read_all(descriptor, &length);
  if (bytes == NULL) return -1;
  for (size_t i = 0; i < length; i++) records += bytes[i] == '\0';
  if (make_room(order, records) != 0) return -1;
  errno = EINVAL;
  if (length == 0 || bytes[length - 1] != '\0') return -1;
  for (char *record = bytes; record < bytes + length;) {
    char *next = record + strlen(record) + 1;
    if (take(order, record) != 0) return -1;
    record = next;
  }
  bool complete = order->executable != NULL && order->directory != NULL;
  return complete && order->argument_count > 0 ? 0 : -1;
}
