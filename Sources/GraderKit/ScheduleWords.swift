internal import EDARuntime
internal import Simulation

/// A plan as people read it: one line for each message and each fault, in the order in which they
/// act.
enum ScheduleWords {
  static func lines(of run: RecordedRun) -> [String] {
    let plan = run.world.plan
    let words = run.tellingWords
    return plan.deliveries.map { message($0, words) }
      + plan.disturbances.map { "FAULT " + fault($0, in: run) }
      + (plan.choices.contains { $0 != 0 }
        ? ["the nodes take turns as drawn"] : [])
  }

  private static func message(_ delivery: Delivery, _ words: Words) -> String {
    let start = "#\(delivery.number) at \(delivery.at) to \(delivery.node): "
    switch delivery.input {
    case .call(let body): return start + (delivery.isPoison ? "POISON " : "") + words.call(body)
    case .restart: return "\(delivery.node) is restarted at \(delivery.at)"
    case .signal(let signal): return start + TraceBuilder.text(signal)
    }
  }

  private static func fault(_ disturbance: Disturbance, in run: RecordedRun) -> String {
    switch disturbance {
    case .duplicate(let name, let later): "\(text(name)) arrives once more, \(later) ms later"
    case .swap(let a, let b): "\(text(a)) and \(text(b)) arrive at each other's time"
    case .loss(let name): "\(text(name)) is lost, and comes again later"
    case .delay(let name, let late): "\(text(name)) is late by \(late) ms"
    case .crash(let crash): "\(crash.node) crashes \(place(of: crash, in: run))"
    case .cut(let cut): self.cut(cut, in: run)
    case .publish(let number, let fault): "published message \(number): \(fault.words)"
    case .clock(let node, let at, let shift):
      "the clock of \(node) is set \(shift < 0 ? "back" : "forward") by \(abs(shift)) ms at \(at)"
    case .stall(let stall): "\(stall.node) does nothing for \(stall.milliseconds) ms\(start(stall))"
    }
  }

  /// Where nodes call each other, it is said whether these calls are cut, too.
  private static func cut(_ cut: Cut, in run: RecordedRun) -> String {
    let words = "no link \(cut.words) from \(cut.from) until \(cut.until)"
    guard cut.other == nil else { return words + "; calls between the two nodes fail" }
    return run.hasPeerCalls ? words + "; calls to other nodes get through" : words
  }

  private static func text(_ name: InputName) -> String {
    "#\(name.number)" + (name.attempt > 1 ? " (attempt \(name.attempt))" : "")
  }

  private static func start(_ stall: Stall) -> String {
    switch stall.start {
    case .at(let at): " from \(at)"
    case .point: ", in the middle of an input"
    }
  }

  private static func place(of crash: Crash, in run: RecordedRun) -> String {
    let steps = run.world.steps
    for case .crashed(crash.node, crash.point, let calls) in steps {
      return TraceBuilder.place(crash.point, calls: calls, in: steps)
    }
    return "where the run did not come to"
  }
}

extension RecordedRun {
  /// Whether a node has called another one.
  fileprivate var hasPeerCalls: Bool {
    world.steps.contains { step in
      if case .performed(_, _, .peer, _) = step { true } else { false }
    }
  }
}
