import EDARuntime
import GraderKit

typealias Queue = AckRedelivery.Queue
typealias Message = AckRedelivery.Message
typealias Subscription = AckRedelivery.Subscription

/// A broker under test with the model beside it: both get the same calls at the same time.
struct Bench {
  private let lab: LabUnderTest<AckRedelivery>
  let broker: Component<AckRedelivery>
  private(set) var model: Model
  private var messageCount = 0

  /// A fresh broker with these queues.
  init(_ lab: LabUnderTest<AckRedelivery>, _ queues: Queue...) throws {
    self.lab = lab
    let setup = AckRedelivery.Setup(queues: queues)
    broker = try lab.component(setup: setup)
    model = Model(setup)
  }

  /// Performs a call on both, fails if the outcomes differ, and returns what was delivered.
  @discardableResult
  mutating func agree(on call: Call) throws -> [Delivery] {
    guard let expected = model.answer(to: call, at: broker.world.now) else {
      guard case .failure(.unknownQueue) = try broker.attempt(call) else {
        throw CheckFailure("\(call) should have thrown `unknownQueue`")
      }
      return []
    }
    let actual = try broker.call(call)
    try Verdict.expect(actual, equals: [expected], after: call)
    lab.saw("deliveries", actual.deliveries.count)
    lab.saw("redeliveries", actual.deliveries.count(where: \.redelivered))
    lab.saw(actual.answer.rawValue)
    return actual.deliveries
  }

  /// Publishes so many messages, one after the other, to a queue.
  @discardableResult
  mutating func publish(
    _ count: Int, to queues: String..., priority: Int? = nil, ttl: Int64? = nil
  ) throws -> [Delivery] {
    try (0..<count).flatMap { _ in
      messageCount += 1
      let message = Message(id: "m\(messageCount)", priority: priority, ttlMilliseconds: ttl)
      return try agree(on: .publish(message, to: queues))
    }
  }

  @discardableResult
  mutating func consume(
    _ queue: String = "q", as consumer: String = "a", on channel: Int = 1, prefetch: Int = 0,
    autoAck: Bool = false
  ) throws -> [Delivery] {
    try agree(
      on: .consume(
        .init(
          channel: channel, consumer: consumer, queue: queue, prefetch: prefetch, autoAck: autoAck)
      ))
  }

  @discardableResult
  mutating func ack(_ tag: Int64, multiple: Bool = false, on channel: Int = 1) throws -> [Delivery]
  {
    try agree(on: .ack(channel: channel, tag: tag, multiple: multiple))
  }

  @discardableResult
  mutating func nack(
    _ tag: Int64, multiple: Bool = false, requeue: Bool = true, on channel: Int = 1
  ) throws -> [Delivery] {
    try agree(on: .nack(channel: channel, tag: tag, multiple: multiple, requeue: requeue))
  }

  mutating func close(_ channel: Int = 1) throws { try agree(on: .closeChannel(channel)) }

  /// Lets time pass, for both.
  func pass(_ milliseconds: Int64) throws { try broker.world.pass(milliseconds: milliseconds) }

  /// The broker dies; the model's does, too.
  mutating func crash() throws {
    try broker.crash()
    model.crash()
  }
}

/// Compares an outcome with what it may be, and says what is wrong with it in the words of the lab.
enum Verdict {
  /// Fails unless the outcome is one of these. There are several only after a crash.
  static func expect(_ actual: Outcome, equals expected: [Outcome], after call: Call) throws {
    guard let first = expected.first, !expected.contains(actual) else { return }
    var texts: [String] = []
    for text in expected.map(\.description) where !texts.contains(text) { texts.append(text) }
    throw CheckFailure(
      summary(call, first, actual), expected: texts.joined(separator: ", or "),
      actual: "\(actual)")
  }

  private static func summary(_ call: Call, _ right: Outcome, _ wrong: Outcome) -> String {
    guard right.answer == wrong.answer else {
      return "\(call) was answered `\(wrong.answer)` and not `\(right.answer)`"
    }
    for (number, (due, given)) in zip(right.deliveries, wrong.deliveries).enumerated()
    where due != given {
      return "\(call): delivery \(number + 1) is wrong: " + difference(due, given)
    }
    let (due, given) = (right.deliveries.count, wrong.deliveries.count)
    return given < due
      ? "\(call): \(right.deliveries[given]) is missing"
      : "\(call): \(wrong.deliveries[due]) should not have been handed out"
  }

  private static func difference(_ due: Delivery, _ given: Delivery) -> String {
    if due.message != given.message {
      return "it hands out \(given.message), and it is the turn of \(due.message)"
    }
    if (due.channel, due.consumer) != (given.channel, given.consumer) {
      return "\(given.message) goes to \(given.consumer) on channel \(given.channel), and it is the"
        + " turn of \(due.consumer) on channel \(due.channel)"
    }
    if due.redelivered != given.redelivered {
      return given.redelivered
        ? "\(given.message) is marked as redelivered, and nobody has had it before"
        : "\(given.message) is not marked as redelivered, and somebody has had it before"
    }
    return "its tag is \(given.tag), and the next one of channel \(due.channel) is \(due.tag)"
  }
}
