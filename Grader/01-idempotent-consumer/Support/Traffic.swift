import EDARuntime
import GraderKit

/// A steady stream of payments at one consumer, for as many windows as a property likes.
struct Traffic {
  static let window: Int64 = 10_000
  static let perWindow = 30
  private static let interval = window / Int64(perWindow)

  private let lab: LabUnderTest<IdempotentConsumer>
  private let consumer: Component<IdempotentConsumer>
  private var ledger = Ledger()
  /// What was sent, in order, and when it arrived first.
  private var sent: [(payment: Payment, at: Instant)] = []

  init(_ lab: LabUnderTest<IdempotentConsumer>) throws {
    self.lab = lab
    consumer = try lab.component(setup: .init(windowMilliseconds: Self.window))
  }

  /// At any phase of the clock, an event that comes again a millisecond before its window ends is
  /// known.
  mutating func comesAgainJustInsideTheWindow() throws {
    for round in 0..<4 {
      try consumer.world.pass(
        milliseconds: Int64.random(in: 0..<Self.window, using: &lab.random))
      let payments = try (0..<3).map { _ in try sendNew() }
      try consumer.world.pass(milliseconds: Self.window - 1)
      if round == 2 { try consumer.crash() }
      for payment in payments { try expectDuplicate(payment) }
    }
  }

  /// Sends events at a steady rate for one window. Every tenth time an older one that is still in
  /// the window comes again.
  mutating func flows(check: (Traffic) throws -> Void = { _ in }) throws {
    let before = consumer.world.storeWork
    for number in 1...Self.perWindow {
      try consumer.world.pass(milliseconds: Self.interval)
      _ = try sendNew()
      guard number % 10 == 0 else { continue }
      let place = sent.count - Int.random(in: 1...recentCount, using: &lab.random)
      try expectDuplicate(sent[place].payment)
      try check(self)
    }
    try expectLittleWork(consumer.world.storeWork - before, Self.perWindow * 11 / 10)
    try ledger.expectTotals(in: consumer.world.store())
  }

  /// The process dies; what it had in memory is gone.
  func crash() throws { try consumer.crash() }

  /// The consumer's own keys are in proportion to what arrived in the last window.
  func expectSmallStore() throws {
    let recent = recentCount
    let bound = recent * 22 / 10 + 10
    let store = consumer.world.store()
    let keys = store.count() - store.count(prefix: "total/")
    try require(
      keys <= bound,
      "the store holds \(keys) keys of the consumer for \(recent) events of the last window, of"
        + " \(sent.count) in all; at most \(bound) are allowed")
  }

  /// How many of the latest events are still in the window.
  private var recentCount: Int {
    let start = consumer.world.now.advanced(byMilliseconds: -Self.window)
    return sent.reversed().prefix { $0.at > start }.count
  }

  private func expectLittleWork(_ work: StoreWork, _ deliveries: Int) throws {
    try require(
      work.keys <= 24 * deliveries,
      "\(deliveries) deliveries touched \(work.keys) keys of the store: more than 24 for each")
    try require(
      work.bytes <= 1500 * deliveries,
      "\(deliveries) deliveries moved \(work.bytes) bytes to or from the store: over 1,500 each"
    )
  }

  private mutating func sendNew() throws -> Payment {
    let payment = Payment("payment-\(sent.count + 1)-captured", using: &lab.random)
    try consumer.expect(payment.call, equals: .outcome(.applied))
    ledger.enter(payment)
    sent.append((payment, consumer.world.now))
    return payment
  }

  private func expectDuplicate(_ payment: Payment) throws {
    try consumer.expect(payment.call, equals: .outcome(.duplicate))
    lab.saw("duplicates")
  }
}
