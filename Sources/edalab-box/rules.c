// What a confined program is refused, call by call. The names are those of the kernel; calls that
// exist on one architecture only stand in its own block.
#define _GNU_SOURCE
#include <errno.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "box.h"

enum { IN_RUN = 1, IN_BUILD = 2, IN_BOTH = 3 };

struct refusal {
  uint32_t call;
  uint16_t error;
  uint8_t profiles;
};

// Numbers above 423 are the same on every architecture and newer than some C libraries.
enum {
  CALL_PIDFD_SEND_SIGNAL = 424, CALL_IO_URING_SETUP = 425, CALL_IO_URING_ENTER = 426,
  CALL_IO_URING_REGISTER = 427, CALL_OPEN_TREE = 428, CALL_MOVE_MOUNT = 429, CALL_FSOPEN = 430,
  CALL_FSCONFIG = 431, CALL_FSMOUNT = 432, CALL_FSPICK = 433, CALL_PIDFD_OPEN = 434,
  CALL_CLONE3 = 435, CALL_PIDFD_GETFD = 438, CALL_PROCESS_MADVISE = 440,
  CALL_MOUNT_SETATTR = 442, CALL_QUOTACTL_FD = 443, CALL_MEMFD_SECRET = 447,
  CALL_PROCESS_MRELEASE = 448, CALL_FCHMODAT2 = 452, CALL_STATMOUNT = 457, CALL_LISTMOUNT = 458,
};

static const struct refusal refusals[] = {
  // Another process, its memory, its signals. (`clone` and `kill` have rules of their own below.)
  {CALL_CLONE3, ENOSYS, IN_BOTH}, {SYS_ptrace, EPERM, IN_BOTH}, {SYS_kcmp, EPERM, IN_BOTH},
  {SYS_process_vm_readv, EPERM, IN_BOTH}, {SYS_process_vm_writev, EPERM, IN_BOTH},
  {CALL_PROCESS_MADVISE, EPERM, IN_BOTH}, {CALL_PROCESS_MRELEASE, EPERM, IN_BOTH},
  {CALL_PIDFD_GETFD, EPERM, IN_BOTH}, {CALL_PIDFD_OPEN, EPERM, IN_RUN},
  {CALL_PIDFD_SEND_SIGNAL, EPERM, IN_RUN}, {SYS_tkill, EPERM, IN_RUN},
  {SYS_rt_sigqueueinfo, EPERM, IN_RUN}, {SYS_rt_tgsigqueueinfo, EPERM, IN_RUN},
  {SYS_setsid, EPERM, IN_RUN}, {SYS_setpgid, EPERM, IN_RUN},
  {SYS_setpriority, EPERM, IN_BOTH}, {SYS_ioprio_set, EPERM, IN_BOTH},
  {SYS_move_pages, EPERM, IN_BOTH}, {SYS_migrate_pages, EPERM, IN_BOTH},
  {SYS_personality, EPERM, IN_RUN},
  // The network.
  {SYS_socket, EAFNOSUPPORT, IN_BOTH}, {SYS_socketpair, EAFNOSUPPORT, IN_RUN},
  // Memory and queues that outlive the process or escape its limits.
  {SYS_memfd_create, ENOSYS, IN_RUN}, {CALL_MEMFD_SECRET, ENOSYS, IN_BOTH},
  {SYS_shmget, ENOSYS, IN_BOTH}, {SYS_shmat, ENOSYS, IN_BOTH}, {SYS_shmctl, ENOSYS, IN_BOTH},
  {SYS_semget, ENOSYS, IN_BOTH}, {SYS_semctl, ENOSYS, IN_BOTH}, {SYS_semtimedop, ENOSYS, IN_BOTH},
  {SYS_semop, ENOSYS, IN_BOTH}, {SYS_msgget, ENOSYS, IN_BOTH}, {SYS_msgsnd, ENOSYS, IN_BOTH},
  {SYS_msgrcv, ENOSYS, IN_BOTH}, {SYS_msgctl, ENOSYS, IN_BOTH}, {SYS_mq_open, ENOSYS, IN_BOTH},
  {SYS_mq_unlink, ENOSYS, IN_BOTH}, {SYS_add_key, ENOSYS, IN_BOTH},
  {SYS_request_key, ENOSYS, IN_BOTH}, {SYS_keyctl, ENOSYS, IN_BOTH},
  // Large attack surfaces that no Swift program needs.
  {CALL_IO_URING_SETUP, ENOSYS, IN_BOTH}, {CALL_IO_URING_ENTER, ENOSYS, IN_BOTH},
  {CALL_IO_URING_REGISTER, ENOSYS, IN_BOTH}, {SYS_userfaultfd, ENOSYS, IN_BOTH},
  {SYS_perf_event_open, ENOSYS, IN_BOTH}, {SYS_bpf, ENOSYS, IN_BOTH},
  {SYS_inotify_init1, ENOSYS, IN_BOTH}, {SYS_fanotify_init, ENOSYS, IN_BOTH},
  {SYS_fanotify_mark, ENOSYS, IN_BOTH}, {SYS_lookup_dcookie, ENOSYS, IN_BOTH},
  // The shape of the system.
  {SYS_unshare, EPERM, IN_BOTH}, {SYS_setns, EPERM, IN_BOTH}, {SYS_chroot, EPERM, IN_BOTH},
  {SYS_pivot_root, EPERM, IN_BOTH}, {SYS_mount, EPERM, IN_BOTH}, {SYS_umount2, EPERM, IN_BOTH},
  {CALL_OPEN_TREE, EPERM, IN_BOTH}, {CALL_MOVE_MOUNT, EPERM, IN_BOTH},
  {CALL_FSOPEN, EPERM, IN_BOTH}, {CALL_FSCONFIG, EPERM, IN_BOTH}, {CALL_FSMOUNT, EPERM, IN_BOTH},
  {CALL_FSPICK, EPERM, IN_BOTH}, {CALL_MOUNT_SETATTR, EPERM, IN_BOTH},
  {CALL_STATMOUNT, EPERM, IN_BOTH}, {CALL_LISTMOUNT, EPERM, IN_BOTH},
  {SYS_name_to_handle_at, EPERM, IN_BOTH}, {SYS_open_by_handle_at, EPERM, IN_BOTH},
  {SYS_quotactl, EPERM, IN_BOTH}, {CALL_QUOTACTL_FD, EPERM, IN_BOTH}, {SYS_acct, EPERM, IN_BOTH},
  {SYS_swapon, EPERM, IN_BOTH}, {SYS_swapoff, EPERM, IN_BOTH}, {SYS_reboot, EPERM, IN_BOTH},
  {SYS_kexec_load, EPERM, IN_BOTH}, {SYS_kexec_file_load, EPERM, IN_BOTH},
  {SYS_init_module, EPERM, IN_BOTH}, {SYS_finit_module, EPERM, IN_BOTH},
  {SYS_delete_module, EPERM, IN_BOTH}, {SYS_syslog, EPERM, IN_BOTH},
  {SYS_sethostname, EPERM, IN_BOTH}, {SYS_setdomainname, EPERM, IN_BOTH},
  {SYS_settimeofday, EPERM, IN_BOTH}, {SYS_clock_settime, EPERM, IN_BOTH},
  {SYS_adjtimex, EPERM, IN_BOTH}, {SYS_clock_adjtime, EPERM, IN_BOTH},
  {SYS_vhangup, EPERM, IN_BOTH},
  // Names and attributes of files: Landlock lets most of these through.
  {SYS_mknodat, EPERM, IN_BOTH}, {SYS_fchmod, EPERM, IN_RUN}, {SYS_fchmodat, EPERM, IN_RUN},
  {CALL_FCHMODAT2, EPERM, IN_RUN}, {SYS_fchown, EPERM, IN_RUN}, {SYS_fchownat, EPERM, IN_RUN},
  {SYS_utimensat, EPERM, IN_RUN}, {SYS_truncate, EPERM, IN_RUN}, {SYS_setxattr, EPERM, IN_BOTH},
  {SYS_lsetxattr, EPERM, IN_BOTH}, {SYS_fsetxattr, EPERM, IN_BOTH},
  {SYS_removexattr, EPERM, IN_BOTH}, {SYS_lremovexattr, EPERM, IN_BOTH},
  {SYS_fremovexattr, EPERM, IN_BOTH}, {SYS_linkat, EPERM, IN_RUN},
#if defined(__x86_64__)
  {SYS_mknod, EPERM, IN_BOTH}, {SYS_chmod, EPERM, IN_RUN}, {SYS_chown, EPERM, IN_RUN},
  {SYS_lchown, EPERM, IN_RUN}, {SYS_utime, EPERM, IN_RUN}, {SYS_utimes, EPERM, IN_RUN},
  {SYS_futimesat, EPERM, IN_RUN}, {SYS_link, EPERM, IN_RUN},
  {SYS_inotify_init, ENOSYS, IN_BOTH}, {SYS_iopl, EPERM, IN_BOTH}, {SYS_ioperm, EPERM, IN_BOTH},
  {SYS_modify_ldt, EPERM, IN_BOTH}, {SYS_uselib, ENOSYS, IN_BOTH}, {SYS_ustat, ENOSYS, IN_BOTH},
  {SYS_sysfs, ENOSYS, IN_BOTH}, {SYS__sysctl, ENOSYS, IN_BOTH},
#endif
};

enum {
  NEW_NAMESPACES = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER
                   | CLONE_NEWPID | CLONE_NEWNET | 0x80 /* CLONE_NEWTIME */,
};

static void answer(struct program *program, uint32_t verdict) {
  emit(program, BPF_RET | BPF_K, 0, 0, verdict);
}

static void refuse(struct program *program, uint32_t call, uint32_t verdict) {
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, call);
  answer(program, verdict);
}

// Begins a rule of `length` further instructions, all of whose paths answer. The low half of an
// argument is enough: the kernel takes these arguments as 32-bit numbers.
static void inspect(struct program *program, uint32_t call, uint8_t length, int argument) {
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, 0, (uint8_t)(length + 1), call);
  emit(program, BPF_LD | BPF_W | BPF_ABS, 0, 0,
       (uint32_t)(offsetof(struct seccomp_data, args) + 8 * (size_t)argument));
}

static void only_itself(struct program *program, uint32_t call, uint32_t self, uint32_t zero) {
  inspect(program, call, 4, 0);
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, self);
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, zero);
  answer(program, SECCOMP_RET_ALLOW);
  answer(program, SECCOMP_RET_ERRNO | EPERM);
}

static void not_value(struct program *program, uint32_t call, int argument, uint32_t value) {
  // Falls through to the next rule with the number of the call loaded again.
  inspect(program, call, 3, argument);
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, value);
  answer(program, SECCOMP_RET_ERRNO | EPERM);
  emit(program, BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, nr));
}

static void add_process_rules(struct program *program, enum profile profile) {
  if (profile == PROFILE_BUILD) {
    inspect(program, SYS_clone, 3, 0);
    emit(program, BPF_JMP | BPF_JSET | BPF_K, 0, 1, (uint32_t)NEW_NAMESPACES);
    answer(program, SECCOMP_RET_ERRNO | EPERM);
    answer(program, SECCOMP_RET_ALLOW);
    return;
  }
  // A component is one process: an attempt at a second ends it, and is reported as such.
  inspect(program, SYS_clone, 3, 0);
  emit(program, BPF_JMP | BPF_JSET | BPF_K, 1, 0, CLONE_THREAD);
  answer(program, SECCOMP_RET_KILL_PROCESS);
  answer(program, SECCOMP_RET_ALLOW);
#if defined(__x86_64__)
  refuse(program, SYS_fork, SECCOMP_RET_KILL_PROCESS);
  refuse(program, SYS_vfork, SECCOMP_RET_KILL_PROCESS);
#endif
}

static void add_self_rules(struct program *program, enum profile profile, uint32_t self) {
  if (profile == PROFILE_RUN) {
    only_itself(program, SYS_kill, self, self);
    only_itself(program, SYS_tgkill, self, self);
  }
  const uint32_t scheduling[] = {
    SYS_prlimit64, SYS_sched_setaffinity, SYS_sched_setscheduler, SYS_sched_setparam,
    SYS_sched_setattr,
  };
  // A compiler's helpers have process numbers of their own, so there only 0 means "itself".
  uint32_t named = profile == PROFILE_RUN ? self : 0;
  for (size_t i = 0; i < sizeof scheduling / sizeof *scheduling; i++) {
    only_itself(program, scheduling[i], named, 0);
  }
}

void add_rules(struct program *program, enum profile profile, uint32_t self) {
  uint8_t mask = profile == PROFILE_RUN ? IN_RUN : IN_BUILD;
  for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
    if ((refusals[i].profiles & mask) == 0) continue;
    refuse(program, refusals[i].call, SECCOMP_RET_ERRNO | refusals[i].error);
  }
  add_process_rules(program, profile);
  add_self_rules(program, profile, self);
  not_value(program, SYS_ioctl, 1, TIOCSTI);
  not_value(program, SYS_ioctl, 1, TIOCLINUX);
  not_value(program, SYS_prctl, 0, PR_SET_PDEATHSIG);
  not_value(program, SYS_prctl, 0, PR_SET_DUMPABLE);
  not_value(program, SYS_prctl, 0, PR_SET_CHILD_SUBREAPER);
  not_value(program, SYS_prctl, 0, PR_SET_PTRACER);
}
