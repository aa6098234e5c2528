/// edalab-box: starts and confines one component, or one compiler, on behalf of the grader.
///
/// It holds no secret and reads neither its environment nor the network. Every irreversible step
/// between `fork` and `execve` stands in confine.c, in order; each other file does one of them.
/// Functions that can fail return 0, or -1 with errno set.
#pragma once
#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "../CSandbox/include/BoxProtocol.h"

enum profile { PROFILE_RUN, PROFILE_BUILD };

/// What may be done beneath one path.
enum right { RIGHT_READ, RIGHT_READ_FILES, RIGHT_DEVICE, RIGHT_WRITE };

struct grant {
  const char *path;
  enum right right;
  bool optional;  // the path may be absent
};

struct limits {
  rlim_t cpu_seconds, memory_bytes, file_bytes, open_files, tasks;
};

/// What the grader asked for, read once from the order descriptor.
struct order {
  enum profile profile;
  bool landlock, seccomp;  // false: tried, and done without where the kernel has it not
  bool drops_user;
  uid_t user;
  int cores;  // 0: as many as there are
  const char *executable, *directory;
  char **arguments, **environment;
  size_t argument_count, environment_count;
  struct grant *grants;
  size_t grant_count;
  struct limits limits;
};

/// What a child inherits; each number is above every target of `place_descriptors`.
struct inheritance {
  int descriptors[4];
  size_t count;
  int status;   // close-on-exec: end of file means that the program was started
  int ruleset;  // Landlock, or -1
};

// order.c
int read_order(int descriptor, struct order *order);

// descriptors.c
enum { STATUS_DESCRIPTOR = 5, RULESET_DESCRIPTOR = 6 };
int lift(int descriptor);
int place_descriptors(struct inheritance *inheritance);

// limits.c
int set_limits(const struct limits *limits);
int set_cores(int count);

// privileges.c
int become_user(uid_t user);
int drop_privileges(void);

// landlock.c
int landlock_version(void);
int make_ruleset(const struct order *order);
int enter_ruleset(int ruleset);

// seccomp.c
struct program {
  struct sock_filter code[1024];
  unsigned short length;
};
void emit(struct program *program, uint16_t code, uint8_t yes, uint8_t no, uint32_t value);
int enter_filter(enum profile profile);

// rules.c: appends the verdict on every refused call
void add_rules(struct program *program, enum profile profile, uint32_t self);

// confine.c: never returns; the failing step goes to the status descriptor
_Noreturn void confine_and_execute(const struct order *order, struct inheritance *inheritance,
                                   pid_t parent);

// descendants.c: kills and awaits every process that descends from the box
void end_descendants(void);

// serve.c, drop.c, probe.c: the three modes
int serve(void);
int drop_and_execute(int count, char **arguments);
int probe(void);
