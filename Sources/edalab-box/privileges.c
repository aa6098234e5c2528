#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "box.h"

int become_user(uid_t user) {
  if (setgroups(0, NULL) != 0) return -1;
  if (setresgid(user, user, user) != 0 || setresuid(user, user, user) != 0) return -1;
  // A kernel or library that only pretended would leave root inside: asked back, never assumed.
  uid_t real, effective, saved;
  if (getresuid(&real, &effective, &saved) != 0) return -1;
  errno = EPERM;
  return real == user && effective == user && saved == user ? 0 : -1;
}

int drop_privileges(void) {
  // Without the capability to lower the bounding set there is nothing in reach of it either.
  for (int capability = 0; capability < 64; capability++) {
    prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
  }
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};
  if (syscall(SYS_capset, &header, none) != 0) return -1;
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}
