import EDARuntime

/// Every message under a key of its own, and all of them in memory too. A call changes memory first, and
/// commits what it changed at its end, in one transaction.
struct DeliveryQueue: AckRedelivery.Engine {
  private let store: TxStore
  private var queues: [String: QueueState] = [:]
  private var channels: [Int: Channel] = [:]
  /// What this call has changed in the store; nil removes the key.
  private var changes: [String: [UInt8]?] = [:]

  init(store: TxStore, queues: [AckRedelivery.Queue]) throws {
    self.store = store
    for queue in queues { self.queues[queue.name] = QueueState(options: queue) }
    var from = "message/"
    while true {
      let page = try store.scan(from: from, upTo: "message0")
      for (key, value) in page { recover(key, String(decoding: value, as: UTF8.self)) }
      guard page.count == 100, let last = page.last else { break }
      from = last.key + "\0"
    }
  }

  mutating func publish(
    _ message: AckRedelivery.Message, to names: [String], now: Instant
  ) throws -> AckRedelivery.Outcome {
    for name in names where queues[name] == nil {
      throw AckRedelivery.Failure.unknownQueue(name)
    }
    expire(now)
    var answer = AckRedelivery.Answer.confirmed
    for name in names where !enqueue(message, in: name, now) { answer = .refused }
    return try finish(answer, now)
  }

  mutating func consume(
    _ subscription: AckRedelivery.Subscription, now: Instant
  ) throws -> AckRedelivery.Outcome {
    guard queues[subscription.queue] != nil else {
      throw AckRedelivery.Failure.unknownQueue(subscription.queue)
    }
    expire(now)
    let isNew =
      channels[subscription.channel, default: Channel()].consumers
      .insert(subscription.consumer).inserted
    if isNew { queues[subscription.queue]?.line.append(subscription) }
    return try finish(.done, now)
  }

  mutating func ack(
    channel: Int, tag: Int64, multiple: Bool, now: Instant
  ) throws -> AckRedelivery.Outcome {
    expire(now)
    guard let settled = settle(channel, tag, multiple, now) else { return try finish(.closed, now) }
    for held in settled { remove(held.message, from: held.queue) }
    return try finish(.done, now)
  }

  mutating func nack(
    channel: Int, tag: Int64, multiple: Bool, requeue: Bool, now: Instant
  ) throws -> AckRedelivery.Outcome {
    expire(now)
    guard let settled = settle(channel, tag, multiple, now) else { return try finish(.closed, now) }
    for held in settled {
      if requeue { putBack(held, now) } else { remove(held.message, from: held.queue) }
    }
    return try finish(.done, now)
  }

  mutating func closeChannel(_ channel: Int, now: Instant) throws -> AckRedelivery.Outcome {
    expire(now)
    close(channel, now)
    return try finish(.done, now)
  }

  mutating func tick(now: Instant) throws -> AckRedelivery.Outcome {
    expire(now)
    return try finish(.done, now)
  }
}

/// A message in its queue.
private struct Stored {
  /// How far its priority is below the highest.
  var level = 0
  /// Counts the messages of the queue in the order of publication.
  var number: Int64
  var id: String
  var expires: Int64?
  var wasDelivered = false

  func isBefore(_ other: Stored) -> Bool { (level, number) < (other.level, other.number) }
  func isOver(_ now: Instant) -> Bool { expires.map { $0 <= now.milliseconds } ?? false }
}

private struct Held {
  var queue: String
  var consumer: String
  var message: Stored
}

private struct Channel {
  var lastTag: Int64 = 0
  var consumers: Set<String> = []
  var held: [Int64: Held] = [:]
}

private struct QueueState {
  let options: AckRedelivery.Queue
  var nextNumber: Int64 = 1
  /// In the order in which they are delivered.
  var ready: [Stored] = []
  /// Consumers; the one that is served next stands first.
  var line: [AckRedelivery.Subscription] = []

  mutating func add(_ message: Stored) {
    let place = ready.firstIndex { message.isBefore($0) } ?? ready.endIndex
    ready.insert(message, at: place)
  }
}

extension DeliveryQueue {
  /// Whether the queue took the message.
  private mutating func enqueue(
    _ message: AckRedelivery.Message, in name: String, _ now: Instant
  ) -> Bool {
    guard var queue = queues[name] else { return false }
    let options = queue.options
    if options.overflow == .rejectPublish, let most = options.maxLength, queue.ready.count >= most {
      return false
    }
    let highest = options.maxPriority ?? 0
    let ttl = [options.ttlMilliseconds, message.ttlMilliseconds].compactMap(\.self).min()
    let stored = Stored(
      level: highest - min(highest, message.priority ?? 0), number: queue.nextNumber,
      id: message.id, expires: ttl.map { now.advanced(byMilliseconds: $0).milliseconds })
    queue.nextNumber += 1
    queue.add(stored)
    queues[name] = queue
    save(stored, in: name)
    return true
  }

  /// Takes deliveries from their channel. If the tag is wrong, closes the channel and returns nil.
  private mutating func settle(
    _ number: Int, _ tag: Int64, _ multiple: Bool, _ now: Instant
  ) -> [Held]? {
    guard var channel = channels[number], channel.held[tag] != nil else {
      close(number, now)
      return nil
    }
    let tags = multiple ? channel.held.keys.filter { $0 <= tag }.sorted() : [tag]
    let settled = tags.compactMap { channel.held.removeValue(forKey: $0) }
    channels[number] = channel
    return settled
  }

  private mutating func close(_ number: Int, _ now: Instant) {
    guard let channel = channels.removeValue(forKey: number) else { return }
    for name in queues.keys { queues[name]?.line.removeAll { $0.channel == number } }
    for held in channel.held.values { putBack(held, now) }
  }

  private mutating func putBack(_ held: Held, _ now: Instant) {
    if held.message.isOver(now) { return remove(held.message, from: held.queue) }
    queues[held.queue]?.add(held.message)
  }

  private mutating func expire(_ now: Instant) {
    for name in queues.keys {
      for message in queues[name]?.ready ?? [] where message.isOver(now) {
        remove(message, from: name)
      }
      queues[name]?.ready.removeAll { $0.isOver(now) }
    }
  }

  /// Hands out what can be handed out, and commits.
  private mutating func finish(
    _ answer: AckRedelivery.Answer, _ now: Instant
  ) throws -> AckRedelivery.Outcome {
    var outcome = AckRedelivery.Outcome(answer: answer)
    for name in queues.keys.sorted() {
      while let delivery = handOut(from: name) { outcome.deliveries.append(delivery) }
    }
    expire(now)
    dropHeads()
    let committed = changes
    changes = [:]
    guard !committed.isEmpty else { return outcome }
    try store.transaction { transaction in
      for (key, value) in committed {
        if let value { transaction.put(key, value) } else { transaction.delete(key) }
      }
    }
    return outcome
  }

  private mutating func handOut(from name: String) -> AckRedelivery.Delivery? {
    guard var queue = queues[name], var message = queue.ready.first,
      let place = place(in: queue)
    else { return nil }
    queue.ready.removeFirst()
    let consumer = queue.line[place]
    if !queue.options.singleActiveConsumer {
      queue.line.remove(at: place)
      queue.line.append(consumer)
    }
    queues[name] = queue
    let tag = (channels[consumer.channel]?.lastTag ?? 0) + 1
    channels[consumer.channel]?.lastTag = tag
    let delivery = AckRedelivery.Delivery(
      channel: consumer.channel, consumer: consumer.consumer, tag: tag, message: message.id,
      redelivered: message.wasDelivered)
    if consumer.autoAck {
      remove(message, from: name)
    } else {
      message.wasDelivered = true
      save(message, in: name)
      channels[consumer.channel]?.held[tag] = Held(
        queue: name, consumer: consumer.consumer, message: message)
    }
    return delivery
  }

  /// Where in the line the next consumer stands, nil if none may have a message now.
  private func place(in queue: QueueState) -> Int? {
    if queue.options.singleActiveConsumer {
      return queue.line.first.flatMap { hasCredit($0) ? 0 : nil }
    }
    return queue.line.firstIndex { hasCredit($0) }
  }

  private func hasCredit(_ consumer: AckRedelivery.Subscription) -> Bool {
    if consumer.autoAck || consumer.prefetch == 0 { return true }
    let held = channels[consumer.channel]?.held.values ?? [:].values
    return held.count { $0.consumer == consumer.consumer } < consumer.prefetch
  }

  private mutating func dropHeads() {
    for name in queues.keys {
      guard let options = queues[name]?.options, options.overflow == .dropHead,
        let most = options.maxLength
      else { continue }
      while let count = queues[name]?.ready.count, count > most,
        let head = queues[name]?.ready.removeFirst()
      {
        remove(head, from: name)
      }
    }
  }
}

// What stands in the store: `message/<queue>/<number>` = `<level> <expires> <delivered> <id>`.
extension DeliveryQueue {
  private mutating func save(_ message: Stored, in queue: String) {
    let expires = message.expires.map { String($0) } ?? "-"
    let value = "\(message.level) \(expires) \(message.wasDelivered ? 1 : 0) \(message.id)"
    changes.updateValue(Array(value.utf8), forKey: key(message, queue))
  }

  private mutating func remove(_ message: Stored, from queue: String) {
    changes.updateValue(nil, forKey: key(message, queue))
  }

  private func key(_ message: Stored, _ queue: String) -> String {
    let digits = String(message.number)
    return "message/\(queue)/" + String(repeating: "0", count: 19 - digits.count) + digits
  }

  private mutating func recover(_ key: String, _ value: String) {
    let place = key.split(separator: "/")
    let parts = value.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
    guard place.count == 3, parts.count == 4, let number = Int64(place[2]) else { return }
    let message = Stored(
      level: Int(parts[0]) ?? 0, number: number, id: String(parts[3]), expires: Int64(parts[1]),
      wasDelivered: parts[2] == "1")
    queues[String(place[1])]?.add(message)
    queues[String(place[1])]?.nextNumber = number + 1
  }
}
