import EDARuntime
import Simulation
import Testing

@Suite("Cut links")
struct CutTests {
  private func cut(_ direction: Cut.Direction, other: String? = nil) -> Disturbance {
    .cut(Cut("a", from: .at(5), until: .at(50), other: other, direction: direction))
  }

  @Test("what cannot reach a node is held until the link works again, in its order")
  func held() {
    let plan = Plan(("x", 0), ("y", 10), ("z", 20), ("w", 50)).with(cut(.both))
    expectSame(
      Drive.of(plan, repeating).lines,
      [
        "a starts (1)", "0 a < #1/1 \"x\"", "a > #1 \"x\"", "cut a", "held #2 until 50",
        "held #3 until 50", "healed a", "50 a < #4/1 \"w\"", "a > #4 \"w\"",
        "50 a < #2/1 \"y\"", "a > #2 \"y\"", "50 a < #3/1 \"z\"", "a > #3 \"z\"",
      ])
  }

  @Test("the first instant of a cut is in it, and the last is not")
  func edges() {
    let plan = Plan(("x", 4), ("y", 5), ("z", 49), ("w", 50)).with(cut(.inbound))
    let drive = Drive.of(plan, repeating)
    #expect(drive.lines(with: "held") == ["held #2 until 50", "held #3 until 50"])
  }

  @Test("an inbound cut loses no answer, an outbound cut loses the answer and holds nothing")
  func directions() {
    let slow = Plan(("x", 10), ("y", 60))
    let inbound = Drive.of(slow.with(cut(.inbound)), repeating)
    #expect(inbound.lines(with: "held", "lost", "again") == ["held #1 until 50"])
    let outbound = Drive.of(slow.with(cut(.outbound)), repeating)
    expectSame(
      outbound.lines,
      [
        "a starts (1)", "cut a", "10 a < #1/1 \"x\"", "a > #1 \"x\"", "a answer to #1 lost",
        "again #1/2 at 1010", "healed a", "60 a < #2/1 \"y\"", "a > #2 \"y\"",
        "1010 a < #1/2 \"x\"", "a > #1 \"x\"",
      ])
  }

  @Test("an answer that is lost each time is given up like any other failure")
  func neverHeard() {
    var plan = Plan(("x", 10)).with(
      .cut(Cut("a", from: .start, until: .at(1_000_000), direction: .outbound)))
    plan.maximumAttempts = 3
    let drive = Drive.of(plan, repeating)
    #expect(drive.lines(with: "<").count == 3)
    #expect(drive.lines.last == "gave up #1")
    #expect(drive.world.outcome == .finished)
  }

  private static let publishing: Behaviour = { turn in
    switch turn.input {
    case .signal(.published): return .string("confirmed")
    case .signal(.publishFailed): return .string("refused")
    default: break
    }
    let envelope = Envelope(id: turn.text, source: "", type: "")
    return .integer(try turn.runtime.outbound.publish(envelope, to: "c").number)
  }

  @Test(
    "what is published through a cut is lost; if the cut only stops what comes, its confirm is"
  )
  func publications() {
    let asked = Plan(nodes: ["a"], [])
    for (direction, arrives, fault) in [
      (Cut.Direction.both, false, PublishFault.messageLost), (.outbound, false, .messageLost),
      (.inbound, true, .confirmLost),
    ] {
      var drive = Drive(asked.with(cut(direction)), Self.publishing)
      drive.world.advance(to: .at(10))
      // What a property asks is not carried by the network.
      _ = drive.world.ask(.string("m"), of: "a")
      drive.run()
      #expect(drive.world.published.map(\.envelope.id) == (arrives ? ["m"] : []))
      #expect(drive.lines(with: "a 1 \(fault)").count == 1)
      #expect(drive.lines(with: "published", "publishFailed") == [])
      #expect(drive.world.outcome == .finished)
    }
  }

  @Test("a planned publish fault loses the message, its confirm, or is said by the broker")
  func publishFaults() {
    let plan = Plan(("m1", 0), ("m2", 10), ("m3", 20), ("m4", 30)).with(
      .publish(1, .confirmLost), .publish(2, .messageLost), .publish(3, .refused))
    let drive = Drive.of(plan, Self.publishing)
    #expect(drive.world.published.map(\.envelope.id) == ["m1", "m4"])
    #expect(drive.world.published.map(\.call) == [1, 4])
    #expect(drive.world.publishedCount == 4)
    #expect(
      drive.lines(with: "Lost", "refused", "< pub")
        == [
          "a 1 confirmLost", "a 2 messageLost", "a 3 refused", "25 a < publishFailed 3",
          "a > #-1 \"refused\"", "35 a < published 4",
        ])
  }

  @Test("a crash right after a publish that met with a fault is carried out")
  func crashAfterFault() {
    let point = CrashPoint.after(call: 1, of: InputName(1))
    let drive = Drive.of(
      Plan(("m", 0)).with(.publish(1, .messageLost), .crash(Crash(node: "a", point: point))),
      Self.publishing)
    #expect(drive.lines(with: "CRASH") == ["a CRASH after call 1 of #1"])
    #expect(drive.world.published.count == 1)
  }

  private static let asking: Behaviour = { turn in
    guard turn.text.hasPrefix("ask ") else { return .string(turn.text) }
    do {
      let reply: String = try turn.runtime.peer(String(turn.text.dropFirst(4))).call("hello")
      return .string("got " + reply)
    } catch let failure as RuntimeFailure {
      return .string(failure.description)
    }
  }

  @Test(
    "a peer behind a cut cannot be reached, from whichever end it is named, and others can be",
    arguments: [
      (Cut("a", from: .start, until: .at(50), other: "b"), true),
      (Cut("b", from: .start, until: .at(50), other: "a"), true),
      (Cut("a", from: .start, until: .at(50), other: "b", direction: .outbound), true),
      (Cut("b", from: .start, until: .at(50), other: "a", direction: .inbound), true),
      (Cut("a", from: .start, until: .at(50), other: "c"), false),
      (Cut("b", from: .start, until: .at(50), other: "c"), false),
      (Cut("a", from: .at(20), until: .at(50), other: "b"), false),
    ])
  func unreachable(cut: Cut, isStopped: Bool) {
    let plan = Plan(nodes: ["a", "b", "c"], [("ask b", "a", 10)]).with(.cut(cut))
    let drive = Drive.of(plan, Self.asking)
    let expected = isStopped ? "the peer cannot be reached" : "got hello"
    #expect(drive.world.answer(to: 1) == .reply(.string(expected)))
    #expect(drive.lines(with: "b <").isEmpty == isStopped)
  }

  @Test(
    "a peer whose answer cannot come back has done its work, and the asker is told that none came")
  func lostReply() {
    for cut in [
      Cut("b", from: .start, until: .at(50), other: "a", direction: .outbound),
      Cut("a", from: .start, until: .at(50), other: "b", direction: .inbound),
    ] {
      let plan = Plan(nodes: ["a", "b"], [("ask b", "a", 10)]).with(.cut(cut))
      let drive = Drive.of(plan, Self.asking)
      #expect(drive.lines(with: "b >", "lost") == ["b > #-1 \"hello\"", "b answer to #-1 lost"])
      #expect(drive.world.answer(to: 1) == .reply(.string("no answer came from the peer")))
      #expect(drive.world.outcome == .finished)
    }
  }

  @Test("any number of held messages are held, and come")
  func manyHeld() {
    let plan = Plan((0..<3000).map { ("m\($0)", "a", Int64(10)) }).with(cut(.both))
    let drive = Drive.of(plan, repeating)
    #expect(drive.world.answeredCount == 3000)
    #expect(drive.world.outcome == .finished)
  }
}
