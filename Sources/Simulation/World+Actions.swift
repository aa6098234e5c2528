package import EDARuntime

extension World {
  /// One of the things that could happen next.
  enum Option: Equatable {
    case answer(Int)
    case deliver(Delivery)
  }

  /// What the driver has to do next. Performs the call that the chosen node waits for.
  package mutating func nextAction() -> Action {
    while true {
      if let action = act() { return action }
    }
  }

  /// Does what comes next; nil if that was nothing for the driver to do.
  private mutating func act() -> Action? {
    guard outcome == .running else { return .finish }
    guard steps.count < plan.maximumSteps else {
      outcome = .endless
      return .finish
    }
    passCalendar()
    resumeDue()
    if let down = nodes.firstIndex(where: { $0.activity.isDown }) { return start(down) }
    // Before anything else moves on: here is where the point was seen when the run was not crashed.
    if let crash = plannedCrashHere { return carryOut(crash) }
    pauseWherePlanned()
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
    record(.started(node: nodes[index].name, incarnation: incarnation))
    nodes[index].activity = .idle
    return .start(
      node: nodes[index].name,
      .start(
        epoch: nodes[index].epoch,
        hashSeed: seed.number("hash order \(plan.hashVariant) of \(purpose)"),
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
      guard let next = nextInstant() else { return nil }
      now = next
      passCalendar()
      resumeDue()
    }
  }

  /// The enabled actions by number: calls that wait for their answer, then inputs that have
  /// arrived, each in the order of the nodes.
  private func enabledOption(_ number: Int) -> Option? {
    var left = number
    for index in nodes.indices where nodes[index].activity.canBeAnswered && !isStalled(index) {
      if left == 0 { return .answer(index) }
      left -= 1
    }
    for index in nodes.indices where nodes[index].activity.isIdle && !isStalled(index) {
      guard let delivery = pending.next(for: nodes[index].name, by: now), isInTurn(delivery)
      else { continue }
      if left == 0 { return .deliver(delivery) }
      left -= 1
    }
    return nil
  }

  private func isStalled(_ index: Int) -> Bool { nodes[index].stalledUntil != nil }

  /// A property asks for one thing after the other, whichever nodes it asks.
  private func isInTurn(_ delivery: Delivery) -> Bool {
    guard delivery.origin == .property else { return true }
    return pending.firstAsked == delivery
      && !nodes.contains { $0.activity.delivery?.origin == .property }
  }

  private mutating func choose() -> Int {
    // A single node either waits for an answer or can be given its next input.
    guard nodes.count > 1 else { return 0 }
    var count = 1
    while enabledOption(count) != nil { count += 1 }
    guard count > 1 else { return 0 }
    let wanted = optionCounts.count < plan.choices.count ? plan.choices[optionCounts.count] : 0
    optionCounts.append(count)
    return wanted % count
  }

  private mutating func send(_ delivery: Delivery) -> Action? {
    pending.remove(delivery)
    if delivery.input == .restart { return stop(delivery.node) }
    if let end = heldUntil(delivery) {
      hold(delivery, until: end)
      return nil
    }
    let index = index(of: delivery.node)
    let id = freshID()
    record(.delivered(delivery))
    completeSync(delivery)
    nodes[index].activity = .busy(delivery, id: id)
    nodes[index].callsOfInput = 0
    let now = localTime(of: index)
    switch delivery.input {
    case .call(let body):
      return .exchange(node: delivery.node, .call(id: id, now: now, body: body))
    case .signal(let signal):
      return .exchange(node: delivery.node, .signal(id: id, now: now, signal: signal))
    case .restart: preconditionFailure("a restart is no input for an instance")
    }
  }

  /// What the network has for a node that it cannot reach waits until it can.
  private func heldUntil(_ delivery: Delivery) -> Instant? {
    guard delivery.origin == .plan else { return nil }
    return cut(of: delivery.node, other: nil, inbound: true)?.until
  }

  private mutating func hold(_ delivery: Delivery, until end: Instant) {
    var held = delivery
    held.at = end
    pending.add(held)
    record(.held(delivery, until: end))
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
    case .inspection: violate(nodes[index].name, "an inspection that nobody asked for")
    case .ask(_, _, let call): nodes[index].activity = .asking(delivery, id: id, call)
    case .reply(_, _, let body): reply(to: delivery, at: index, body)
    case .failure(_, _, let body): fail(delivery, at: index, .failure(body))
    case .unfinished(_, _, let part): fail(delivery, at: index, .unfinished(part: part))
    case .thrown(_, _, let text): fail(delivery, at: index, .thrown(text: text))
    }
  }

  private mutating func reply(to delivery: Delivery, at index: Int, _ body: JSONValue) {
    finish(delivery, at: index)
    record(.replied(node: delivery.node, number: delivery.number, body: body))
    if isAnswerLost(delivery) {
      record(.lostAnswer(node: delivery.node, number: delivery.number))
      return notAcknowledged(delivery)
    }
    if case .peer(let asker) = delivery.origin { answer(asker, .peer(body)) }
  }

  private mutating func finish(_ delivery: Delivery, at index: Int) {
    nodes[index].activity = .idle
    nodes[index].lastAnswered = delivery.name
    answeredCount += 1
  }

  private func isAnswerLost(_ delivery: Delivery) -> Bool {
    switch delivery.origin {
    case .plan: cut(of: delivery.node, other: nil, inbound: false) != nil
    case .peer(let asker): cut(of: delivery.node, other: asker.node, inbound: false) != nil
    case .property, .runtime: false
    }
  }

  /// Nobody has heard that the input was answered.
  private mutating func notAcknowledged(_ delivery: Delivery) {
    switch delivery.origin {
    case .peer(let asker): answer(asker, .refused("no answer came from the peer"))
    case .plan: deliverAgain(delivery)
    case .property, .runtime: return
    }
  }

  private mutating func fail(_ delivery: Delivery, at index: Int, _ problem: Problem) {
    finish(delivery, at: index)
    record(.failed(node: delivery.node, number: delivery.number, problem))
    switch delivery.origin {
    case .peer(let asker): answer(asker, .refused("the peer failed"))
    case .plan: deliverAgain(delivery)
    case .property, .runtime: return
    }
  }

  /// At-least-once: what was not acknowledged comes again, until it has failed too often.
  mutating func deliverAgain(_ delivery: Delivery) {
    guard delivery.attempt < plan.maximumAttempts else { return record(.gaveUp(delivery)) }
    var again = delivery
    again.attempt += 1
    again.at = now.advanced(byMilliseconds: plan.redeliveryMilliseconds)
    pending.add(again)
    record(.redelivered(again))
  }
}

extension World {
  /// Adds an input whose reply a property awaits, and returns its number. The plan keeps it: what
  /// a property did can be done again without it.
  package mutating func ask(_ body: JSONValue, of node: String) -> Int {
    if outcome == .finished { outcome = .running }
    let delivery = Delivery(
      number: plan.nextNumber, node: node, input: .call(body), origin: .property, at: now)
    plan.deliveries.append(delivery)
    pending.add(delivery)
    return delivery.number
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
