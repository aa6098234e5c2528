#include "CTerminal.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/vfs.h>
#include <termios.h>
#include <unistd.h>

/* What handlers read is static: they may not allocate, and there is one terminal. */
static struct termios old_mode;
static struct termios our_mode;
static int input_descriptor = -1;
static int output_descriptor = -1;
static volatile sig_atomic_t is_entered = 0;
static volatile sig_atomic_t has_changed = 0;

/* Ends every style, shows the cursor, leaves nothing behind that the next prompt could inherit. */
static const char reset_text[] = "\033[0m\033[?25h";

static const int fatal_signals[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGHUP};

static void handle(int number, void (*handler)(int), int flags) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  action.sa_flags = flags;
  sigaction(number, &action, NULL);
}

static void put_back(void) {
  int saved = errno;
  if (is_entered) {
    tcsetattr(input_descriptor, TCSANOW, &old_mode);
    ssize_t ignored = write(output_descriptor, reset_text, sizeof reset_text - 1);
    (void)ignored;
  }
  errno = saved;
}

/* The signal takes its usual effect when the handler returns, because it is blocked until then. */
static void end_or_stop(int number) {
  put_back();
  handle(number, SIG_DFL, 0);
  raise(number);
}

static void go_on(int number) {
  (void)number;
  int saved = errno;
  if (is_entered) {
    tcsetattr(input_descriptor, TCSANOW, &our_mode);
    handle(SIGTSTP, end_or_stop, 0);
    has_changed = 1;
  }
  errno = saved;
}

static void note_size(int number) {
  (void)number;
  has_changed = 1;
}

int edalab_terminal_enter(int input, int output) {
  if (is_entered) return 0;
  if (tcgetattr(input, &old_mode) != 0) return errno;
  our_mode = old_mode;
  our_mode.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
  our_mode.c_cc[VMIN] = 1;
  our_mode.c_cc[VTIME] = 0;
  input_descriptor = input;
  output_descriptor = output;
  /* Handlers first: a signal between the two lines finds the old mode to put back. */
  is_entered = 1;
  for (size_t i = 0; i < sizeof fatal_signals / sizeof *fatal_signals; i++)
    handle(fatal_signals[i], end_or_stop, 0);
  handle(SIGTSTP, end_or_stop, 0);
  handle(SIGCONT, go_on, 0);
  handle(SIGWINCH, note_size, 0);
  if (tcsetattr(input, TCSANOW, &our_mode) == 0) return 0;
  int number = errno;
  is_entered = 0;
  return number;
}

void edalab_terminal_leave(void) {
  put_back();
  is_entered = 0;
}

int edalab_terminal_take_change(void) {
  int changed = has_changed;
  has_changed = 0;
  return changed;
}

int edalab_folder_is_local(const char *path) {
  /* NFS, SMB, SMB2, CIFS, 9P (shared with the host), FUSE, VirtualBox, AFS, Ceph. */
  static const unsigned long remote[] = {0x6969,     0x517b,     0xfe534d42, 0xff534d42, 0x01021997,
                                         0x65735546, 0x786f4256, 0x6b414653, 0x00c36400};
  struct statfs facts;
  if (statfs(path, &facts) != 0) return 0;
  for (size_t i = 0; i < sizeof remote / sizeof *remote; i++)
    if ((unsigned long)facts.f_type == remote[i]) return 0;
  return 1;
}
