import Foundation
import Glibc
import TestSupport
import Testing

/// Whatever ends or stops the tool, the terminal is as it was.
@Suite(.serialized)
struct TerminalGuardTests {
  /// A shell at a terminal, in a folder with a workspace, whose `start` waits for a save.
  private func atWork(_ body: (TmuxScreen, TemporaryFolder) throws -> Void) throws {
    try withTemporaryFolder(named: "edalab-guard") { home in
      let screen = try TmuxScreen(
        columns: 80, rows: 24, folder: home.path,
        environment: [
          "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": home.path,
          "EDALAB_NO_BUILD": "1", "PS1": "$ ", "LANG": "C.UTF-8",
        ])
      defer { screen.close() }
      try screen.run("stty -g > before")
      try screen.run(
        "'\(Repository.root)/edalab' start space --lab 15; echo $? > code; stty -g > after")
      try screen.wait(for: "q quit")
      try body(screen, home)
    }
  }

  /// Waits for a file that the shell writes when edalab is gone.
  private func wait(for name: String, in home: TemporaryFolder) throws {
    let deadline = ContinuousClock.now + .seconds(300)
    while (try? home.text(of: name))?.isEmpty != false {
      try #require(ContinuousClock.now < deadline, "\(name) was not written")
      usleep(50_000)
    }
  }

  private func process(_ home: TemporaryFolder) throws -> pid_t {
    let found = try ChildProcess("pgrep", ["-f", "edalab start space"]).run()
    let numbers = found.output.split(separator: "\n").compactMap { pid_t($0) }
    return try #require(
      numbers.first { number in
        let place = try? FileManager.default.destinationOfSymbolicLink(
          atPath: "/proc/\(number)/cwd")
        return place == home.path
      })
  }

  @Test(
    "a signal that ends it leaves the terminal as it was",
    arguments: [SIGILL, SIGSEGV, SIGABRT, SIGHUP, SIGTERM])
  func restores(number: Int32) throws {
    try atWork { screen, home in
      kill(try process(home), number)
      try wait(for: "after", in: home)
      #expect(try home.text(of: "before") == (try home.text(of: "after")))
    }
  }

  @Test("Ctrl-C leaves with 130 and the terminal as it was")
  func interrupt() throws {
    try atWork { screen, home in
      try screen.press("C-c")
      try wait(for: "after", in: home)
      #expect(try home.text(of: "code") == "130\n")
      #expect(try home.text(of: "before") == (try home.text(of: "after")))
    }
  }

  @Test("Ctrl-Z gives the terminal to the shell, and fg takes it again")
  func stop() throws {
    try atWork { screen, home in
      try screen.press("C-z")
      try screen.wait(for: "Stopped")
      try screen.run("stty -g > stopped")
      try screen.run("fg")
      try screen.wait(for: "q quit")
      try screen.press("?")
      try screen.wait(for: "list lessons and labs")
      try screen.press("q")
      try screen.wait(for: "what was recorded stays")
      // Until the shell has the terminal again, what is typed is edalab's.
      for _ in 0..<60 where !home.has("last") {
        try screen.run("stty -g > last")
        usleep(500_000)
      }
      for moment in ["stopped", "last"] {
        #expect(try home.text(of: "before") == (try home.text(of: moment)), "\(moment)")
      }
    }
  }

  @Test("a window of another size gets lines of its width")
  func resize() throws {
    try atWork { screen, _ in
      try screen.resize(columns: 50, rows: 20)
      try screen.press("?")
      try screen.wait(for: "? keys")
      let lines = try screen.text().split(separator: "\n")
      let footer = try #require(lines.last { $0.contains("? keys") })
      #expect(footer.count < 50)
    }
  }
}
