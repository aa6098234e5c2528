import EDARuntime
import GraderKit

/// When the last append of a script comes.
enum Pause: String {
  /// At once: nothing is on disk yet.
  case none
  /// When all before it is on disk.
  case settled
  /// The same, and a new process has the store.
  case restarted
}

extension Bench {
  /// Performs scripts, each on a stream of its own; other streams have events with the same ids,
  /// which changes nothing. Returns how many repetitions there were.
  mutating func perform(_ scripts: [Script], _ pause: Pause) throws -> Int {
    switch pause {
    case .none, .settled:
      for script in scripts {
        try begin(script, pause)
        if pause == .settled { try settle() }
        try finish(script, pause)
      }
    case .restarted:
      for script in scripts { try begin(script, pause) }
      try restart()
      for script in scripts { try finish(script, pause) }
    }
    return scripts.count { $0.ending == .repetition }
  }

  private mutating func begin(_ script: Script, _ pause: Pause) throws {
    for append in script.first { try agree(on: script.call(append, pause)) }
  }

  private mutating func finish(_ script: Script, _ pause: Pause) throws {
    let call = script.call(script.last, pause)
    let isRefused =
      try script.ending == .appended ? agree(on: call) : agreeWithoutWriting(on: call)
    // The table and the model have to say the same.
    try expect(isRefused, equals: script.ending == .refused, "\(script.name) is refused")
    try expect(
      model.events(of: script.stream(pause)).count, equals: script.count,
      "events after \(script.name)")
  }
}

extension Script {
  fileprivate func stream(_ pause: Pause) -> String { "\(name)-\(pause)" }

  fileprivate func call(_ append: (events: [Int], expected: Expected), _ pause: Pause) -> Call {
    let events = append.events.map { Event(id: "\($0)", type: "t", data: []) }
    return .append(events, to: stream(pause), append.expected)
  }
}
