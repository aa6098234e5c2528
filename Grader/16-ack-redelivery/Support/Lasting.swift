import EDARuntime
import GraderKit

// What survives, and what the store is used for.

let twoQueues = AckRedelivery.Setup(queues: [Queue(name: "p"), Queue(name: "q")])

/// Few calls, so that a crash can be tried at every call to the store. Whoever comes at the end
/// gets all that is left.
let confirms = Scenario<AckRedelivery>("confirms") { plan in
  let broker = try plan.node("broker", setup: twoQueues)
  let targets = [["p", "q"], ["q"], ["q", "p"], [], ["p", "q"], ["q"]]
  let messages = targets.enumerated().map { number, queues in
    Call.publish(Message(id: "m\(number + 1)"), to: queues)
  }
  let requeue = Bool.random(using: &plan.random)
  let calls: [Call] =
    messages[0..<3] + [
      .consume(.init(channel: 1, consumer: "a", queue: "q", prefetch: 2)),
      .consume(.init(channel: 2, consumer: "b", queue: "p", prefetch: 1)), messages[3],
      .ack(channel: 1, tag: 1, multiple: false), messages[4],
      .nack(channel: 1, tag: 2, multiple: false, requeue: requeue),
      .ack(channel: 2, tag: 1, multiple: true),
      .consume(.init(channel: 3, consumer: "c", queue: "p", autoAck: true)), messages[5],
      .closeChannel(1),
    ]
  for (number, call) in calls.enumerated() {
    try plan.deliver(call, to: broker, atMilliseconds: Int64(number) * 10)
  }
  for (number, queue) in ["p", "q"].enumerated() {
    try plan.deliver(
      .consume(.init(channel: 9, consumer: queue, queue: queue)), to: broker,
      atMilliseconds: 5000 + Int64(number) * 10)
  }
}

/// Publishers and consumers at a network; each of the consumers has a channel, and opens it again
/// from time to time.
let network = Scenario<AckRedelivery>("network") { plan in
  let broker = try plan.node("broker", setup: twoQueues)
  for round in 0..<(plan.hasNetworkFaults ? 12 : 3) {
    var calls: [Call] = (1...3).map { channel in
      let queue = channel == 2 ? "p" : "q"
      return .consume(.init(channel: channel, consumer: "c", queue: queue, prefetch: channel))
    }
    for number in 1...4 {
      let queues = number == 2 ? ["p"] : number == 3 ? ["q"] : ["p", "q"]
      calls.append(.publish(Message(id: "m\(round)-\(number)"), to: queues))
    }
    let channel = Int.random(in: 1...3, using: &plan.random)
    let tag = Int64(round + 1)
    calls.append(.ack(channel: channel, tag: tag, multiple: Bool.random(using: &plan.random)))
    calls.append(.nack(channel: 1 + channel % 3, tag: tag, multiple: false, requeue: true))
    if round % 3 == 2 { calls.append(.closeChannel(channel)) }
    for (number, call) in calls.enumerated() {
      try plan.deliver(
        call, to: broker, atMilliseconds: Int64(round) * 400 + Int64(number) * 20)
    }
  }
  for (number, queue) in ["p", "q"].enumerated() {
    try plan.deliver(
      .consume(.init(channel: 9, consumer: queue, queue: queue)), to: broker,
      atMilliseconds: 20_000 + Int64(number) * 10)
  }
}

/// The broker dies: messages are where they were, and all channels are closed.
func brokerDies(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "p"), Queue(name: "q"))
  try bench.publish(5, to: "q", "p")
  try bench.consume("q", on: 1, prefetch: 2)
  try bench.consume("q", on: 2, prefetch: 1)
  try bench.ack(Int64.random(in: 1...2, using: &lab.random))
  try bench.crash()
  try bench.ack(2)
  try bench.publish(1, to: "q")
  try bench.consume("q", on: 3, prefetch: 0)
  try bench.consume("p", on: 3, prefetch: 1)
}

/// It dies again and again: what is published in between finds its place behind all others.
func brokerDiesAgain(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "q"))
  for _ in 0..<3 {
    try bench.publish(Int.random(in: 1...2, using: &lab.random), to: "q")
    try bench.crash()
  }
  try bench.consume(prefetch: 2)
  try bench.nack(1, requeue: false)
  try bench.crash()
  try bench.consume()
}

/// More messages than one scan returns, and more than two digits count.
func longQueue(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "q"))
  try bench.publish(Int.random(in: 104...108, using: &lab.random), to: "q")
  try bench.crash()
  try bench.consume()
}

/// A queue that is never empty: a call costs what it changes, and what is gone leaves nothing.
func littleWork(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "q", maxLength: 60))
  try bench.publish(50, to: "q")
  try bench.consume(prefetch: 5)
  let before = bench.broker.world.storeWork
  for number in 1...20 {
    try bench.publish(1, to: "q")
    try bench.ack(Int64(number))
  }
  let work = bench.broker.world.storeWork - before
  try require(work.keys <= 8 * 40, "40 calls touched \(work.keys) keys: more than 8 for each")
  try require(
    work.bytes <= 400 * 40, "40 calls moved \(work.bytes) bytes to or from the store: over 400 each"
  )
  try bench.expectSmallStore()
  try bench.publish(25, to: "q", ttl: 1000)
  try bench.expectSmallStore()
  try bench.pass(1000)
  try bench.agree(on: .tick)
  try bench.expectSmallStore()
  try bench.nack(24, multiple: true, requeue: false)
  try bench.consume(as: "b", on: 2, autoAck: true)
  try bench.expectSmallStore()
}

extension Bench {
  /// The store holds little beside the messages that are in the queues.
  func expectSmallStore() throws {
    let (keys, messages) = (broker.world.store().count(), model.messageCount)
    try require(
      keys <= 2 * messages + 10,
      "the store holds \(keys) keys for \(messages) messages; at most \(2 * messages + 10) are"
        + " allowed")
  }
}
