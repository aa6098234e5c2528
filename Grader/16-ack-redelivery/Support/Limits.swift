import EDARuntime
import GraderKit

// Too long a wait, too many messages.

/// A message is delivered to the last millisecond, and not after it: the lower limit counts, also
/// behind one that may wait for ever.
func expiresOnTime(_ lab: LabUnderTest<AckRedelivery>) throws {
  let limit = Int64.random(in: 500...900, using: &lab.random)
  for late: Int64 in [0, 1] {
    var bench = try Bench(lab, Queue(name: "p"), Queue(name: "q", ttlMilliseconds: limit))
    try bench.publish(1, to: "p")
    try bench.publish(1, to: "p", "q", ttl: limit - 100)
    try bench.publish(2, to: "p", "q", ttl: limit + 100)
    try bench.publish(1, to: "p", "q")
    try bench.pass(limit - 101 + late)
    try bench.consume("q", prefetch: 1)
    try bench.pass(100)
    try bench.consume("q", as: "b")
    try bench.pass(99)
    try bench.consume("p", as: "c")
  }
}

/// The clock goes on while a consumer holds the message; it may still acknowledge it.
func expiresInHand(_ lab: LabUnderTest<AckRedelivery>) throws {
  let limit = Int64.random(in: 300...600, using: &lab.random)
  for early in [true, false] {
    var bench = try Bench(lab, Queue(name: "q", ttlMilliseconds: limit))
    try bench.publish(3, to: "q")
    try bench.consume(prefetch: 3)
    try bench.pass(limit - (early ? 1 : 0))
    try bench.nack(2)
    try bench.ack(1)
    try bench.pass(1)
    try bench.close()
    try bench.consume(on: 2)
  }
}

/// With a limit of 0 a message is for whoever has credit at this moment.
func nowOrNever(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "q"), Queue(name: "z", ttlMilliseconds: 0))
  try bench.publish(1, to: "q", "z", ttl: 0)
  try bench.consume("q", prefetch: 1)
  try bench.consume("z", as: "b", prefetch: 1)
  try bench.publish(2, to: "q", "z", ttl: 0)
  try bench.publish(1, to: "z")
  try bench.ack(1)
  try bench.ack(2)
}

/// The time of expiry is stored with the message.
func expiresAfterRestart(_ lab: LabUnderTest<AckRedelivery>) throws {
  let limit = Int64.random(in: 500...900, using: &lab.random)
  var bench = try Bench(lab, Queue(name: "q", ttlMilliseconds: limit))
  try bench.publish(2, to: "q")
  try bench.pass(limit / 2)
  try bench.publish(1, to: "q")
  try bench.consume(prefetch: 1)
  try bench.crash()
  try bench.pass(limit - limit / 2 - 1)
  try bench.consume(prefetch: 1)
  try bench.pass(1)
  try bench.consume(as: "b", on: 2)
}

/// Only ready messages count, and the one at the head goes.
func dropsHeads(_ lab: LabUnderTest<AckRedelivery>) throws {
  let most = Int.random(in: 2...3, using: &lab.random)
  var bench = try Bench(lab, Queue(name: "q", maxLength: most))
  try bench.consume(prefetch: 2)
  try bench.publish(most + 2, to: "q")
  try bench.publish(1, to: "q")
  // One comes back and takes the place of the head of a queue that is full.
  try bench.consume(as: "b", on: 2, prefetch: 1)
  try bench.close()
  try bench.consume(as: "c", on: 3)
}

/// What goes out at once again was never too much.
func dropsAfterHandingOut(_ lab: LabUnderTest<AckRedelivery>) throws {
  let most = Int.random(in: 2...3, using: &lab.random)
  var bench = try Bench(lab, Queue(name: "q", maxLength: most))
  try bench.consume(prefetch: 2)
  try bench.publish(most + 2, to: "q")
  try bench.nack(2, multiple: true)
  try bench.consume(as: "b")
}

/// A queue that refuses takes messages again as soon as fewer are ready.
func refusesPublish(_ lab: LabUnderTest<AckRedelivery>) throws {
  let most = Int.random(in: 1...3, using: &lab.random)
  var bench = try Bench(
    lab, Queue(name: "p"), Queue(name: "q", maxLength: most, overflow: .rejectPublish))
  try bench.publish(most + 1, to: "q")
  try bench.publish(1, to: "q", "p")
  try bench.consume(prefetch: 1)
  try bench.publish(2, to: "q")
  // What comes back is not refused, even if it makes the queue too long.
  try bench.close()
  try bench.publish(1, to: "q")
  try bench.consume(on: 2)
  try bench.consume("p", on: 3)
}

/// What has expired does not count, wherever it stands.
func expiredDoNotCount(_ lab: LabUnderTest<AckRedelivery>) throws {
  for overflow in [AckRedelivery.Overflow.dropHead, .rejectPublish] {
    var bench = try Bench(lab, Queue(name: "q", maxLength: 3, overflow: overflow))
    try bench.publish(1, to: "q")
    try bench.publish(1, to: "q", ttl: 200)
    try bench.publish(1, to: "q")
    try bench.pass(200 + Int64.random(in: 0...50, using: &lab.random))
    try bench.publish(1, to: "q")
    try bench.consume()
  }
}
