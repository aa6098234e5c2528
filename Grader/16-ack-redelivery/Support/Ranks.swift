import EDARuntime
import GraderKit

// Who goes first, and who alone.

/// Higher first, in the order of publication inside; missing is 0, above the highest is the
/// highest.
func higherFirst(_ lab: LabUnderTest<AckRedelivery>) throws {
  let most = Int.random(in: 4...6, using: &lab.random)
  var bench = try Bench(lab, Queue(name: "p"), Queue(name: "q", maxPriority: most))
  let priorities = [nil, 0, 1, 1, most - 1, most, most + 1, most + 3]
  for priority in priorities.shuffled(using: &lab.random) + [most, most + 2] {
    try bench.publish(1, to: "p", "q", priority: priority)
  }
  try bench.consume("q")
  try bench.consume("p", on: 2)
}

/// A message that comes back is in front of those of its priority, and behind higher ones.
func returnsToItsRank(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(lab, Queue(name: "q", maxPriority: 9))
  let (low, high) = (Int.random(in: 0...3, using: &lab.random), 7)
  try bench.publish(3, to: "q", priority: low)
  try bench.consume(prefetch: 2)
  try bench.publish(1, to: "q", priority: high)
  try bench.publish(1, to: "q", priority: low)
  try bench.nack(2)
  if Bool.random(using: &lab.random) { try bench.crash() } else { try bench.close() }
  try bench.publish(1, to: "q", priority: low + 1)
  try bench.consume(on: 2)
}

/// One consumer after the other gets everything, in order.
func oneAlone(_ lab: LabUnderTest<AckRedelivery>) throws {
  for isMistake in [false, true] {
    var bench = try Bench(lab, Queue(name: "q", singleActiveConsumer: true))
    let limit = Int.random(in: 1...2, using: &lab.random)
    try bench.consume(as: "a", on: 1, prefetch: limit)
    try bench.consume(as: "b", on: 2, prefetch: 2)
    try bench.consume(as: "c", on: 3)
    try bench.publish(4, to: "q")
    try bench.ack(1)
    if isMistake { try bench.ack(1) } else { try bench.close(1) }
    try bench.publish(1, to: "q")
    try bench.close(3)
    try bench.consume(as: "a", on: 1)
    try bench.ack(1, on: 2)
    try bench.close(2)
  }
}

/// Two consumers of one channel: both go with it.
func aloneOnAChannel(_ lab: LabUnderTest<AckRedelivery>) throws {
  var bench = try Bench(
    lab, Queue(name: "p"), Queue(name: "q", singleActiveConsumer: true))
  try bench.consume(as: "a", prefetch: 1)
  try bench.consume(as: "b", prefetch: 1)
  try bench.consume(as: "c", on: 2, prefetch: Int.random(in: 2...3, using: &lab.random))
  try bench.publish(3, to: "p", "q")
  try bench.nack(1)
  try bench.close()
}

/// Calls with several queues, channels and held messages at once, whose order could depend on that
/// of a set.
func manyOfEach(_ random: inout RandomNumbers) -> (AckRedelivery.Setup, [Call]) {
  let names = ["d", "a", "f", "c", "b", "e"].shuffled(using: &random)
  var calls: [Call] = []
  for channel in 1...2 {
    calls += names.map {
      .consume(.init(channel: channel, consumer: "of " + $0, queue: $0, prefetch: 2))
    }
  }
  calls += (1...6).map { .publish(Message(id: "m\($0)"), to: names) }
  calls += [
    .ack(channel: 1, tag: 5, multiple: true),
    .nack(channel: 2, tag: 7, multiple: true, requeue: true),
    .closeChannel(2), .ack(channel: 1, tag: 1, multiple: false),
  ]
  calls += names.map { .consume(.init(channel: 3, consumer: "of " + $0, queue: $0)) }
  return (.init(queues: names.map { Queue(name: $0) }), calls)
}
