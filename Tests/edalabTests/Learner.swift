import Foundation
import Glibc
import TestSupport
import Testing

/// A person with a home, perhaps with the record on another disk.
struct Learner {
  let home: TemporaryFolder
  var data: String?
  /// How long a command may take; nil for what a child process may by itself.
  var limit: Duration?

  var store: String { (data ?? home.path + "/.local/share") + "/edalab/progress.sqlite" }

  func edalab(_ arguments: String..., input: String = "") throws -> ChildOutcome {
    var child = ChildProcess(Repository.root + "/edalab", arguments)
    child.folder = home.path
    child.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": home.path,
      "EDALAB_NO_BUILD": "1",
    ]
    if let data { child.environment["XDG_DATA_HOME"] = data }
    child.input = input
    if let limit { child.limit = limit }
    return try child.run()
  }

  /// Records one event for each workspace.
  func open(_ workspaces: String...) throws {
    for name in workspaces {
      let outcome = try edalab("start", home[name], "--no-input")
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
  }

  /// Changes bytes of the record behind its back.
  func damage(_ change: (inout Data) -> Void) throws {
    var bytes = try Data(contentsOf: URL(filePath: store))
    change(&bytes)
    try bytes.write(to: URL(filePath: store))
  }
}
