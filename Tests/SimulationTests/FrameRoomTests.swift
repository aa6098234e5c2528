import EDARuntime
import Simulation
import Testing

/// Whatever a component asks for, the conductor's next request fits into a frame.
@Suite("Answers and calls that are too long for a frame")
struct FrameRoomTests {
  private static let tooLong = "the answer is longer than 1 MiB; at most that fits in one frame"

  /// Performs the calls, and replies with what the last one came to in words.
  private func reply(
    to work: @escaping @Sendable (Runtime) throws -> String
  ) throws -> String {
    var drive = Drive(Plan(("x", 0))) { turn in
      do {
        return .string(try work(turn.runtime))
      } catch let failure as RuntimeFailure {
        return .string(failure.description)
      }
    }
    drive.run()
    for case .exchange(_, let request) in drive.actions {
      #expect(throws: Never.self) { try Frame.encode(request.wire) }
    }
    guard case .reply(let body) = drive.world.answer(to: 1) else { return "no reply" }
    return body.string ?? ""
  }

  private static func put(_ key: String, _ count: Int, in store: TxStore) throws {
    try store.transaction { $0.put(key, [UInt8](repeating: 7, count: count)) }
  }

  @Test("a scan is refused if its entries are too long together, and fewer of them are not")
  func scan() throws {
    for (limit, expected) in [(3, "3"), (4, Self.tooLong), (Int.max, Self.tooLong)] {
      let reply = try reply { runtime in
        let store = runtime.store()
        for number in 0..<4 { try Self.put("k\(number)", 250_000, in: store) }
        return "\(try store.scan(from: "", limit: limit).count)"
      }
      #expect(reply == expected)
    }
  }

  @Test("a scan of more short entries than a frame can hold is refused")
  func manyEntries() throws {
    var world = World(plan: Plan(("x", 0)), seed: Seed(number: 1))
    guard case .start(_, .start(let epoch, _, _, _)) = world.nextAction() else { return }
    world.receive(.hello(epoch: epoch), from: "a")
    guard case .exchange(_, .call(let id, _, _)) = world.nextAction() else { return }
    let writes = (0..<140_000).map { StoreWrite(key: String($0, radix: 36), value: []) }
    let calls: [(RuntimeCall, RuntimeAnswer)] = [
      (.storeCommit(store: "main", reads: [], writes: writes), .done),
      (.storeScan(store: "main", from: "", upTo: nil, limit: .max), .refused(Self.tooLong)),
    ]
    for (call, answer) in calls {
      world.receive(.ask(epoch: epoch, id: id, call: call), from: "a")
      #expect(world.nextAction() == .exchange(node: "a", .answer(answer)))
    }
  }

  @Test("an answer of exactly 1 MiB is given, and one of a byte more is refused")
  func exactly() throws {
    // {"answer":["entries",[["…","…",1]]]}
    let around = 34
    for keyLength in 1...4 {
      let room = Frame.maximumLength - around - keyLength
      for count in [room / 4 * 3, room / 4 * 3 + 1] {
        let reply = try reply { runtime in
          try Self.put(String(repeating: "k", count: keyLength), count, in: runtime.store())
          return "\(try runtime.store().scan(from: "")[0].value.count)"
        }
        #expect(reply == (count % 3 == 0 ? "\(count)" : Self.tooLong))
      }
    }
  }

  @Test("a read of too many bytes of a file is refused, and fewer are read")
  func read() throws {
    for (count, expected) in [
      (786_000, "786000"), (786_414, "786414"), (786_415, Self.tooLong), (Int.max, Self.tooLong),
    ] {
      let reply = try reply { runtime in
        let file = runtime.file("log")
        for _ in 0..<2 { try file.append([UInt8](repeating: 1, count: 600_000)) }
        return "\(try file.read(at: 0, count: count).count)"
      }
      #expect(reply == expected)
    }
  }

  /// What takes one byte where it is written by hand can take six where our writer writes it.
  private static let wide = String(repeating: "\t", count: 200_000)

  @Test("keys, timers and calls that grow on their way back are refused, not sent")
  func respelled() throws {
    let works: [(String, @Sendable (Runtime) throws -> String)] = [
      (
        Self.tooLong,
        { runtime in
          try Self.put(Self.wide, 1, in: runtime.store())
          return "\(try runtime.store().get(Self.wide)?.count ?? 0)"
        }
      ),
      (
        "the timer has 1200065 bytes; at most 1 MiB fits in one frame",
        { runtime in
          try runtime.timers.set(Self.wide, at: .start)
          return "set"
        }
      ),
    ]
    for (expected, work) in works { #expect(try reply(to: work) == expected) }
  }

  @Test("a peer's call or reply that grows on its way is refused, not sent")
  func peers() throws {
    for (call, answer, expected) in [
      (Self.wide, "", "the call has 1200053 bytes; at most 1 MiB fits in one frame"),
      ("x", Self.wide, Self.tooLong), ("x", "y", "y"),
    ] {
      let asking: Behaviour = { turn in
        do {
          let reply: String = try turn.runtime.peer("b").call(call)
          return .string(reply)
        } catch let failure as RuntimeFailure {
          return .string(failure.description)
        }
      }
      var drive = Drive(
        World(plan: Plan(nodes: ["a", "b"], [("", "a", 0)]), seed: Seed(number: 1)),
        ["a": asking, "b": { _ in .string(answer) }])
      drive.run()
      #expect(drive.world.answer(to: 1) == .reply(.string(expected)))
      for case .exchange(_, let request) in drive.actions {
        #expect(throws: Never.self) { try Frame.encode(request.wire) }
      }
    }
  }

  @Test("a call or a setup fits if a frame holds it at any instant and for any seed")
  func requests() {
    for (length, fits) in [(1000, true), (Frame.maximumLength - 60, true), (1 << 20, false)] {
      let body = JSONValue.string(String(repeating: "x", count: length))
      #expect((FrameRoom.excess(ofCall: body) == nil) == fits)
      let call = Request.call(
        id: "0123456789abcdef", now: Instant(milliseconds: .min), body: body)
      #expect(((try? Frame.encode(call.wire)) != nil) == fits)
    }
    let setup = JSONValue.string(String(repeating: "x", count: Frame.maximumLength - 60))
    #expect(FrameRoom.excess(ofSetup: setup)?.byteCount == Frame.maximumLength + 15)
    #expect(FrameRoom.excess(ofSetup: .string("x")) == nil)
  }
}
