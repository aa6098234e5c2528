internal import EDARuntime

extension World {
  /// How long a disk or a broker takes, in virtual milliseconds.
  static let completionMilliseconds: Int64 = 5

  /// Answers the call that the node waits for: performs it at once and as a whole. A planned crash
  /// can follow it. Nil if the node gets no answer yet.
  mutating func answer(_ index: Int) -> Action? {
    let name = nodes[index].name
    switch nodes[index].activity {
    case .answered(let delivery, let id, let answer):
      nodes[index].activity = .busy(delivery, id: id)
      return .exchange(node: name, .answer(answer))
    case .asking(let delivery, let id, let call):
      return perform(call, for: delivery, id: id, at: index)
    default: preconditionFailure("node \(nodes[index]) does not wait for an answer")
    }
  }

  private mutating func perform(
    _ call: RuntimeCall, for delivery: Delivery, id: String, at index: Int
  ) -> Action? {
    let name = nodes[index].name
    if case .peer(let peer, let body) = call, refusal(of: body, to: peer, from: name) == nil {
      note(call, .done, name)
      nodes[index].activity = .waiting(delivery, id: id, peer: peer)
      ask(body, of: peer, for: Asker(node: name, incarnation: nodes[index].incarnation))
      return nil
    }
    let answer = FrameRoom.fitting(perform(call, at: index))
    note(call, answer, name)
    nodes[index].activity = .busy(delivery, id: id)
    if let crash = plannedCrashHere, crash.node == name { return carryOut(crash) }
    if pauseWherePlanned(name) {
      nodes[index].activity = .answered(delivery, id: id, answer)
      return nil
    }
    return .exchange(node: name, .answer(answer))
  }

  private mutating func note(_ call: RuntimeCall, _ answer: RuntimeAnswer, _ node: String) {
    callCount += 1
    nodes[self.index(of: node)].callsOfInput += 1
    if call.isEffect { effectCount += 1 }
    record(.performed(node: node, number: callCount, call, answer))
    if case .publish = call, let fault = publishFault(of: self.index(of: node)) {
      record(.lostPublish(node: node, call: callCount, fault))
    }
  }

  private mutating func perform(_ call: RuntimeCall, at index: Int) -> RuntimeAnswer {
    switch call {
    case .storeGet(let store, let key): return .entry(stores[store]?.entry(key))
    case .storeScan(let store, let from, let upTo, let limit):
      let limit = min(limit, FrameRoom.mostEntries)
      return .entries(stores[store]?.entries(from: from, upTo: upTo, limit: limit) ?? [])
    case .storeCommit(let store, let reads, let writes):
      return stores[store, default: SortedStore()].commit(reads: reads, writes: writes)
    case .publish(let channel, let envelope): return publish(envelope, to: channel, index)
    case .timerSet(let name, let at):
      let excess = FrameRoom.excess(ofTimer: name)?.words(about: "the timer")
      return excess.map { .refused($0) } ?? setTimer(name, at: at, index)
    case .timerCancel(let name): return setTimer(name, at: nil, index)
    case .peer(let peer, let body):
      return .refused(refusal(of: body, to: peer, from: nodes[index].name) ?? "")
    case .fileAppend, .fileRead, .fileSize, .fileTruncate, .fileSync:
      return performOnFile(call, at: index)
    }
  }

  private mutating func performOnFile(_ call: RuntimeCall, at index: Int) -> RuntimeAnswer {
    let owner = nodes[index].name + "/"
    switch call {
    case .fileAppend(let file, let bytes):
      return .number(files[owner + file, default: DurableFile()].append(bytes))
    case .fileRead(let file, let offset, let count):
      let count = min(count, Frame.maximumLength)
      return .bytes(files[owner + file]?.read(at: offset, count: count) ?? [])
    case .fileSize(let file): return .number(Int64(files[owner + file]?.contents.count ?? 0))
    case .fileTruncate(let file, let size):
      let fits = files[owner + file, default: DurableFile()].truncate(to: size)
      return fits ? .done : .refused("the file is shorter than \(size) bytes")
    case .fileSync(let file):
      let token = completeLater(index) { .synced(SyncToken(number: $0)) }
      syncs[token] = (owner + file, files[owner + file]?.contents ?? [])
      return .number(token)
    default: preconditionFailure("not a call on a file: \(call)")
    }
  }

  /// Schedules the second phase of a split-phase call, and returns its token.
  private mutating func completeLater(_ index: Int, _ signal: (Int64) -> Signal) -> Int64 {
    let token = nextToken
    nextToken += 1
    schedule(
      signal(token), for: index, at: now.advanced(byMilliseconds: Self.completionMilliseconds))
    return token
  }

  private mutating func schedule(_ signal: Signal, for index: Int, at instant: Instant) {
    pending.add(
      Delivery(
        number: nextOwnNumber(), node: nodes[index].name, input: .signal(signal),
        origin: .runtime(incarnation: nodes[index].incarnation), at: max(now, instant)))
  }

  private mutating func publish(
    _ envelope: Envelope, to channel: String, _ index: Int
  ) -> RuntimeAnswer {
    publishedCount += 1
    let fault = publishFault(of: index)
    if fault == nil || fault == .confirmLost {
      published.append(
        Published(
          node: nodes[index].name, channel: channel, envelope: envelope, at: now,
          call: callCount + 1))
    }
    switch fault {
    case nil: return .number(completeLater(index) { .published(PublishToken(number: $0)) })
    case .refused: return .number(completeLater(index) { .publishFailed(PublishToken(number: $0)) })
    case .confirmLost, .messageLost:
      nextToken += 1
      return .number(nextToken - 1)
    }
  }

  /// What the plan, or a cut link, does to what is published now.
  func publishFault(of index: Int) -> PublishFault? {
    if let fault = publishFaults[publishedCount] { return fault }
    let node = nodes[index].name
    if cut(of: node, other: nil, inbound: false) != nil { return .messageLost }
    return cut(of: node, other: nil, inbound: true) == nil ? nil : .confirmLost
  }

  private mutating func setTimer(
    _ name: String, at instant: Instant?, _ index: Int
  ) -> RuntimeAnswer {
    let node = nodes[index].name
    pending.removeAll { $0.node == node && $0.input == .signal(.timer(name)) }
    // The component names an instant of its own clock; what that clock does later moves no timer.
    let offset = nodes[index].clockOffset
    if let instant {
      schedule(.timer(name), for: index, at: instant.advanced(byMilliseconds: -offset))
    }
    return .done
  }
}
