internal import Glibc

/// A program that gets the terminal until it ends, such as an editor.
package struct ForegroundProgram: Sendable {
  /// The name, looked up in `PATH`, and the arguments.
  package let command: [String]

  package init(_ command: [String]) { self.command = command }

  /// The learner's editor with a file, from the variables that name it; nil if none does.
  ///
  /// A variable may hold arguments: `code --wait`. They are split at spaces, as every shell would
  /// split an unquoted variable.
  package static func editor(
    _ environment: [String: String], file: String
  ) -> ForegroundProgram? {
    for name in ["EDALAB_EDITOR", "VISUAL", "EDITOR"] {
      let words = (environment[name] ?? "").split(separator: " ").map(String.init)
      if !words.isEmpty { return ForegroundProgram(words + [file]) }
    }
    return nil
  }

  /// Runs it to its end and says how it left: its exit status, 127 if it cannot be started, 128 and
  /// more if a signal ended it. Ctrl-C is the program's meanwhile.
  package func run() -> Int32 {
    let before = signal(SIGINT, SIG_IGN)
    defer { signal(SIGINT, before) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var usual = sigset_t()
    sigemptyset(&usual)
    sigaddset(&usual, SIGINT)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    // A thread may block signals, and a child inherits that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    guard posix_spawnp(&child, command[0], nil, &attributes, &arguments, environ) == 0 else {
      return 127
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let number = status & 0x7f
    return number == 0 ? (status >> 8) & 0xff : 128 + number
  }
}
