import Foundation
import Glibc

/// A terminal of its own with a shell in it, as a person would sit at it: keys go in, the screen is
/// read.
package final class TmuxScreen {
  /// The words did not come within the time.
  package struct NotShown: Error, CustomStringConvertible {
    package let words: String
    package let screen: String

    package var description: String { "'\(words)' is not on the screen:\n\(screen)" }
  }

  private let socket = "edalab-\(getpid())-\(UUID().uuidString.prefix(8))"
  private let environment: [String: String]

  /// - Parameters:
  ///   - environment: all that the shell finds in its environment besides the terminal's own.
  ///   - user: the shell runs as this user; needs root. Nil for the user of the tests.
  package init(
    columns: Int, rows: Int, folder: String, environment: [String: String], user: Int? = nil
  ) throws {
    var environment = environment
    environment["TMUX_TMPDIR"] = "/tmp"
    self.environment = environment
    let become =
      user.map { ["setpriv", "--reuid=\($0)", "--regid=\($0)", "--clear-groups"] } ?? []
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    let shell = become + ["env", "-i"] + variables + ["TERM=xterm-256color", "bash", "--norc"]
    let command = shell.map { "'\($0.replacing("'", with: "'\\''"))'" }.joined(separator: " ")
    try tmux(
      [
        "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c", folder,
        command,
      ])
    try tmux(["set-option", "-g", "history-limit", "20000"])
  }

  package func close() { _ = try? tmux(["kill-server"]) }

  /// Types text as it stands.
  package func type(_ text: String) throws { try tmux(["send-keys", "-l", text]) }

  /// Presses a key by tmux's name for it: `Enter`, `C-c`, `Space`.
  package func press(_ key: String) throws { try tmux(["send-keys", key]) }

  /// A line for the shell.
  package func run(_ command: String) throws {
    try type(command)
    try press("Enter")
  }

  package func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// What is on the screen; with `history` also what scrolled away.
  package func text(history: Bool = false) throws -> String {
    try tmux(["capture-pane", "-p"] + (history ? ["-S", "-"] : []))
  }

  /// Waits until words are on the screen, or have been.
  package func wait(for words: String, history: Bool = false, seconds: Int = 300) throws {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
      if try text(history: history).contains(words) { return }
      usleep(100_000)
    }
    throw NotShown(words: words, screen: try text(history: true))
  }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    var child = ChildProcess("tmux", ["-L", socket] + arguments)
    child.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "TMUX_TMPDIR": "/tmp",
      "LANG": "C.UTF-8",
    ]
    child.limit = .seconds(20)
    let outcome = try child.run()
    guard outcome.code == 0 else { throw Failed(arguments: arguments, errors: outcome.errors) }
    return outcome.output
  }

  private struct Failed: Error {
    let arguments: [String]
    let errors: String
  }
}
