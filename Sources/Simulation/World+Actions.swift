package import EDARuntime

extension World {
  /// One of the things that could happen next.
  enum Option: Equatable {
    case answer(Int)
    case deliver(Delivery)
  }

  /// What the driver has to do next. Performs the call that the chosen node waits for.
  package mutating func nextAction() -> Action {
    guard outcome == .running else { return .finish }
    guard steps.count < plan.maximumSteps else {
      outcome = .endless
      return .finish
    }
    if let down = nodes.firstIndex(where: { $0.activity.isDown }) { return start(down) }
    // Before anything else moves on: here is where the point was seen when the run was not crashed.
    if let crash = plannedCrashHere { return self.crash(crash.node, at: crash.point) }
    switch chooseOption() {
    case .answer(let node): return answer(node)
    case .deliver(let delivery): return send(delivery)
    case nil:
      outcome = .finished
      return .finish
    }
  }

  /// Starts an instance on what has survived. It knows nothing of the one before it, and as in any
  /// new process its sets and dictionaries are in an order of their own.
  private mutating func start(_ index: Int) -> Action {
    nodes[index].incarnation += 1
    let incarnation = nodes[index].incarnation
    let purpose = "\(nodes[index].name)/\(incarnation)"
    nodes[index].epoch = Seed(number: seed.number("epoch/" + purpose)).description
    steps.append(.started(node: nodes[index].name, incarnation: incarnation))
    nodes[index].activity = .idle
    return .start(
      node: nodes[index].name,
      .start(
        epoch: nodes[index].epoch, hashSeed: seed.number("hash order \(hashVariant) of \(purpose)"),
        randomSeed: seed.number("random/" + purpose), setup: nodes[index].setup))
  }

  /// One of the enabled actions. If nothing is enabled, time moves on to the next input; nil if
  /// there is none.
  private mutating func chooseOption() -> Option? {
    while true {
      if let first = enabledOption(0) {
        let chosen = choose()
        return chosen == 0 ? first : enabledOption(chosen)
      }
      guard let next = pending.earliest, next > now else { return nil }
      now = next
    }
  }

  /// The enabled actions by number: calls that wait for their answer, then inputs that have
  /// arrived, each in the order of the nodes.
  private func enabledOption(_ number: Int) -> Option? {
    var left = number
    for index in nodes.indices where nodes[index].activity.canBeAnswered {
      if left == 0 { return .answer(index) }
      left -= 1
    }
    for node in nodes where node.activity.isIdle {
      guard let delivery = pending.next(for: node.name, by: now) else { continue }
      if left == 0 { return .deliver(delivery) }
      left -= 1
    }
    return nil
  }

  private mutating func choose() -> Int {
    // A single node either waits for an answer or can be given its next input.
    guard nodes.count > 1 else { return 0 }
    var count = 1
    while enabledOption(count) != nil { count += 1 }
    guard count > 1 else { return 0 }
    let wanted = optionCounts.count < choices.count ? choices[optionCounts.count] : 0
    optionCounts.append(count)
    return wanted % count
  }

  private mutating func send(_ delivery: Delivery) -> Action {
    pending.remove(delivery)
    if delivery.input == .restart { return stop(delivery.node) }
    let index = index(of: delivery.node)
    let id = freshID()
    steps.append(.delivered(delivery))
    completeSync(delivery)
    nodes[index].activity = .busy(delivery, id: id)
    switch delivery.input {
    case .call(let body):
      return .exchange(node: delivery.node, .call(id: id, now: now, body: body))
    case .signal(let signal):
      if case .timer(let name) = signal { nodes[index].timers[name] = nil }
      return .exchange(node: delivery.node, .signal(id: id, now: now, signal: signal))
    case .restart: preconditionFailure("a restart is no input for an instance")
    }
  }

  /// What was synced is durable from the moment at which the component is told.
  private mutating func completeSync(_ delivery: Delivery) {
    guard case .signal(.synced(let token)) = delivery.input,
      let sync = syncs.removeValue(forKey: token.number)
    else { return }
    files[sync.file]?.completeSync(of: sync.contents)
  }
}

extension World {
  /// Takes what a node answered to the last action.
  package mutating func receive(_ response: Response, from node: String) {
    let index = index(of: node)
    let state = nodes[index]
    guard response.epoch == state.epoch else {
      return violate(node, "the response carries the epoch of another instance")
    }
    switch (state.activity, response) {
    case (.idle, .hello): return
    case (.busy(let delivery, let id), _) where response.id == id:
      take(response, for: delivery, id: id, at: index)
    default: violate(node, "the response answers no request that is open")
    }
  }

  /// The node's process ended although it was needed.
  package mutating func receiveEnd(of node: String) {
    nodes[index(of: node)].activity = .down
    outcome = .ended(node: node)
  }

  /// The node's stream is no sequence of frames.
  package mutating func receiveViolation(_ violation: FrameViolation, from node: String) {
    let detail = violation.detail.isEmpty ? "" : ": \(violation.detail)"
    violate(node, violation.code.rawValue + detail)
  }

  /// So many bytes of frames went to the nodes or came from them. How else the run has ended by now
  /// comes first.
  package mutating func note(frameBytes: Int) {
    self.frameBytes += frameBytes
    if outcome == .running, self.frameBytes > plan.maximumFrameBytes { outcome = .framesExceeded }
  }

  private mutating func violate(_ node: String, _ detail: String) {
    outcome = .violated(node: node, detail: detail)
  }

  private mutating func take(
    _ response: Response, for delivery: Delivery, id: String, at index: Int
  ) {
    switch response {
    case .hello: violate(nodes[index].name, "a second hello")
    case .ask(_, _, let call): nodes[index].activity = .asking(delivery, id: id, call)
    case .reply(_, _, let body): reply(to: delivery, at: index, body)
    case .failure(_, _, let body): fail(delivery, at: index, .failure(body))
    case .unfinished(_, _, let part): fail(delivery, at: index, .unfinished(part: part))
    case .thrown(_, _, let text): fail(delivery, at: index, .thrown(text: text))
    }
  }

  private mutating func reply(to delivery: Delivery, at index: Int, _ body: JSONValue) {
    nodes[index].activity = .idle
    answeredCount += 1
    steps.append(.replied(node: delivery.node, number: delivery.number, body: body))
    if case .peer(let asker) = delivery.origin { answer(asker, .peer(body)) }
  }

  private mutating func fail(_ delivery: Delivery, at index: Int, _ problem: Problem) {
    nodes[index].activity = .idle
    answeredCount += 1
    steps.append(.failed(node: delivery.node, number: delivery.number, problem))
    switch delivery.origin {
    case .peer(let asker): answer(asker, .refused("the peer failed"))
    case .plan: deliverAgain(delivery)
    case .property, .runtime: return
    }
  }

  /// At-least-once: what was not acknowledged comes again, until it has failed too often.
  mutating func deliverAgain(_ delivery: Delivery) {
    guard delivery.attempt < plan.maximumAttempts else { return steps.append(.gaveUp(delivery)) }
    var again = delivery
    again.attempt += 1
    again.at = now.advanced(byMilliseconds: plan.redeliveryMilliseconds)
    pending.add(again)
    steps.append(.redelivered(again))
  }
}

extension World {
  /// Adds an input whose reply a property waits for, and returns its number.
  package mutating func ask(_ body: JSONValue, of node: String) -> Int {
    let number = nextDeliveryNumber
    nextDeliveryNumber += 1
    if outcome == .finished { outcome = .running }
    pending.add(
      Delivery(number: number, node: node, input: .call(body), origin: .property, at: now))
    return number
  }

  /// Moves virtual time on to an instant up to which nothing is due.
  package mutating func advance(to instant: Instant) {
    now = max(now, instant)
    if outcome == .finished { outcome = .running }
  }
}

extension NodeState.Activity {
  var isDown: Bool { if case .down = self { true } else { false } }
  var isIdle: Bool { if case .idle = self { true } else { false } }

  var canBeAnswered: Bool {
    switch self {
    case .asking, .answered: true
    case .down, .idle, .busy, .waiting: false
    }
  }
}
