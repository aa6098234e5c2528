#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "box.h"

// Written out, because the header of the machine that builds may be older than the kernel that
// runs.
enum { CALL_CREATE = 444, CALL_ADD_RULE = 445, CALL_RESTRICT = 446 };
enum { VERSION_FLAG = 1, RULE_PATH_BENEATH = 1 };

enum {
  ACCESS_EXECUTE = 1 << 0,
  ACCESS_WRITE_FILE = 1 << 1,
  ACCESS_READ_FILE = 1 << 2,
  ACCESS_READ_DIRECTORY = 1 << 3,
  ACCESS_REMOVE_DIRECTORY = 1 << 4,
  ACCESS_REMOVE_FILE = 1 << 5,
  ACCESS_MAKE_DIRECTORY = 1 << 7,
  ACCESS_MAKE_FILE = 1 << 8,
  ACCESS_MAKE_SOCKET = 1 << 9,
  ACCESS_MAKE_FIFO = 1 << 10,
  ACCESS_MAKE_LINK = 1 << 12,
  ACCESS_REFER = 1 << 13,
  ACCESS_TRUNCATE = 1 << 14,
  ACCESS_DEVICE_IOCTL = 1 << 15,
};

enum {
  FILE_RIGHTS = ACCESS_EXECUTE | ACCESS_WRITE_FILE | ACCESS_READ_FILE | ACCESS_TRUNCATE
                | ACCESS_DEVICE_IOCTL,
  READ_RIGHTS = ACCESS_EXECUTE | ACCESS_READ_FILE | ACCESS_READ_DIRECTORY,
  // Everything but devices, sockets and pipes, which no compiler makes.
  WRITE_RIGHTS = READ_RIGHTS | ACCESS_WRITE_FILE | ACCESS_REMOVE_DIRECTORY | ACCESS_REMOVE_FILE
                 | ACCESS_MAKE_DIRECTORY | ACCESS_MAKE_FILE | ACCESS_MAKE_LINK | ACCESS_REFER
                 | ACCESS_TRUNCATE,
};

struct ruleset_attributes {
  uint64_t files, network, scopes;
};

struct path_rule {
  uint64_t rights;
  int32_t parent;
} __attribute__((packed));

int landlock_version(void) {
  return (int)syscall(CALL_CREATE, NULL, 0, VERSION_FLAG);
}

static uint64_t known_rights(int version) {
  if (version >= 5) return (1 << 16) - 1;
  if (version >= 3) return (1 << 15) - 1;
  return version == 2 ? (1 << 14) - 1 : (1 << 13) - 1;
}

static int create(int version) {
  struct ruleset_attributes attributes = {.files = known_rights(version)};
  size_t size = sizeof attributes.files;
  if (version >= 4) {
    attributes.network = 3;  // bind and connect, neither granted to anyone
    size = 2 * sizeof(uint64_t);
  }
  if (version >= 6) {
    attributes.scopes = 3;  // abstract sockets and signals end at the sandbox
    size = sizeof attributes;
  }
  return (int)syscall(CALL_CREATE, &attributes, size, 0);
}

static uint64_t rights_of(enum right right) {
  switch (right) {
    case RIGHT_READ: return READ_RIGHTS;
    case RIGHT_READ_FILES: return ACCESS_READ_FILE;
    case RIGHT_DEVICE: return ACCESS_READ_FILE | ACCESS_WRITE_FILE;
    case RIGHT_WRITE: return WRITE_RIGHTS;
  }
  return 0;
}

static int add(int ruleset, const struct grant *grant, int version) {
  int file = open(grant->path, O_PATH | O_CLOEXEC);
  if (file < 0) return grant->optional && errno == ENOENT ? 0 : -1;
  struct stat facts;
  struct path_rule rule = {rights_of(grant->right) & known_rights(version), file};
  int result = fstat(file, &facts);
  if (result == 0) {
    if (!S_ISDIR(facts.st_mode)) rule.rights &= FILE_RIGHTS;
    result = (int)syscall(CALL_ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, 0);
  }
  int error = errno;
  close(file);
  errno = error;
  return result;
}

int make_ruleset(const struct order *order) {
  int version = landlock_version();
  if (version < 1) return -1;
  int ruleset = create(version);
  if (ruleset < 0) return -1;
  for (size_t i = 0; i < order->grant_count; i++) {
    if (add(ruleset, &order->grants[i], version) != 0) return -1;
  }
  return ruleset;
}

int enter_ruleset(int ruleset) { return (int)syscall(CALL_RESTRICT, ruleset, 0); }
