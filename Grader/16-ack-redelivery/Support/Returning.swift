import EDARuntime
import GraderKit

// Back to where it came from: requeue, the flag, channels that close.

/// The worked order of the curriculum: 1 to 5, three of them held, one returned, then the channel.
func workedOrder(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "q"))
  try bench.publish(5, to: "q")
  try bench.consume(prefetch: 3)
  try bench.nack(2)
  try bench.close()
  try bench.consume(as: "b", on: 2)
}

/// Messages come back in any order, one by one or several at once.
func randomReturns(_ lab: LabUnderTest<AckRedelivery>) throws {
  for multiple in [false, true] {
    var bench = try Bench(lab, Queue(name: "q"))
    try bench.publish(6, to: "q")
    var held = try bench.consume(prefetch: 4).map(\.tag)
    for _ in 0..<3 {
      let tag = held[Int.random(in: held.indices, using: &lab.random)]
      held.removeAll { multiple ? $0 <= tag : $0 == tag }
      held += try bench.nack(tag, multiple: multiple).map(\.tag)
    }
    try bench.close()
    try bench.consume(as: "b", on: 2)
  }
}

/// Two consumers hold messages in turn; those of one come back between those that are ready.
func gapsAreFilled(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "q"))
  try bench.consume(on: 1, prefetch: 2)
  try bench.consume(on: 2, prefetch: 2)
  try bench.publish(6, to: "q")
  try bench.close(Int.random(in: 1...2, using: &lab.random))
  try bench.consume(on: 3, prefetch: 3)
}

/// The flag goes with the message: to the same consumer, and to another one.
func flagsStay(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "q"))
  try bench.publish(3, to: "q")
  try bench.consume(as: "a", prefetch: 2)
  try bench.nack(Int64.random(in: 1...2, using: &lab.random))
  try bench.consume(as: "b", on: 2, prefetch: 1)
  try bench.close(2)
  try bench.close(1)
  try bench.consume(as: "c", on: 3, prefetch: 2)
  try bench.nack(2, multiple: true, on: 3)
  try bench.publish(1, to: "q")
  try bench.consume(as: "d", on: 4)
}

/// A message in two queues has a flag in each.
func flagOfEachQueue(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "p"), Queue(name: "q"))
  try bench.publish(2, to: "p", "q")
  try bench.consume("p", prefetch: 1)
  try bench.close()
  try bench.consume("q", prefetch: 1)
  try bench.consume("p", on: 2)
}

/// A channel goes with everything that its consumers held, of two queues and in any order.
func channelCloses(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "p"), Queue(name: "q"))
  try bench.publish(5, to: "q", "p")
  for (consumer, queue) in [("a", "q"), ("b", "q"), ("c", "p")].shuffled(using: &lab.random) {
    try bench.consume(queue, as: consumer, prefetch: 2)
  }
  try bench.ack(Int64.random(in: 1...6, using: &lab.random))
  try bench.close()
  try bench.publish(1, to: "p", "q")
  try bench.consume("q", on: 2)
  try bench.consume("p", on: 2)
}

/// A message of one channel stays with it when another one closes; a settled one never returns.
func otherChannelStays(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "q"))
  try bench.publish(7, to: "q")
  try bench.consume(on: 1, prefetch: 3)
  try bench.consume(on: 2, prefetch: 3)
  try bench.nack(Int64.random(in: 1...3, using: &lab.random), requeue: false)
  try bench.close()
  try bench.ack(3, multiple: true, on: 2)
  try bench.close(2)
  try bench.consume(on: 3)
}

/// What is acknowledged on receipt is gone, whatever the consumer did with it.
func autoAckLoses(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "q"))
  try bench.publish(Int.random(in: 2...4, using: &lab.random), to: "q")
  try bench.consume(prefetch: 1, autoAck: true)
  try bench.publish(1, to: "q")
  try bench.close()
  try bench.publish(2, to: "q")
  try bench.consume(as: "b", on: 2, prefetch: 1)
  try bench.consume(as: "c", on: 2, autoAck: true)
  // Of the channel's two deliveries, only the first waits for an acknowledgement.
  try bench.ack(2, multiple: Bool.random(using: &lab.random), on: 2)
  try bench.consume(as: "d", on: 3)
}
