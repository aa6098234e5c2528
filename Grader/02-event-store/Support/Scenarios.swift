import EDARuntime
import GraderKit

/// Two batches that a crash tears at every byte, the first in an empty file, and one that comes too
/// late. Whatever is lost is appended again by its writer, then the process is restarted.
let torn = Scenario<EventStores>("torn") { plan in
  let store = try plan.node("store")
  let appends: [(Call, Int64)] = [
    (.append(few(["a0"], &plan.random), to: "A", .noStream), 0),
    (.append(few(["a1", "a2"], &plan.random), to: "A", .exact(0)), 100),
  ]
  let late = Call.append(few([tooLate], &plan.random), to: "A", .noStream)
  let everything = Call.readAll(after: -1, limit: 100)
  for (append, at) in appends { try plan.deliver(append, to: store, atMilliseconds: at) }
  try plan.deliver(everything, to: store, atMilliseconds: 600)
  for (append, at) in appends { try plan.deliver(append, to: store, atMilliseconds: 3000 + at) }
  try plan.deliver(late, to: store, atMilliseconds: 3200)
  // Later than the last attempt of an append that is refused.
  plan.restart(store, atMilliseconds: 8000)
  try plan.deliver(everything, to: store, atMilliseconds: 8100)
}

/// The id of an event that is always refused.
let tooLate = "late"

/// Two streams that grow while a reader looks again and again. In the end each writer appends again
/// what it has appended, to be sure.
let readersAndWriters = Scenario<EventStores>("readers and writers") { plan in
  let store = try plan.node("store")
  // Each two come while a sync is under way.
  let appends: [(Call, Int64)] = [
    (.append(few(["a0", "a1"], &plan.random), to: "A", .noStream), 0),
    (.append(few(["b0"], &plan.random), to: "B", .any), 3),
    (.append(few(["b1", "b2"], &plan.random), to: "B", .any), 12),
    (.append(few(["a2"], &plan.random), to: "A", .exact(1)), 13),
  ]
  let everything = Call.readAll(after: -1, limit: 100)
  var calls = appends
  // A writer that is in a hurry asks again before its event is on disk.
  calls.append((appends[1].0, 4))
  // Some reads come while events are on their way to the disk, and some when they have arrived.
  calls += [2, 6, 9, 14, 50, 2000].map { (everything, $0) }
  // In another order than at first: an event that was lost would come to another position.
  calls += [(appends[2].0, 3000), (appends[1].0, 3010)]
  calls += [(appends[0].0, 3020), (appends[3].0, 3030)]
  calls.append((everything, 6000))
  for (call, at) in calls { try plan.deliver(call, to: store, atMilliseconds: at) }
}

/// Many commands for three streams, which writers believe to know or know nothing about.
let commands = Scenario<EventStores>("commands") { plan in
  let store = try plan.node("store")
  for number in 0..<6 {
    let at = Int64(number) * 40
    let size = Int.random(in: 1...3, using: &plan.random)
    let chain = few((0..<2).map { "a\(2 * number + $0)" }, &plan.random)
    let batch = few((0..<size).map { "b\(number).\($0)" }, &plan.random)
    let single = few(["c\(number)"], &plan.random)
    // Each event of the first stream must find its predecessor; the links are refused until it is
    // there, so there are few.
    let link: Expected = number % 3 == 0 ? .noStream : .exact(Int64(number % 3) * 2 - 1)
    try plan.deliver(
      .append(chain, to: "A\(number / 3)", link), to: store, atMilliseconds: at)
    try plan.deliver(.append(batch, to: "B", .any), to: store, atMilliseconds: at + 2)
    try plan.deliver(.append(single, to: "C", .any), to: store, atMilliseconds: at + 4)
    try plan.deliver(.readAll(after: -1, limit: 100), to: store, atMilliseconds: at + 8)
    try plan.deliver(
      .readStream("B", from: 0, .forward, limit: 100), to: store, atMilliseconds: at + 30)
  }
}

/// Events with these ids and a byte of random data.
private func few(_ ids: [String], _ random: inout RandomNumbers) -> [Event] {
  ids.map { id in
    Event(id: id, type: "t", data: [UInt8.random(in: .min ... .max, using: &random)])
  }
}
