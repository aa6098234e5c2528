import EDARuntime
import Simulation
import Testing

@Suite("Peers")
struct WorldPeerTests {
  /// Asks the peer that the text names, and replies with what came of it.
  private static let asking: Behaviour = { turn in
    let words = turn.text.split(separator: " ", maxSplits: 1).map(String.init)
    do {
      let reply: String = try turn.runtime.peer(words[0]).call(words.count > 1 ? words[1] : "")
      return .string("got " + reply)
    } catch let failure as RuntimeFailure {
      return .string(failure.description)
    }
  }

  private static let answering: Behaviour = { turn in
    if turn.text == "fail" { throw LabError(body: .null) }
    if turn.text == "store" { _ = try turn.runtime.store().get("k") }
    return .string(turn.text.uppercased())
  }

  private func drive(_ plan: Plan) -> Drive {
    Drive(
      World(plan: plan, seed: Seed(number: 1)), ["a": Self.asking, "b": Self.answering])
  }

  @Test("a peer serves the call as an input of its own, and its reply is the answer")
  func reply() {
    var drive = drive(Plan(nodes: ["a", "b"], [("b hello", "a", 0)]))
    drive.run()
    expectSame(
      drive.lines,
      [
        "a starts (1)", "b starts (1)", "0 a < #1/1 \"b hello\"", "a 1 [peer,b,hello] -> [done]",
        "0 b < #-1/1 \"hello\"", "b > #-1 \"HELLO\"", "a > #1 \"got HELLO\"",
      ])
  }

  @Test("a peer that fails or is unknown is refused; a refusal is no redelivery")
  func refusals() {
    let inputs = [("b fail", "a", Int64(0)), ("c x", "a", 1)]
    var drive = drive(Plan(nodes: ["a", "b"], inputs))
    drive.run()
    #expect(drive.world.answer(to: 1) == .reply(.string("the peer failed")))
    #expect(drive.world.answer(to: 2) == .reply(.string("there is no such peer")))
    #expect(!drive.lines.contains { $0.hasPrefix("again") })
  }

  @Test("a chain of peers answers from its end")
  func chain() {
    let plan = Plan(nodes: ["a", "b", "c"], [("b c x", "a", 0)])
    var drive = Drive(
      World(plan: plan, seed: Seed(number: 1)),
      ["a": Self.asking, "b": Self.asking, "c": Self.answering])
    drive.run()
    #expect(drive.world.answer(to: 1) == .reply(.string("got got X")))
  }

  private func circle(_ nodes: [String], _ inputs: [(String, String, Int64)]) -> Drive {
    Drive(
      World(plan: Plan(nodes: nodes, inputs), seed: Seed(number: 1)),
      Dictionary(uniqueKeysWithValues: nodes.map { ($0, Self.asking) }))
  }

  @Test("a component that calls itself is told so in words")
  func itself() {
    var drive = circle(["a"], [("a x", "a", 0)])
    drive.run()
    #expect(
      drive.world.answer(to: 1)
        == .reply(.string("the peer is this component, which waits for this component")))
    #expect(drive.world.outcome == .finished)
  }

  @Test("of two that call each other, the second is refused, and the first gets its reply")
  func circleOfTwo() {
    var drive = circle(["a", "b"], [("b a x", "a", 0)])
    drive.run()
    expectSame(
      drive.lines,
      [
        "a starts (1)", "b starts (1)", "0 a < #1/1 \"b a x\"", "a 1 [peer,b,a x] -> [done]",
        "0 b < #-1/1 \"a x\"",
        "b 2 [peer,a,x] -> [refused,the peer waits for this component]",
        "b > #-1 \"the peer waits for this component\"",
        "a > #1 \"got the peer waits for this component\"",
      ])
  }

  @Test("two that call each other on their own account do not hang either, in whatever order")
  func crossing() {
    for choices in [[], [1], [0, 1], [1, 1], [0, 0, 1], [1, 0, 1], [1, 1, 1]] as [[Int]] {
      var drive = circle(["a", "b"], [("b a", "a", 0), ("a b", "b", 0)])
      drive.world.plan.choices = choices
      drive.run()
      let refused = JSONValue.string("the peer waits for this component")
      let answers = [drive.world.answer(to: 1), drive.world.answer(to: 2)]
      #expect(!answers.contains(nil), "\(choices): \(drive.lines)")
      #expect(drive.world.outcome == .finished)
      #expect(answers.contains(.reply(refused)), "\(choices): \(drive.lines)")
      let lines = drive.lines
      drive = circle(["a", "b"], [("b a", "a", 0), ("a b", "b", 0)])
      drive.world.plan.choices = choices
      drive.run()
      #expect(drive.lines == lines)
    }
  }

  @Test("a circle of three is refused where it closes, and says who waits for whom")
  func circleOfThree() {
    var drive = circle(["a", "b", "c"], [("b c a x", "a", 0)])
    drive.run()
    #expect(
      drive.world.answer(to: 1)
        == .reply(.string("got got the peer waits for b, which waits for this component")))
  }

  @Test("who waits for another than the asker can be asked, and answers later")
  func noCircle() {
    let inputs = [("b c x", "a", Int64(0)), ("b c y", "d", 0)]
    var drive = circle(["a", "b", "c", "d"], inputs)
    drive.run()
    // c, the last in the chain, takes the rest as the name of a peer.
    for number in 1...2 {
      #expect(drive.world.answer(to: number) == .reply(.string("got got there is no such peer")))
    }
  }

  @Test("a peer whose asker has crashed can call the asker's next instance")
  func afterCrash() {
    var drive = circle(["a", "b"], [("b a x", "a", 0)])
    drive.world.plannedCrashes = [Crash(node: "a", point: .after(call: 1, of: InputName(1)))]
    drive.run()
    #expect(drive.lines.contains("a starts (2)"))
    #expect(drive.world.outcome == .finished)
    #expect(
      drive.world.answer(to: 1) == .reply(.string("got the peer waits for this component")))
  }

  @Test("a peer that crashes while it serves is down for the asker, and the call is not made again")
  func peerCrashes() {
    var drive = drive(Plan(nodes: ["a", "b"], [("b store", "a", 0)]))
    drive.world.plannedCrashes = [Crash(node: "b", point: .after(call: 1, of: InputName(-1)))]
    drive.run()
    expectSame(
      Array(drive.lines.suffix(5)),
      [
        "0 b < #-1/1 \"store\"", "b 2 [get,main,k] -> [entry,null]", "b CRASH after call 1 of #-1",
        "b starts (2)", "a > #1 \"the peer is down\"",
      ])
    #expect(drive.world.answer(to: 1) == .reply(.string("the peer is down")))
  }

  @Test(
    "an asker that crashes while it waits is started again, and gets only what it asked for itself")
  func askerCrashes() {
    // The first question is still being served when the second instance asks its own.
    let plan = Plan(nodes: ["a", "b"], [("b one", "a", 0), ("b two", "a", 0)])
    var drive = drive(plan)
    drive.world.plannedCrashes = [Crash(node: "a", point: .after(call: 1, of: InputName(1)))]
    drive.run()
    #expect(drive.world.answer(to: 2) == .reply(.string("got TWO")))
    #expect(drive.world.answer(to: 1) == .reply(.string("got ONE")))
    #expect(drive.lines.contains("a CRASH after call 1 of #1"))
    #expect(drive.lines.contains("again #1/2 at 1000"))
    #expect(drive.lines.count { $0.contains("b <") } == 3)
  }
}
