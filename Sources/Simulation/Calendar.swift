internal import EDARuntime

/// What happens by itself as virtual time passes.
struct Calendar: Equatable, Sendable {
  enum Event: Equatable, Sendable {
    case clock(node: String, byMilliseconds: Int64)
    case cut(Cut)
    case heal(Cut)
    case stall(node: String, until: Instant)
    case resume(node: String)
  }

  let entries: [(at: Instant, event: Event)]

  init(_ plan: Plan) {
    var entries: [(at: Instant, event: Event)] = []
    for disturbance in plan.disturbances {
      switch disturbance {
      case .clock(let node, let at, let shift):
        entries.append((at, .clock(node: node, byMilliseconds: shift)))
      case .cut(let cut): entries += [(cut.from, .cut(cut)), (cut.until, .heal(cut))]
      case .stall(let stall):
        guard case .at(let at) = stall.start else { continue }
        let end = at.advanced(byMilliseconds: stall.milliseconds)
        entries += [(at, .stall(node: stall.node, until: end)), (end, .resume(node: stall.node))]
      case .duplicate, .swap, .loss, .delay, .crash, .publish: continue
      }
    }
    self.entries = entries.enumerated()
      .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
  }

  static func == (a: Calendar, b: Calendar) -> Bool {
    a.entries.elementsEqual(b.entries) { $0.at == $1.at && $0.event == $1.event }
  }
}

extension World {
  /// Lets everything happen that is due by now.
  mutating func passCalendar() {
    while calendarPlace < calendar.entries.count, calendar.entries[calendarPlace].at <= now {
      happen(calendar.entries[calendarPlace].event)
      calendarPlace += 1
    }
  }

  /// The next instant at which something can happen; nil if nothing is to come.
  ///
  /// A run ends with its last input: what would happen to clocks and links after it is not waited
  /// for.
  func nextInstant() -> Instant? {
    let resumed = nodes.compactMap { node in
      node.stalledUntil.flatMap { hasWork(node) ? $0 : nil }
    }
    let coming = [pending.earliest(after: now)].compactMap(\.self) + resumed
    guard let next = coming.filter({ $0 > now }).min() else { return nil }
    guard calendarPlace < calendar.entries.count else { return next }
    return min(next, max(now, calendar.entries[calendarPlace].at))
  }

  /// Whether a stalled node has something to do when it goes on.
  private func hasWork(_ node: NodeState) -> Bool {
    node.activity.canBeAnswered || pending.next(for: node.name, by: now) != nil
  }

  private mutating func happen(_ event: Calendar.Event) {
    switch event {
    case .clock(let node, let shift):
      guard let index = nodes.firstIndex(where: { $0.name == node }) else { return }
      nodes[index].clockOffset += shift
      record(.clockSet(node: node, byMilliseconds: shift))
    case .cut(let cut): record(.cut(cut))
    case .heal(let cut): record(.healed(cut))
    case .stall(let node, let end): stall(node, until: end)
    case .resume(let node): resume(node)
    }
  }

  mutating func stall(_ node: String, until end: Instant) {
    guard let index = nodes.firstIndex(where: { $0.name == node }) else { return }
    nodes[index].stalledUntil = max(nodes[index].stalledUntil ?? end, end)
    record(.stalled(node: node, until: end))
  }

  private mutating func resume(_ node: String) {
    guard let index = nodes.firstIndex(where: { $0.name == node }),
      let end = nodes[index].stalledUntil, end <= now
    else { return }
    nodes[index].stalledUntil = nil
    record(.resumed(node: node))
  }

  /// Ends the pauses that are over: those in the middle of an input stand in no calendar.
  mutating func resumeDue() {
    for node in nodes where node.stalledUntil.map({ $0 <= now }) ?? false { resume(node.name) }
  }

  /// The time that the node's clock shows.
  func localTime(of index: Int) -> Instant {
    now.advanced(byMilliseconds: nodes[index].clockOffset)
  }

  /// The cut of the link between the node and another, or the network if nil, that stops what goes
  /// in this direction now; nil if the link works.
  func cut(of node: String, other: String?, inbound: Bool) -> Cut? {
    cuts.first { $0.from <= now && now < $0.until && $0.stops(node, other, inbound: inbound) }
  }
}

extension Cut {
  /// A link between two nodes has two ends, and can be named from either.
  fileprivate func stops(_ node: String, _ other: String?, inbound: Bool) -> Bool {
    if self.node == node, self.other == other {
      return direction == .both || (direction == .inbound) == inbound
    }
    guard let other, self.node == other, self.other == node else { return false }
    return direction == .both || (direction == .outbound) == inbound
  }
}
