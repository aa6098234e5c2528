import TestSupport

@testable import Sandbox

/// Small programs that tests put into a sandbox. The first byte of the first frame chooses what
/// the program does; the rest is its argument.
enum Components {
  /// The C component, compiled once per test run.
  static let path = CompiledProgram.c(source)

  /// A Swift program that fills or asks for too much memory.
  static let greedy = CompiledProgram.swift(greedySource, optimized: true)

  /// A component that does what `behaviour` says as soon as it is sent.
  static func start(
    _ behaviour: Behaviour, _ argument: String = "", in run: SandboxedRun
  ) throws -> ComponentInstance {
    let instance = try run.startInstance()
    _ = instance.send([behaviour.rawValue] + Array(argument.utf8), wallMilliseconds: 10_000)
    return instance
  }

  enum Behaviour: UInt8 {
    case echo = 101
    case loop, stubbornLoop, flood, fork, pause, exit, fault, read, environment, descriptors
    case printThenReply, replyThenPause, deaf, write, many, spawnThreads
  }

  private static let greedySource = """
    import Glibc
    var choice: UInt8 = 0
    _ = read(3, &choice, 1)
    if choice == 1 {
      let huge = [UInt8](repeating: 1, count: 10_000_000_000)
      exit(Int32(huge[5_000_000_000]))
    }
    final class Node { let next: Node?; init(_ next: Node?) { self.next = next } }
    if choice == 2 {
      var chain: [[Int]] = []
      while true { chain.append([Int](repeating: chain.count, count: 10_000)) }
    }
    var last: Node? = nil
    while true { last = Node(last) }
    """

  private static let source = #"""
    #include <errno.h>
    #include <fcntl.h>
    #include <pthread.h>
    #include <signal.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>
    static char buffer[1 << 16];
    static void reply(const char *text, size_t count) {
      while (count > 0) {
        ssize_t step = write(4, text, count);
        if (step <= 0) exit(9);
        text += step;
        count -= step;
      }
    }
    static void send_file(const char *path) {
      int file = open(path, O_RDONLY);
      if (file < 0) { const char *e = strerror(errno); reply(e, strlen(e)); return; }
      ssize_t n = read(file, buffer, sizeof buffer);
      reply("read:", 5);
      reply(buffer, n < 0 ? 0 : n);
    }
    static void list_descriptors(void) {
      for (int d = 0; d < 1024; d++) {
        char number[16];
        if (fcntl(d, F_GETFD) >= 0) { sprintf(number, "%d ", d); reply(number, strlen(number)); }
      }
    }
    extern char **environ;
    static void *spin(void *nothing) { for (;;) ; }
    int main(int argc, char **argv) {
      ssize_t n = read(3, buffer, sizeof buffer - 1);
      if (n < 1) return 0;
      buffer[n] = 0;
      const char *argument = strdup(buffer + 1);
      switch (buffer[0]) {
      case 101:
        reply(buffer + 1, n - 1);
        while ((n = read(3, buffer, sizeof buffer)) > 0) reply(buffer, n);
        return 0;
      case 102: for (;;) ;
      case 103: signal(SIGXCPU, SIG_IGN); for (;;) ;
      case 104: memset(buffer, 'x', sizeof buffer); for (;;) write(1, buffer, sizeof buffer);
      case 105: for (;;) fork();
      case 106: for (;;) pause();
      case 107: fputs("bye", stderr); return atoi(argument);
      case 108: *(volatile int *)8 = 1;
      case 109: send_file(argument); break;
      case 110: for (char **v = environ; *v; v++) { reply(*v, strlen(*v)); reply("\n", 1); } break;
      case 111: list_descriptors(); break;
      case 112: write(1, "printed", 7); reply("replied", 7); break;
      case 113: reply("half", 4); for (;;) pause();
      case 114: for (;;) pause();
      case 115: {
        int file = open(argument, O_WRONLY | O_CREAT, 0644);
        const char *e = file < 0 ? strerror(errno) : "wrote";
        reply(e, strlen(e));
        break;
      }
      case 116: {
        long left = atol(argument);
        memset(buffer, 'y', sizeof buffer);
        while (left > 0) left -= write(1, buffer, sizeof buffer);
        break;
      }
      case 117: { pthread_t t[3]; for (int i = 0; i < 3; i++) pthread_create(t + i, 0, spin, 0);
          spin(0); }
      }
      while (read(3, buffer, sizeof buffer) > 0) continue;
      return 0;
    }
    """#
}
