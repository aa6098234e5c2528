internal import EDARuntime
internal import Results
internal import Simulation

/// Writes the steps of a run down for people and programs: words, times and causes.
struct TraceBuilder {
  private let run: RecordedRun
  private let causes: [Int?]
  private let words: Words

  init(_ run: RecordedRun) {
    self.run = run
    words = run.tellingWords
    causes = Causes.of(run.world.steps)
  }

  /// All steps of the run.
  var steps: [TraceStep] { steps(in: 0..<run.world.steps.count) }

  func steps(in window: Range<Int>) -> [TraceStep] { window.map(step) }

  private func step(_ index: Int) -> TraceStep {
    var step = bare(run.world.steps[index], at: run.world.times[index].milliseconds)
    step.number = index + 1
    step.cause = causes[index]
    step.output = run.output[index + 1].map { String($0.suffix(2000)) }
    step.state = run.states[index + 1].map { String($0.prefix(2000)) }
    return step
  }

  /// The step without its place in the run.
  private func bare(_ step: Step, at: Int64) -> TraceStep {
    func make(
      _ kind: TraceStep.Kind, _ node: String, _ text: String, isFault: Bool = false
    ) -> TraceStep {
      TraceStep(number: 0, at: at, node: node, kind: kind, text: text, isFault: isFault)
    }
    switch step {
    case .started(let node, let incarnation):
      return make(.start, node, "instance \(incarnation)")
    case .delivered(let delivery): return delivered(delivery, at)
    case .performed(let node, let number, let call, let answer):
      var made = make(.call, node, Self.text(call, answer))
      made.call = number
      made.writes = Self.writes(call, answer)
      if case .peer(let peer, _) = call { made.other = peer }
      return made
    case .replied(let node, let number, let body):
      return Self.numbered(make(.reply, node, words.reply(body)), number)
    case .failed(let node, let number, let problem):
      return Self.numbered(make(.error, node, text(problem)), number)
    case .crashed(let node, let point, let calls):
      return make(
        .crash, node, Self.place(point, calls: calls, in: run.world.steps), isFault: true)
    case .survived(let node, let file, let size, let all):
      return make(
        .disk, node,
        size <= all
          ? "of the \(all) bytes of \(file), \(size) survive"
          : "the cut of \(file) to \(all) bytes is lost: it has \(size)", isFault: true)
    case .stopped(let node): return make(.stop, node, "stopped as planned", isFault: true)
    case .redelivered(let delivery):
      return Self.numbered(
        make(.redeliver, delivery.node, "at \(delivery.at)"), delivery.number)
    case .gaveUp(let delivery):
      let made = make(.giveUp, delivery.node, "after \(delivery.attempt) attempts")
      return Self.numbered(made, delivery.number)
    case .held, .lostAnswer, .lostPublish, .cut, .healed, .stalled, .resumed, .clockSet:
      return disturbed(step, at)
    }
  }

  private func disturbed(_ step: Step, _ at: Int64) -> TraceStep {
    func make(_ kind: TraceStep.Kind, _ node: String, _ text: String) -> TraceStep {
      TraceStep(
        number: 0, at: at, node: node, kind: kind, text: text,
        isFault: kind != .heal && kind != .resume)
    }
    switch step {
    case .held(let delivery, let end):
      return Self.numbered(
        make(.lose, delivery.node, "cannot get through until \(end)"), delivery.number)
    case .lostAnswer(let node, let number):
      return Self.numbered(make(.lose, node, "the answer does not get through"), number)
    case .lostPublish(let node, let call, let fault):
      var made = make(.lose, node, fault.words)
      made.call = call
      return made
    case .cut(let cut):
      return Self.between(make(.cut, cut.node, "\(cut.words) until \(cut.until)"), cut)
    case .healed(let cut): return Self.between(make(.heal, cut.node, cut.words), cut)
    case .stalled(let node, let end): return make(.stall, node, "does nothing until \(end)")
    case .resumed(let node): return make(.resume, node, "goes on")
    case .clockSet(let node, let shift):
      let way = shift < 0 ? "back" : "forward"
      return make(.clock, node, "the clock is set \(way) by \(abs(shift)) ms")
    default: preconditionFailure("no disturbance: \(step)")
    }
  }

  private func delivered(_ delivery: Delivery, _ at: Int64) -> TraceStep {
    var step = TraceStep(
      number: 0, at: at, node: delivery.node, kind: .deliver, text: text(delivery.input))
    switch delivery.origin {
    case .peer(let asker): step.other = asker.node
    case .runtime: step.other = delivery.node
    case .plan, .property: break
    }
    if delivery.number > 0 { step.input = delivery.number }
    step.attempt = delivery.attempt
    step.isFault = delivery.isPoison
    return step
  }

  private func text(_ input: Delivery.Input) -> String {
    switch input {
    case .call(let body): words.call(body)
    case .signal(let signal): Self.text(signal)
    case .restart: "restart"
    }
  }

  private func text(_ problem: Problem) -> String {
    switch problem {
    case .failure(let body): words.failure(body)
    case .unfinished(let part): "\(part) is still to be written"
    case .thrown(let text): text
    }
  }

  /// A step of a link has the link's other end.
  private static func between(_ step: TraceStep, _ cut: Cut) -> TraceStep {
    var step = step
    step.other = cut.other
    return step
  }

  private static func numbered(_ step: TraceStep, _ number: Int) -> TraceStep {
    var step = step
    if number > 0 { step.input = number }
    return step
  }

  /// Where a crash fell, in words.
  static func place(_ point: CrashPoint, calls: Int, in steps: [Step]) -> String {
    switch point {
    case .before: return "right before call \(calls + 1)"
    case .after: return "right after call \(calls)\(name(ofCall: calls, in: steps))"
    case .idle(nil): return "before its first input"
    case .idle(let input?):
      return input.number > 0
        ? "after it answered #\(input.number), before its next input" : "between two inputs"
    }
  }

  private static func name(ofCall number: Int, in steps: [Step]) -> String {
    for case .performed(_, number, let call, _) in steps { return " (\(shortened(text(call))))" }
    return ""
  }

  /// A place need not say all that was written: the step above it does.
  private static func shortened(_ text: String) -> String {
    text.count > 48 ? text.prefix(47) + "…" : text
  }
}

extension PublishFault {
  var words: String {
    switch self {
    case .confirmLost: "the message arrives, its confirm is lost"
    case .messageLost: "the message is lost on its way to the broker"
    case .refused: "the broker refuses the message"
    }
  }
}

extension Cut {
  var words: String {
    let end = other ?? "the network"
    switch direction {
    case .both: return "between \(node) and \(end)"
    case .inbound: return "from \(end) to \(node)"
    case .outbound: return "from \(node) to \(end)"
    }
  }
}
