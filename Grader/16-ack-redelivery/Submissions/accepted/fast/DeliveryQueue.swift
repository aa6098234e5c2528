import EDARuntime

/// Each queue keeps its messages in a table, and heaps say which one is next to go and next to expire; an
/// entry of a heap whose message is no longer ready is skipped when it comes up. Credit is counted, not looked
/// up, so that no call depends on how many messages wait or are held.
struct DeliveryQueue: AckRedelivery.Engine {
  private let store: TxStore
  private var shelves: [Shelf]
  private var channels: [Int: Session] = [:]
  private var journal: [(key: String, value: [UInt8]?)] = []

  init(store: TxStore, queues: [AckRedelivery.Queue]) throws {
    self.store = store
    shelves = queues.sorted { $0.name < $1.name }.map { Shelf($0) }
    for index in shelves.indices { try shelves[index].load(from: store) }
  }

  mutating func publish(
    _ message: AckRedelivery.Message, to queues: [String], now: Instant
  ) throws -> AckRedelivery.Outcome {
    let targets = try queues.map { try index(of: $0) }
    return try call(now) { broker in
      var answer = AckRedelivery.Answer.confirmed
      for target in targets {
        if let number = broker.shelves[target].take(message, at: now.milliseconds) {
          broker.note(number, target)
        } else {
          answer = .refused
        }
      }
      return answer
    }
  }

  mutating func consume(
    _ subscription: AckRedelivery.Subscription, now: Instant
  ) throws -> AckRedelivery.Outcome {
    let target = try index(of: subscription.queue)
    return try call(now) { broker in
      var session = broker.channels[subscription.channel] ?? Session()
      if session.credit[subscription.consumer] == nil {
        let isLimited = !subscription.autoAck && subscription.prefetch > 0
        session.credit[subscription.consumer] = isLimited ? subscription.prefetch : .max
        broker.shelves[target].line.append(subscription)
      }
      broker.channels[subscription.channel] = session
      return .done
    }
  }

  mutating func ack(
    channel: Int, tag: Int64, multiple: Bool, now: Instant
  ) throws -> AckRedelivery.Outcome {
    try nack(channel: channel, tag: tag, multiple: multiple, requeue: false, now: now)
  }

  mutating func nack(
    channel: Int, tag: Int64, multiple: Bool, requeue: Bool, now: Instant
  ) throws -> AckRedelivery.Outcome {
    try call(now) { broker in
      guard let settled = broker.channels[channel]?.settle(tag, andBefore: multiple) else {
        broker.close(channel, now)
        return .closed
      }
      for loan in settled { broker.end(loan, requeue: requeue, now) }
      return .done
    }
  }

  mutating func closeChannel(_ channel: Int, now: Instant) throws -> AckRedelivery.Outcome {
    try call(now) { broker in
      broker.close(channel, now)
      return .done
    }
  }

  mutating func tick(now: Instant) throws -> AckRedelivery.Outcome { try call(now) { _ in .done } }
}

extension DeliveryQueue {
  private func index(of queue: String) throws -> Int {
    guard let index = shelves.firstIndex(where: { $0.options.name == queue }) else {
      throw AckRedelivery.Failure.unknownQueue(queue)
    }
    return index
  }

  /// What every call has in common: it begins with what has expired, and ends with deliveries.
  private mutating func call(
    _ now: Instant, _ body: (inout DeliveryQueue) -> AckRedelivery.Answer
  ) throws -> AckRedelivery.Outcome {
    expire(now)
    var outcome = AckRedelivery.Outcome(answer: body(&self))
    for shelf in shelves.indices {
      while let delivery = deliver(from: shelf) { outcome.deliveries.append(delivery) }
    }
    expire(now)
    for shelf in shelves.indices {
      while let number = shelves[shelf].surplus() { discard(number, shelf) }
    }
    try commit()
    return outcome
  }

  private mutating func commit() throws {
    guard !journal.isEmpty else { return }
    let entries = journal
    journal.removeAll(keepingCapacity: true)
    try store.transaction { transaction in
      for entry in entries {
        if let value = entry.value {
          transaction.put(entry.key, value)
        } else {
          transaction.delete(entry.key)
        }
      }
    }
  }

  private mutating func expire(_ now: Instant) {
    for shelf in shelves.indices {
      while let number = shelves[shelf].nextExpired(now.milliseconds) { discard(number, shelf) }
    }
  }

  private mutating func deliver(from shelf: Int) -> AckRedelivery.Delivery? {
    guard let place = turn(shelf), let number = shelves[shelf].popHead() else { return nil }
    let consumer = shelves[shelf].line[place]
    if !shelves[shelf].options.singleActiveConsumer {
      shelves[shelf].line.remove(at: place)
      shelves[shelf].line.append(consumer)
    }
    guard let parcel = shelves[shelf].parcels[number], var session = channels[consumer.channel]
    else { return nil }
    session.lastTag += 1
    let delivery = AckRedelivery.Delivery(
      channel: consumer.channel, consumer: consumer.consumer, tag: session.lastTag,
      message: parcel.id, redelivered: parcel.wasOut)
    if consumer.autoAck {
      session.loans.append(nil)
      discard(number, shelf)
    } else {
      session.lend(Loan(shelf: shelf, number: number, consumer: consumer.consumer))
      shelves[shelf].parcels[number]?.wasOut = true
      if !parcel.wasOut { note(number, shelf) }
    }
    channels[consumer.channel] = session
    return delivery
  }

  private func turn(_ shelf: Int) -> Int? {
    let line = shelves[shelf].line
    let candidates = shelves[shelf].options.singleActiveConsumer ? line.prefix(1) : line[...]
    return candidates.firstIndex { (channels[$0.channel]?.credit[$0.consumer] ?? 0) > 0 }
  }

  private mutating func close(_ channel: Int, _ now: Instant) {
    guard let session = channels.removeValue(forKey: channel) else { return }
    for shelf in shelves.indices { shelves[shelf].line.removeAll { $0.channel == channel } }
    for case let loan? in session.loans { end(loan, requeue: true, now) }
  }

  private mutating func end(_ loan: Loan, requeue: Bool, _ now: Instant) {
    let isKept = requeue && shelves[loan.shelf].putBack(loan.number, at: now.milliseconds)
    if !isKept { discard(loan.number, loan.shelf) }
  }

  private mutating func discard(_ number: Int64, _ shelf: Int) {
    shelves[shelf].parcels[number] = nil
    journal.append((shelves[shelf].key(number), nil))
  }

  /// Writes down how a message is now.
  private mutating func note(_ number: Int64, _ shelf: Int) {
    journal.append((shelves[shelf].key(number), shelves[shelf].parcels[number]?.bytes))
  }
}

/// One channel.
private struct Session {
  var lastTag: Int64 = 0
  /// How many more messages a consumer may have.
  var credit: [String: Int] = [:]
  /// The latest deliveries, up to the last tag; nil where nothing is outstanding.
  var loans: [Loan?] = []

  mutating func lend(_ loan: Loan) {
    loans.append(loan)
    if let left = credit[loan.consumer], left != .max { credit[loan.consumer] = left - 1 }
  }

  /// What is settled, nil if the tag is not outstanding.
  mutating func settle(_ tag: Int64, andBefore multiple: Bool) -> [Loan]? {
    let first = lastTag - Int64(loans.count) + 1
    guard tag >= first, tag <= lastTag, loans[Int(tag - first)] != nil else { return nil }
    let place = Int(tag - first)
    var settled: [Loan] = []
    for index in (multiple ? 0 : place)...place {
      guard let loan = loans[index] else { continue }
      settled.append(loan)
      loans[index] = nil
      if let left = credit[loan.consumer], left != .max { credit[loan.consumer] = left + 1 }
    }
    // Settled ones at the beginning are forgotten when they are the greater part.
    let done = loans.prefix { $0 == nil }.count
    if done > loans.count / 2 { loans.removeFirst(done) }
    return settled
  }
}

/// A message in somebody's hands.
private struct Loan {
  var shelf: Int
  var number: Int64
  var consumer: String
}

/// A message, as it is stored.
private struct Parcel {
  var id: String
  var priority: Int
  /// When it expires, `Int64.max` for never.
  var end: Int64
  var wasOut = false
  var isReady = true

  var bytes: [UInt8] { Array("\(wasOut ? "+" : "-")\(priority),\(end),\(id)".utf8) }

  init(id: String, priority: Int, end: Int64) {
    self.id = id
    self.priority = priority
    self.end = end
  }

  init?(_ bytes: [UInt8]) {
    let parts = String(decoding: bytes, as: UTF8.self)
      .split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let priority = Int(parts[0].dropFirst()), let end = Int64(parts[1])
    else { return nil }
    self.init(id: String(parts[2]), priority: priority, end: end)
    wasOut = parts[0].first == "+"
  }
}

/// One queue.
private struct Shelf {
  let options: AckRedelivery.Queue
  var parcels: [Int64: Parcel] = [:]
  var line: [AckRedelivery.Subscription] = []
  private var lastNumber: Int64 = 0
  private var readyCount = 0
  private var heads = Heap()
  private var ends = Heap()

  init(_ options: AckRedelivery.Queue) { self.options = options }

  /// The digits of a number in front of it keep the order of bytes that of numbers.
  func key(_ number: Int64) -> String {
    let digits = String(number, radix: 36)
    return "\(options.name)=\(String(digits.count, radix: 36))\(digits)"
  }

  mutating func load(from store: TxStore) throws {
    let prefix = options.name + "="
    var from = prefix
    while true {
      let page = try store.scan(from: from, upTo: options.name + ">", limit: 500)
      for (key, value) in page {
        guard let number = Int64(key.dropFirst(prefix.count + 1), radix: 36),
          let parcel = Parcel(value)
        else { continue }
        parcels[number] = parcel
        lastNumber = number
        enter(number, parcel)
      }
      guard page.count == 500, let last = page.last?.key else { return }
      from = last + "\0"
    }
  }

  /// The number of the message, nil if it is refused.
  mutating func take(_ message: AckRedelivery.Message, at now: Int64) -> Int64? {
    if options.overflow == .rejectPublish, readyCount >= options.maxLength ?? .max { return nil }
    let ttl = min(options.ttlMilliseconds ?? .max, message.ttlMilliseconds ?? .max)
    let (end, isNever) = now.addingReportingOverflow(ttl)
    lastNumber += 1
    let parcel = Parcel(
      id: message.id, priority: min(message.priority ?? 0, options.maxPriority ?? 0),
      end: isNever ? .max : end)
    parcels[lastNumber] = parcel
    enter(lastNumber, parcel)
    return lastNumber
  }

  mutating func popHead() -> Int64? {
    while let next = heads.pop() {
      guard parcels[next.number]?.isReady == true else { continue }
      parcels[next.number]?.isReady = false
      readyCount -= 1
      return next.number
    }
    return nil
  }

  /// Whether the message is in its place again; it is not if it has expired.
  mutating func putBack(_ number: Int64, at now: Int64) -> Bool {
    guard var parcel = parcels[number], parcel.end > now else { return false }
    parcel.isReady = true
    parcels[number] = parcel
    enter(number, parcel)
    return true
  }

  /// A ready message that has expired, taken away.
  mutating func nextExpired(_ now: Int64) -> Int64? {
    while let first = ends.first, first.rank <= now {
      _ = ends.pop()
      guard parcels[first.number]?.isReady == true else { continue }
      parcels[first.number]?.isReady = false
      readyCount -= 1
      return first.number
    }
    return nil
  }

  /// A message that is too much, taken away.
  mutating func surplus() -> Int64? {
    guard options.overflow == .dropHead, readyCount > options.maxLength ?? .max else { return nil }
    return popHead()
  }

  private mutating func enter(_ number: Int64, _ parcel: Parcel) {
    readyCount += 1
    heads.push(rank: -Int64(parcel.priority), number)
    if parcel.end < .max { ends.push(rank: parcel.end, number) }
  }
}

/// Numbers by rank, the lowest first; of equal rank the lowest number.
private struct Heap {
  struct Item {
    var rank: Int64
    var number: Int64

    func isBefore(_ other: Item) -> Bool { (rank, number) < (other.rank, other.number) }
  }

  private var items: [Item] = []
  var first: Item? { items.first }

  mutating func push(rank: Int64, _ number: Int64) {
    items.append(Item(rank: rank, number: number))
    var child = items.count - 1
    while child > 0, items[child].isBefore(items[(child - 1) / 2]) {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Item? {
    guard let first, let last = items.popLast() else { return nil }
    guard !items.isEmpty else { return first }
    items[0] = last
    var parent = 0
    while true {
      let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < items.count }
      guard let least = children.min(by: { items[$0].isBefore(items[$1]) }),
        items[least].isBefore(items[parent])
      else { return first }
      items.swapAt(parent, least)
      parent = least
    }
  }
}
