import EDARuntime
import Simulation
import Testing

@testable import GraderKit

@Suite("What led to a step")
struct CausesTests {
  private static func signal(_ signal: Signal, _ number: Int) -> Step {
    .delivered(
      Delivery(
        number: number, node: "a", input: .signal(signal), origin: .runtime(incarnation: 1),
        at: .start))
  }

  private static func message(_ number: Int, attempt: Int = 1, to node: String = "a") -> Step {
    .delivered(delivery(number, attempt: attempt, to: node))
  }

  private static func delivery(_ number: Int, attempt: Int = 1, to node: String = "a") -> Delivery {
    Delivery(number: number, node: node, input: .call(.null), attempt: attempt, at: .start)
  }

  private static func call(_ call: RuntimeCall, _ answer: RuntimeAnswer, by node: String = "a")
    -> Step
  { .performed(node: node, number: 1, call, answer) }

  private static let started = Step.started(node: "a", incarnation: 1)
  private static let envelope = Envelope(id: "e", source: "", type: "")

  @Test(
    "calls and answers come from the delivery that the node serves, and deliveries from the plan")
  func serving() {
    let steps: [Step] = [
      Self.started, .started(node: "b", incarnation: 1), Self.message(1), Self.message(2, to: "b"),
      Self.call(.fileSize(file: "f"), .number(0)),
      Self.call(.fileSize(file: "f"), .number(0), by: "b"),
      .failed(node: "b", number: 2, .thrown(text: "")), .replied(node: "a", number: 1, body: .null),
    ]
    #expect(Causes.of(steps) == [nil, nil, nil, nil, 3, 4, 4, 3])
    #expect(Causes.of([]) == [])
  }

  @Test("a redelivery comes from the failure before it, and the next attempt from the redelivery")
  func redelivery() {
    let steps: [Step] = [
      Self.started, Self.message(1), .failed(node: "a", number: 1, .thrown(text: "")),
      .redelivered(Self.delivery(1, attempt: 2)), Self.message(2), Self.message(1, attempt: 2),
      .replied(node: "a", number: 1, body: .null), .lostAnswer(node: "a", number: 1),
      .redelivered(Self.delivery(1, attempt: 3)), Self.message(1, attempt: 3),
      .failed(node: "a", number: 1, .thrown(text: "")), .gaveUp(Self.delivery(1, attempt: 3)),
    ]
    #expect(Causes.of(steps) == [nil, nil, 2, 3, nil, 4, 6, 7, 8, 9, 10, 11])
  }

  @Test("what a crash leaves, sends again and starts comes from the crash, and so on from there")
  func crash() {
    let steps: [Step] = [
      Self.started, Self.message(1), .crashed(node: "a", .idle(after: nil), calls: 0),
      .survived(node: "a", file: "f", size: 1, of: 2), .redelivered(Self.delivery(1, attempt: 2)),
      .started(node: "a", incarnation: 2), .stopped(node: "a"), .started(node: "a", incarnation: 3),
      Self.message(1, attempt: 2),
    ]
    #expect(Causes.of(steps) == [nil, nil, nil, 3, 3, 3, nil, 7, 5])
  }

  @Test("timers, syncs and publications come from the call that asked for them")
  func signals() {
    let steps: [Step] = [
      Self.started, Self.message(1),
      Self.call(.timerSet(name: "t", at: .start), .done),
      Self.call(.fileSync(file: "f"), .number(1)),
      Self.call(.publish(channel: "c", envelope: Self.envelope), .number(2)),
      Self.call(.publish(channel: "c", envelope: Self.envelope), .number(3)),
      .lostPublish(node: "a", call: 4, .refused),
      Self.call(.timerSet(name: "t", at: .start), .done),
      Self.call(.timerSet(name: "u", at: .start), .done),
      Self.signal(.timer("t"), -1), Self.signal(.timer("u"), -2),
      Self.signal(.published(PublishToken(number: 2)), -3),
      Self.signal(.synced(SyncToken(number: 1)), -4),
      Self.signal(.publishFailed(PublishToken(number: 3)), -5),
      .replied(node: "a", number: -5, body: .null), Self.signal(.timer("unknown"), -6),
    ]
    #expect(
      Causes.of(steps) == [nil, nil, 2, 2, 2, 2, 6, 2, 2, 8, 9, 5, 4, 6, 14, nil])
  }

  private static func asked(_ number: Int, by incarnation: Int) -> Step {
    .delivered(
      Delivery(
        number: number, node: "b", input: .call(.null),
        origin: .peer(Asker(node: "a", incarnation: incarnation)), at: .start))
  }

  @Test("a peer's input comes from the call of the instance that asked, also if two of them wait")
  func peers() {
    let ask = Self.call(.peer(name: "b", body: .null), .done)
    let steps: [Step] = [
      Self.started, Self.message(1), ask, .crashed(node: "a", .idle(after: nil), calls: 1),
      .started(node: "a", incarnation: 2), Self.message(2), ask, Self.asked(-1, by: 1),
      .replied(node: "b", number: -1, body: .null), Self.asked(-2, by: 2),
    ]
    #expect(Causes.of(steps) == [nil, nil, 2, nil, 4, nil, 6, 3, 8, 7])
  }

  @Test("a pause leads to going on, and a cut to its healing, each of its own node")
  func pausesAndCuts() {
    let (a, b) = (Cut("a", from: .start, until: .start), Cut("b", from: .start, until: .start))
    let steps: [Step] = [
      .stalled(node: "a", until: .start), .stalled(node: "b", until: .start), .cut(a), .cut(b),
      .clockSet(node: "a", byMilliseconds: 1), .held(Self.delivery(1), until: .start),
      .resumed(node: "a"), .healed(b), .resumed(node: "b"), .healed(a),
    ]
    #expect(Causes.of(steps) == [nil, nil, nil, nil, nil, 3, 1, 4, 2, 3])
  }

  @Test("what waits for a link waits because of its cut, and arrives because it has waited")
  func held() {
    let cut = Cut("a", from: .start, until: .start)
    let outbound = Cut("a", from: .start, until: .start, direction: .outbound)
    let steps: [Step] = [
      Self.started, .cut(outbound), .held(Self.delivery(1), until: .start), .cut(cut),
      .held(Self.delivery(1), until: .start), .healed(cut), Self.message(1),
      .replied(node: "a", number: 1, body: .null), .lostAnswer(node: "a", number: 1),
      .redelivered(Self.delivery(1, attempt: 2)), .healed(outbound), Self.message(1, attempt: 2),
    ]
    #expect(Causes.of(steps) == [nil, nil, nil, nil, 4, 4, 5, 7, 2, 9, 2, 10])
  }

  @Test("an answer to a peer is lost because of the cut between the two, from whichever end")
  func lostAnswers() {
    let network = Cut("b", from: .start, until: .start)
    for cut in [
      Cut("b", from: .start, until: .start, other: "a"),
      Cut("a", from: .start, until: .start, other: "b", direction: .inbound),
    ] {
      let steps: [Step] = [
        Self.started, .cut(network), .cut(cut),
        .replied(node: "b", number: -1, body: .null), .lostAnswer(node: "b", number: -1),
        .replied(node: "b", number: 1, body: .null), .lostAnswer(node: "b", number: 1),
      ]
      #expect(Causes.of(steps) == [nil, nil, nil, nil, 3, nil, 2])
    }
    let other = Cut("a", from: .start, until: .start, other: "b", direction: .outbound)
    let steps: [Step] = [
      .cut(other), .replied(node: "b", number: -1, body: .null),
      .lostAnswer(node: "b", number: -1),
    ]
    #expect(Causes.of(steps) == [nil, nil, 2])
  }
}
