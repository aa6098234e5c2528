#define _GNU_SOURCE
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "box.h"

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "edalab-box has no table of system calls for this architecture"
#endif

enum { FIRST_X32_CALL = 0x40000000, LAST_KNOWN_CALL = 462 };

void emit(struct program *program, uint16_t code, uint8_t yes, uint8_t no, uint32_t value) {
  struct sock_filter instruction = {code, yes, no, value};
  program->code[program->length++] = instruction;
}

// The 32-bit entries have numbers of their own, which no rule below would match: they end here.
static void open_program(struct program *program) {
  emit(program, BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, arch));
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, THIS_ARCHITECTURE);
  emit(program, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_KILL_PROCESS);
  emit(program, BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, nr));
  emit(program, BPF_JMP | BPF_JGE | BPF_K, 0, 1, FIRST_X32_CALL);
  emit(program, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_KILL_PROCESS);
  // What a later kernel adds is refused as if it were absent, which programs expect.
  emit(program, BPF_JMP | BPF_JGT | BPF_K, 0, 1, LAST_KNOWN_CALL);
  emit(program, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | 38 /* ENOSYS */);
}

int enter_filter(enum profile profile) {
  static struct program program;
  program.length = 0;
  open_program(&program);
  add_rules(&program, profile, (uint32_t)getpid());
  emit(&program, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW);
  struct sock_fprog filter = {program.length, program.code};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
}
