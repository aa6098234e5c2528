/// How strongly a process is kept from everything else. Each level includes those below it.
package enum IsolationLevel: Int, Sendable, Comparable, Codable, CaseIterable {
  /// Limits only: a result of this level is a self-assessment at most.
  case reduced = 0
  /// A user of its own, system calls filtered.
  case uid = 1
  /// Files, signals and sockets closed by Landlock.
  case landlock = 2
  /// Its own view of files, processes and network.
  case namespaces = 3

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// What stands on every result: `isolation: 3`, or `isolation: 0 REDUCED` below level 2.
  package var label: String {
    "isolation: \(rawValue)" + (self < .landlock ? " REDUCED" : "")
  }
}
