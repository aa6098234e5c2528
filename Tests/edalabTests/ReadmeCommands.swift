import TestSupport

/// The commands that a page shows in blocks marked `sh`.
enum ReadmeCommands {
  /// One command per line, in order; comments and empty lines are left out.
  static func commands(in page: String) -> [String] {
    var commands: [String] = []
    var isInside = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInside = !isInside && line == "```sh"
      } else if isInside, !line.isEmpty, !line.hasPrefix("#") {
        commands.append(String(line))
      }
    }
    return commands
  }

  /// How a test runs a command: what takes the place of words that name a person's folders, and the
  /// exit codes that keep what the page says.
  struct Run: Sendable {
    let command: String
    /// Exit codes that are right.
    let codes: Set<Int32>
    /// Words of the output that show that it did its work.
    let shows: [String]
  }

  /// Commands that a test runs as they are, one after the other, from the checkout's root. Without
  /// a terminal `start` says what comes next, and ends.
  static let runs = [
    Run(command: "./edalab start ~/eda", codes: [0], shows: ["eda"]),
    Run(command: "./edalab status", codes: [0], shows: []),
    Run(command: "./edalab check 15", codes: [1], shows: ["still to be written"]),
    Run(command: "./edalab doctor", codes: [0], shows: []),
    Run(command: "./edalab lab check 15", codes: [0], shows: []),
    Run(
      command: "./edalab grade Grader/15-topic-exchange/Submissions/accepted/simple --lab 15 "
        + "--report json=result.json --report junit=result.xml",
      codes: [0], shows: []),
  ]

  /// Commands that no test here runs, and why.
  static let notRun = [
    "./edalab course check": "is a step of Scripts/test of its own, and takes minutes",
    "Scripts/test": "is what runs this test",
  ]
}
