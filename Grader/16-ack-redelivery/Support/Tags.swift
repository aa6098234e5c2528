import EDARuntime
import GraderKit

// Tags belong to a channel; a wrong one closes it.

/// Two channels with equal tags; one acknowledges several, and the other's are still its own.
func tagsOfTwoChannels(_ lab: LabUnderTest<AckRedelivery>) throws {
  for requeue in [nil, true, false] {
    var bench = try Bench(lab, Queue(name: "q"))
    try bench.publish(8, to: "q")
    try bench.consume(on: 1, prefetch: 3)
    try bench.consume(on: 2, prefetch: 3)
    let tag = Int64.random(in: 2...3, using: &lab.random)
    if let requeue {
      try bench.nack(tag, multiple: true, requeue: requeue)
    } else {
      try bench.ack(tag, multiple: true)
    }
    try bench.close(2)
    try bench.consume(on: 3, prefetch: 0)
  }
}

/// One channel, two queues: a tag counts the deliveries of both, and several are settled at once.
func oneChannelTwoQueues(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "p"), Queue(name: "q"))
  try bench.consume("q", as: "a", prefetch: 2)
  try bench.consume("p", as: "b", prefetch: 2)
  try bench.publish(3, to: "p", "q")
  try bench.ack(2)
  try bench.ack(Int64.random(in: 3...4, using: &lab.random), multiple: true)
  try bench.close()
  try bench.consume("p", on: 2)
  try bench.consume("q", on: 2)
}

/// Every way to name a delivery that is not outstanding.
func wrongTags(_ lab: LabUnderTest<AckRedelivery>) throws {
  for multiple in [false, true] {
    for tag: Int64 in [2, 7] {
      var bench = try Bench(lab, Queue(name: "q"))
      try bench.publish(4, to: "q")
      try bench.consume(on: 1, prefetch: 3)
      try bench.consume(as: "b", on: 2, prefetch: 2)
      if Bool.random(using: &lab.random) { try bench.ack(2) } else { try bench.nack(2) }
      // The channel still holds other messages, and loses them to the other one.
      if Bool.random(using: &lab.random) {
        try bench.ack(tag, multiple: multiple)
      } else {
        try bench.nack(tag, multiple: multiple)
      }
      try bench.ack(1)
      try bench.publish(1, to: "q")
      try bench.consume(on: 1, prefetch: 1)
      try bench.ack(1)
    }
  }
}

/// Calls that have nothing to do.
func nothingToDo(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "p"), Queue(name: "q"))
  try bench.close(5)
  try bench.ack(1, on: 5)
  try bench.nack(1, on: 5)
  try bench.publish(1, to: "nowhere")
  try bench.publish(1, to: "q", "nowhere")
  try bench.publish(1, to: "q")
  try bench.consume("nowhere")
  try bench.consume("q", prefetch: 1)
  try bench.consume("q", prefetch: 5)
  try bench.consume("p", prefetch: 5)
  try bench.publish(2, to: "p", "q")
  try bench.agree(on: .tick)
  try bench.ack(1)
  try bench.close()
  try bench.close()
  try bench.ack(2)
  try bench.consume("q", prefetch: 5)
}
