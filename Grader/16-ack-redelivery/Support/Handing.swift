import EDARuntime
import GraderKit

// Who gets the next message: prefetch, and the line of consumers.

/// Two consumers of one channel, each with a limit of its own.
func perConsumer(_ lab: LabUnderTest<AckRedelivery>) throws {
  for _ in 0..<2 {
    var bench = try Bench(lab, Queue(name: "q"))
    let limits = (0..<2).map { _ in Int.random(in: 1...3, using: &lab.random) }
    try bench.publish(limits[0] + limits[1] + 3, to: "q")
    let first = try bench.consume(as: "a", prefetch: limits[0])
    let second = try bench.consume(as: "b", prefetch: limits[1])
    for delivery in (first + second).shuffled(using: &lab.random).prefix(2) {
      try bench.ack(delivery.tag)
    }
  }
}

/// Consumers wait, and messages come; on two queues, over one channel.
func grantsOnPublish(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "p"), Queue(name: "q"))
  let limit = Int.random(in: 1...2, using: &lab.random)
  try bench.consume("p", as: "a", prefetch: limit)
  try bench.consume("q", as: "b", prefetch: limit + 1)
  try bench.publish(limit + 2, to: "p", "q")
  for tag in (1...Int64(limit + 1)).shuffled(using: &lab.random) { try bench.ack(tag) }
}

/// A prefetch of 0 is no limit.
func withoutLimit(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "q"))
  try bench.publish(Int.random(in: 5...7, using: &lab.random), to: "q")
  try bench.consume(prefetch: 0)
  try bench.publish(3, to: "q")
}

/// Messages come one by one, consumers acknowledge in any order, and one of them never does.
func takesTurns(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "q"))
  for channel in 1...3 { try bench.consume(on: channel, prefetch: channel == 2 ? 1 : 2) }
  var held: [Delivery] = []
  for _ in 0..<7 {
    held += try bench.publish(1, to: "q")
    let place = held.indices.filter { held[$0].channel != 2 }.randomElement(using: &lab.random)
    guard held.count > 2, let place else { continue }
    let settled = held.remove(at: place)
    held += try bench.ack(settled.tag, on: settled.channel)
  }
}

/// A full queue is dealt out when consumers come, and the one that stalls holds only its own part.
func stalledConsumer(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "q"))
  let limit = Int.random(in: 1...2, using: &lab.random)
  try bench.publish(limit + 4, to: "q")
  try bench.consume(as: "stalled", prefetch: limit)
  var held = try bench.consume(as: "busy", prefetch: 1)
  while let delivery = held.popLast() { held += try bench.ack(delivery.tag) }
  try bench.publish(1, to: "q")
}

/// Several consumers come before the messages, and one call frees several at once.
func manyAtOnce(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "q"))
  for consumer in ["a", "b", "c"].shuffled(using: &lab.random) {
    try bench.consume(as: consumer, prefetch: 2)
  }
  try bench.publish(9, to: "q")
  try bench.ack(Int64.random(in: 3...6, using: &lab.random), multiple: true)
}

/// Who was passed over for want of credit has kept its place in front.
func keepsItsPlace(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "q"))
  for channel in 1...3 { try bench.consume(on: channel, prefetch: 1) }
  try bench.publish(3, to: "q")
  try bench.ack(1, on: 2)
  try bench.publish(1, to: "q")
  for channel in [1, 3].shuffled(using: &lab.random) { try bench.ack(1, on: channel) }
  try bench.publish(2, to: "q")
}
