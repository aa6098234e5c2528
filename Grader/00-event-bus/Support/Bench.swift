import EDARuntime
import GraderKit

/// A bus under test with the model beside it: both get the same calls.
struct Bench {
  private let bus: Component<EventBus>
  private var judge = Judge()

  init(_ bus: Component<EventBus>) { self.bus = bus }

  /// Performs the calls on both and fails at the first reply that differs. Returns the replies.
  @discardableResult
  mutating func agree(on calls: [Call]) throws -> [Reply] {
    try calls.map { call in
      let reply = try bus.call(call)
      try judge.expect(reply, to: call)
      return reply
    }
  }
}

extension Sequence<Reply> {
  /// How often handlers did something.
  func count(of deeds: EventBus.Deed...) -> Int {
    reduce(0) { sum, reply in
      guard case .handled(let entries) = reply else { return sum }
      return sum + entries.count { deeds.contains($0.deed) }
    }
  }

  /// How many events were refused.
  var refusalCount: Int { count { if case .refused = $0 { true } else { false } } }
}
