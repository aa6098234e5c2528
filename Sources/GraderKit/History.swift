public import EDARuntime
internal import Simulation

/// One run of a scenario, over: what was delivered, what was answered, what is left in the stores.
public struct History<Lab: Bridge> {
  let run: RecordedRun
  let seen = Tally()

  init(run: RecordedRun) { self.run = run }

  /// Counts something that was seen, for the invariant's witness.
  public func saw(_ name: String, _ count: Int = 1) { seen.add(name, count) }

  /// What stands in a store at the end.
  public func store(_ name: String = "main") -> StoreView { StoreView(run.world.stores[name]) }

  /// Every reply with the call that it answers, in the order of the replies. A call that was
  /// delivered twice appears twice.
  public func replies() throws -> [(call: Lab.Call, reply: Lab.Reply)] {
    let calls = run.world.calls
    return try run.world.steps.compactMap { step in
      guard case .replied(_, let number, let body) = step, let call = calls[number] else {
        return nil
      }
      guard let reply = try? ValueDecoder.decode(Lab.Reply.self, from: body) else {
        throw ForeignReply()
      }
      return (try ValueDecoder.decode(Lab.Call.self, from: call), reply)
    }
  }

  /// Everything that components answered, errors included, and where an instance ended, in order. A
  /// call that was delivered twice appears twice.
  public func moments() throws -> [Moment<Lab>] {
    try Moment.all(in: run.world.steps[...]).map(\.moment)
  }

  /// Goes through the moments. A failure that `body` throws is reported at its moment: the timeline
  /// of a run without a crash ends there.
  public func follow(_ body: (Moment<Lab>) throws -> Void) throws {
    for (step, moment) in try Moment<Lab>.all(in: run.world.steps[...]) {
      do {
        try body(moment)
      } catch var failure as CheckFailure {
        failure.step = failure.step ?? step
        throw failure
      }
    }
  }

  /// Every call of the scenario, each once and in the order of the plan: what was to be done,
  /// whatever faults made of it and whatever the component answered.
  public func planned() throws -> [Lab.Call] {
    try calls { !$0.isPoison }
  }

  /// The calls that were delivered as poison.
  public func poison() throws -> [Lab.Call] { try calls(where: \.isPoison) }

  private func calls(where isWanted: (Delivery) -> Bool) throws -> [Lab.Call] {
    try run.world.plan.deliveries.filter(isWanted).compactMap { delivery in
      guard case .call(let body) = delivery.input else { return nil }
      return try ValueDecoder.decode(Lab.Call.self, from: body)
    }
  }

  /// What components did to their stores in this run.
  public var storeWork: StoreWork { StoreWork(run.world.steps) }

  /// How many deliveries were answered by an error.
  public var errorCount: Int {
    run.world.steps.count { if case .failed = $0 { true } else { false } }
  }

  /// How many times an instance was killed.
  public var crashCount: Int {
    run.world.steps.count { if case .crashed = $0 { true } else { false } }
  }

  /// How many inputs arrived, redeliveries included.
  public var deliveryCount: Int {
    run.world.steps.count { if case .delivered = $0 { true } else { false } }
  }

  /// Messages that components handed to the broker, in order.
  public var published: [(channel: String, envelope: Envelope)] {
    run.world.published.map { ($0.channel, $0.envelope) }
  }
}

/// Counts by name; shared by the copies of a history.
final class Tally {
  private(set) var counts: [String: Int] = [:]

  func add(_ name: String, _ count: Int) { counts[name, default: 0] += count }
}
