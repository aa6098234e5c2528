import EDARuntime
import GraderKit

typealias Call = AckRedelivery.Call
typealias Outcome = AckRedelivery.Outcome
typealias Delivery = AckRedelivery.Delivery

/// What a broker must answer, by the rules of the lab alone: one list of messages for each queue,
/// in the order of publication, and every question is answered by looking through it.
struct Model {
  struct Entry {
    let message: AckRedelivery.Message
    let expires: Instant?
    var wasDelivered = false
    /// Whom it was handed to; nil if it is ready.
    var holder: Holder?

    var isReady: Bool { holder == nil }
  }

  struct Holder {
    let channel: Int
    let consumer: String
    let tag: Int64
  }

  private struct QueueModel {
    let options: AckRedelivery.Queue
    var entries: [Entry] = []
    var line: [AckRedelivery.Subscription] = []
  }

  private var queues: [QueueModel]
  /// The last tag of every channel that is open.
  private var lastTags: [Int: Int64] = [:]
  private var now = Instant.start

  init(_ setup: AckRedelivery.Setup) {
    queues = setup.queues.map { QueueModel(options: $0) }.sorted {
      $0.options.name < $1.options.name
    }
  }

  /// The broker dies. Messages stay; channels do not.
  mutating func crash() {
    lastTags = [:]
    for place in queues.indices {
      queues[place].line = []
      for index in queues[place].entries.indices { queues[place].entries[index].holder = nil }
    }
  }

  /// How many messages are in the queues, ready or held.
  var messageCount: Int { queues.map(\.entries.count).reduce(0, +) }

  /// Performs a call; nil if it must throw `unknownQueue`.
  mutating func answer(to call: Call, at now: Instant) -> Outcome? {
    self.now = now
    forgetExpired()
    guard let answer = carryOut(call) else { return nil }
    var outcome = Outcome(answer: answer)
    for place in queues.indices {
      while let delivery = deliverOne(from: place) { outcome.deliveries.append(delivery) }
    }
    forgetExpired()
    for place in queues.indices { dropHeads(of: place) }
    return outcome
  }

  private mutating func carryOut(_ call: Call) -> AckRedelivery.Answer? {
    switch call {
    case .publish(let message, let names): return publish(message, names)
    case .consume(let wish): return consume(wish)
    case .ack(let channel, let tag, let multiple):
      return settle(channel, tag, multiple, requeues: false)
    case .nack(let channel, let tag, let multiple, let requeue):
      return settle(channel, tag, multiple, requeues: requeue)
    case .closeChannel(let channel):
      close(channel)
      return .done
    case .tick: return .done
    }
  }

  private mutating func publish(
    _ message: AckRedelivery.Message, _ names: [String]
  ) -> AckRedelivery.Answer? {
    let places = names.map { name in queues.firstIndex { $0.options.name == name } }
    guard !places.contains(nil) else { return nil }
    var answer = AckRedelivery.Answer.confirmed
    for place in places.compactMap(\.self) {
      let options = queues[place].options
      if options.overflow == .rejectPublish, readyCount(place) >= options.maxLength ?? .max {
        answer = .refused
        continue
      }
      let ttl = [message.ttlMilliseconds, options.ttlMilliseconds].compactMap(\.self).min()
      queues[place].entries.append(
        Entry(message: message, expires: ttl.map { now.advanced(byMilliseconds: $0) }))
    }
    return answer
  }

  private mutating func consume(_ wish: AckRedelivery.Subscription) -> AckRedelivery.Answer? {
    guard let place = queues.firstIndex(where: { $0.options.name == wish.queue }) else {
      return nil
    }
    let isKnown = queues.contains { queue in
      queue.line.contains { $0.channel == wish.channel && $0.consumer == wish.consumer }
    }
    guard !isKnown else { return .done }
    lastTags[wish.channel] = lastTags[wish.channel] ?? 0
    queues[place].line.append(wish)
    return .done
  }

  private mutating func settle(
    _ channel: Int, _ tag: Int64, _ multiple: Bool, requeues: Bool
  ) -> AckRedelivery.Answer {
    let isOutstanding = queues.contains { queue in
      queue.entries.contains { $0.holder?.channel == channel && $0.holder?.tag == tag }
    }
    guard lastTags[channel] != nil, isOutstanding else {
      close(channel)
      return .closed
    }
    takeBack(requeues: requeues) {
      $0.channel == channel && (multiple ? $0.tag <= tag : $0.tag == tag)
    }
    return .done
  }

  private mutating func close(_ channel: Int) {
    lastTags[channel] = nil
    for place in queues.indices { queues[place].line.removeAll { $0.channel == channel } }
    takeBack(requeues: true) { $0.channel == channel }
  }

  private mutating func takeBack(requeues: Bool, _ isMeant: (Holder) -> Bool) {
    for place in queues.indices {
      let entries = queues[place].entries.compactMap { entry in
        guard let holder = entry.holder, isMeant(holder) else { return entry }
        guard requeues, !isOver(entry) else { return nil }
        var free = entry
        free.holder = nil
        return free
      }
      queues[place].entries = entries
    }
  }

  private func isOver(_ entry: Entry) -> Bool { entry.expires.map { $0 <= now } ?? false }

  private mutating func forgetExpired() {
    for place in queues.indices {
      let entries = queues[place].entries.filter { !($0.isReady && isOver($0)) }
      queues[place].entries = entries
    }
  }

  private func readyCount(_ place: Int) -> Int { queues[place].entries.count(where: \.isReady) }

  /// The ready entry that is next: of the highest priority, the one that was published first.
  private func head(_ place: Int) -> Int? {
    let queue = queues[place]
    let most = queue.options.maxPriority ?? 0
    let ready = queue.entries.indices.filter { queue.entries[$0].isReady }
    // The first of several that are equal.
    return ready.max { a, b in
      let (first, second) = (queue.entries[a].message, queue.entries[b].message)
      let (p, q) = (min(most, first.priority ?? 0), min(most, second.priority ?? 0))
      return p != q ? p < q : a > b
    }
  }

  private mutating func dropHeads(of place: Int) {
    let options = queues[place].options
    guard options.overflow == .dropHead, let most = options.maxLength else { return }
    while readyCount(place) > most, let head = head(place) {
      queues[place].entries.remove(at: head)
    }
  }

  private mutating func deliverOne(from place: Int) -> Delivery? {
    guard let head = head(place), let turn = turn(place) else { return nil }
    let consumer = queues[place].line[turn]
    if !queues[place].options.singleActiveConsumer {
      queues[place].line.remove(at: turn)
      queues[place].line.append(consumer)
    }
    let tag = (lastTags[consumer.channel] ?? 0) + 1
    lastTags[consumer.channel] = tag
    let entry = queues[place].entries[head]
    if consumer.autoAck {
      queues[place].entries.remove(at: head)
    } else {
      queues[place].entries[head].wasDelivered = true
      queues[place].entries[head].holder = Holder(
        channel: consumer.channel, consumer: consumer.consumer, tag: tag)
    }
    return Delivery(
      channel: consumer.channel, consumer: consumer.consumer, tag: tag, message: entry.message.id,
      redelivered: entry.wasDelivered)
  }

  /// Whose turn it is, as a place in the line.
  private func turn(_ place: Int) -> Int? {
    let queue = queues[place]
    let candidates = queue.options.singleActiveConsumer ? queue.line.prefix(1) : queue.line[...]
    return candidates.firstIndex { consumer in
      let held = queue.entries.count {
        $0.holder?.channel == consumer.channel && $0.holder?.consumer == consumer.consumer
      }
      return consumer.autoAck || consumer.prefetch == 0 || held < consumer.prefetch
    }
  }
}
