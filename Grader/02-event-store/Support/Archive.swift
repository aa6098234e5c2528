import EDARuntime
import GraderKit

/// A file of four batches that the store under test has written, and what may become of it.
struct Archive {
  /// One byte of the file changed.
  struct Damage {
    let offset: Int
    let mask: UInt8
  }

  private static let payloadSize = 12

  private let lab: LabUnderTest<EventStores>
  private let batches: [Call]
  private let bytes: [UInt8]
  /// Where each batch ends.
  private let ends: [Int]
  /// Where the payload of each batch stands in the file, if it stands there as it is.
  private let payloads: [Int?]

  init(_ lab: LabUnderTest<EventStores>) throws {
    self.lab = lab
    var bench = Bench(try lab.component())
    var ends: [Int] = []
    let data = (0..<4).map { _ in
      (0..<Self.payloadSize).map { _ in UInt8.random(in: .min ... .max, using: &lab.random) }
    }
    batches = data.enumerated().map { number, data in
      let events = [
        Event(id: "e\(number)", type: "t", data: data),
        Event(id: "f\(number)", type: "t", data: []),
      ]
      return .append(events, to: "s\(number % 2)", .any)
    }
    for batch in batches {
      try bench.agree(on: batch)
      try bench.settle()
      ends.append(try Self.grown(bench.store.file("events").count, from: ends.last ?? 0))
    }
    let bytes = bench.store.file("events")
    (self.bytes, self.ends) = (bytes, ends)
    payloads = data.map { data in
      bytes.indices.first { bytes[$0...].starts(with: data) }
    }
  }

  /// The new size. Fails if not even the batch's random bytes have room in what was added.
  private static func grown(_ size: Int, from earlier: Int) throws -> Int {
    guard size - earlier < payloadSize else { return size }
    throw CheckFailure(
      "a batch was acknowledged that cannot be in the file",
      expected: "at least \(payloadSize) bytes more than the \(earlier) before",
      actual: "a file of \(size) bytes")
  }

  /// Damage before the last batch: of the bytes in which the length of the second one has its high
  /// bits in one format or another, of a payload, and of the byte right before the last batch.
  var damagesInside: [Damage] {
    let places = [
      Int.random(in: 0..<ends[0], using: &lab.random), payloads[1] ?? ends[1] - 2, ends[2] - 1,
    ]
    return [0, 3, 4, 7].map { Damage(offset: ends[0] + $0, mask: highBit()) }
      + places.map { Damage(offset: $0, mask: anyBits()) }
  }

  /// Damage of the last batch: where it begins, and further on.
  var damagesAtEnd: [Damage] {
    [ends[2], payloads[3] ?? ends[3] - 2].map { Damage(offset: $0, mask: highBit()) }
  }

  private func anyBits() -> UInt8 { UInt8.random(in: 1 ... .max, using: &lab.random) }

  /// Makes a number much larger, and a character none.
  private func highBit() -> UInt8 { anyBits() | 0x80 }
}

extension Archive {
  /// The damage is reported, and the file left alone; or it was harmless, and everything is there.
  func expectError(after damage: Damage) throws {
    let store = try open(damage)
    let before = store.file("events")
    let answer = try store.attempt(everything)
    if case .failure(.corrupt) = answer {
      return try GraderKit.expect(
        store.file("events") == before, equals: true, "a file that is corrupt was left as it was")
    }
    if case .reply(let reply) = answer, reply == contents(4) { return }
    throw CheckFailure(
      summary(damage), expected: "the error corrupt", actual: History<EventStores>.text(answer))
  }

  /// The last batch is gone, the others are there, and the store goes on from there, also in the
  /// next process; or the damage was harmless.
  func expectCut(after damage: Damage) throws {
    let store = try open(damage)
    let answer = try store.attempt(everything)
    if case .reply(let reply) = answer, reply == contents(4) { return }
    try expect(answer, shows: 3, summary(damage))
    // The last batch is appended again, and read by another process: nothing damaged is left.
    var bench = Bench(store, holding: Array(batches.prefix(3)))
    try bench.agree(on: batches[3])
    try bench.restart()
    try expect(
      store.attempt(everything), shows: 4,
      summary(damage) + "; then the batch was appended again, and another process opened it")
  }

  private var everything: Call { .readAll(after: -1, limit: 1000) }

  private func expect(
    _ answer: Answer<EventStores>, shows count: Int, _ summary: String
  ) throws {
    if case .reply(let reply) = answer, reply == contents(count) { return }
    throw CheckFailure(
      summary, expected: "\(contents(count))", actual: History<EventStores>.text(answer))
  }

  private func open(_ damage: Damage) throws -> Component<EventStores> {
    var damaged = bytes
    damaged[damage.offset] ^= damage.mask
    return try lab.world().component("store", setup: NoSetup(), files: ["events": damaged])
  }

  /// What `readAll` shows of so many batches.
  private func contents(_ count: Int) -> Reply {
    var model = Model(holding: Array(batches.prefix(count)))
    guard case .success(let reply) = model.answer(to: everything) else {
      preconditionFailure("a model answers every read")
    }
    return reply
  }

  private func summary(_ damage: Damage) -> String {
    let batch = ["first", "second", "third", "last"][ends.count { $0 <= damage.offset }]
    return "byte \(damage.offset) of \(bytes.count), in the \(batch) of four batches, was changed"
      + " before the store opened the file"
  }
}
