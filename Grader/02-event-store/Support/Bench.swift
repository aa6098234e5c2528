import EDARuntime
import GraderKit

/// A store under test with the model beside it: both get the same calls.
struct Bench {
  let store: Component<EventStores>
  private(set) var model: Model
  var freshCount = 0

  /// A store in which these appends, if any, are on disk.
  init(_ store: Component<EventStores>, holding appends: [Call] = []) {
    self.store = store
    model = Model(holding: appends)
  }

  /// Events that no stream has: short ones, of random data.
  mutating func fresh(_ count: Int, _ random: inout RandomNumbers) -> [Event] {
    (0..<count).map { _ in
      freshCount += 1
      let data = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        UInt8.random(in: .min ... .max, using: &random)
      }
      return Event(id: "e\(freshCount)", type: "t", data: data)
    }
  }

  /// Performs a call on both and fails if the answers differ. Says whether it was refused.
  @discardableResult
  mutating func agree(on call: Call) throws -> Bool {
    switch model.answer(to: call) {
    case .success(let reply):
      try store.expect(call, equals: reply)
      return false
    case .failure(let failure):
      try store.expect(call, throws: failure)
      return true
    }
  }

  /// The same for everything that readers can see, and for some streams.
  mutating func agreeOnContents(of streams: [String]) throws {
    try agree(on: .readAll(after: -1, limit: 1000))
    for stream in streams {
      try agree(on: .readStream(stream, from: 0, .forward, limit: 1000))
    }
  }

  /// The same, and not a byte of the file is another one afterwards.
  @discardableResult
  mutating func agreeWithoutWriting(on call: Call) throws -> Bool {
    let before = store.file("events")
    let isRefused = try agree(on: call)
    let after = store.file("events")
    guard before != after else { return isRefused }
    throw CheckFailure(
      "\(call) was \(isRefused ? "refused" : "nothing new"), and the file has changed",
      expected: "the \(before.count) bytes that it had",
      actual: before.count == after.count ? "other bytes" : "\(after.count) bytes")
  }

  /// Lets the disk work so long.
  mutating func wait(milliseconds: Int64) throws {
    for moment in try store.world.pass(milliseconds: milliseconds) { try model.hear(moment) }
  }

  /// Lets the disk finish: then everything is acknowledged.
  mutating func settle() throws {
    try wait(milliseconds: 100)
    try expect(
      Reply.acknowledged(upTo: model.acknowledged),
      equals: Reply.acknowledged(upTo: model.lastPosition),
      "what the store has said when all its syncs are done")
  }

  /// Kills the process when everything is on disk. What the next one finds is acknowledged.
  mutating func restart() throws {
    try settle()
    try store.crash()
  }
}

extension Model {
  /// Takes over what the store says about a sync. It takes nothing back, and promises nothing that
  /// it was not given.
  mutating func hear(_ moment: Moment<EventStores>) throws {
    guard case .told(.synced, let answer) = moment else { return }
    guard case .reply(.acknowledged(let position)) = answer else {
      throw CheckFailure(
        "`synced` was answered by an error", expected: "a position",
        actual: answer.map { "\($0)" } ?? "nothing")
    }
    guard (acknowledged...lastPosition).contains(position) else {
      throw CheckFailure(
        "`synced` returned a position that cannot be",
        expected: "\(acknowledged) to \(lastPosition): from what was acknowledged before to the"
          + " last event",
        actual: "\(position)")
    }
    acknowledged = position
  }
}
