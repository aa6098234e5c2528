import EDARuntime
import Simulation
import Testing

@Suite("What goes wrong with messages")
struct DisturbanceTests {
  private let three = Plan(("x", 0), ("y", 10), ("z", 20))

  private func arrivals(_ disturbances: Disturbance...) -> [String] {
    var plan = three
    plan.disturbances = disturbances
    return plan.arrivals.map { "#\($0.number)/\($0.attempt) at \($0.at.milliseconds)" }
  }

  @Test("a duplicate is one more delivery, later, with the next free attempt")
  func duplicate() {
    #expect(
      arrivals(.duplicate(InputName(2), laterByMilliseconds: 7))
        == ["#1/1 at 0", "#2/1 at 10", "#3/1 at 20", "#2/2 at 17"])
    #expect(
      arrivals(
        .duplicate(InputName(1), laterByMilliseconds: 1),
        .duplicate(InputName(1), laterByMilliseconds: 2),
        .duplicate(InputName(1, attempt: 2), laterByMilliseconds: 30))
        == ["#1/1 at 0", "#2/1 at 10", "#3/1 at 20", "#1/2 at 1", "#1/3 at 2", "#1/4 at 31"])
  }

  @Test("a swap exchanges the times of two messages, and twice is not at all")
  func swap() {
    let swap = Disturbance.swap(InputName(1), InputName(3))
    #expect(arrivals(swap) == ["#1/1 at 20", "#2/1 at 10", "#3/1 at 0"])
    #expect(arrivals(swap, swap) == arrivals())
    #expect(arrivals(.swap(InputName(2), InputName(2))) == arrivals())
  }

  @Test("a loss makes the next attempt of it, after the broker's time for redelivery")
  func loss() {
    #expect(
      arrivals(.loss(InputName(2))) == ["#1/1 at 0", "#2/2 at 1010", "#3/1 at 20"])
    #expect(
      arrivals(.loss(InputName(2)), .loss(InputName(2, attempt: 2)))
        == ["#1/1 at 0", "#2/3 at 2010", "#3/1 at 20"])
  }

  @Test("a delay makes late, also a copy; disturbances act on what earlier ones made")
  func delay() {
    #expect(
      arrivals(.delay(InputName(2), byMilliseconds: 5)) == [
        "#1/1 at 0", "#2/1 at 15", "#3/1 at 20",
      ])
    #expect(
      arrivals(
        .duplicate(InputName(1), laterByMilliseconds: 1),
        .delay(InputName(1, attempt: 2), byMilliseconds: 50),
        .swap(InputName(1, attempt: 2), InputName(3)))
        == ["#1/1 at 0", "#2/1 at 10", "#3/1 at 51", "#1/2 at 20"])
  }

  @Test("of a message and its copy each can be lost: no two deliveries have one name")
  func uniqueNames() {
    let copy = Disturbance.duplicate(InputName(1), laterByMilliseconds: 5)
    #expect(
      arrivals(copy, .loss(InputName(1)))
        == ["#1/3 at 1000", "#2/1 at 10", "#3/1 at 20", "#1/2 at 5"])
    #expect(
      arrivals(copy, .loss(InputName(1, attempt: 2)), .loss(InputName(1)))
        == ["#1/2 at 1000", "#2/1 at 10", "#3/1 at 20", "#1/3 at 1005"])
    for seed in 1...20 as ClosedRange<UInt64> {
      var random = RandomNumbers(seed: seed)
      let faults: [Fault] = [
        .duplicate(percent: 50, withinMilliseconds: 9), .drop(percent: 50),
        .duplicate(percent: 50, withinMilliseconds: 9), .drop(percent: 50),
      ]
      let names = three.under(faults, generator: &random).arrivals.map(\.name)
      #expect(Set(names).count == names.count, "\(seed)")
    }
  }

  @Test("dropping all of a plan with duplicates loses every message and every copy once")
  func droppedCopies() {
    var random = RandomNumbers(seed: 1)
    let plan = three.under(
      [.duplicate(percent: 100, withinMilliseconds: 0), .drop(percent: 100)], generator: &random)
    for delivery in plan.arrivals {
      let planned = three.deliveries[delivery.number - 1].at
      #expect(delivery.at.milliseconds(since: planned) == 1000)
    }
    #expect(plan.arrivals.map(\.attempt).sorted() == [2, 2, 2, 3, 3, 3])
  }

  @Test("names of messages that are not in the plan are passed over")
  func unknownNames() {
    let gone = InputName(9)
    #expect(
      arrivals(
        .duplicate(gone, laterByMilliseconds: 1), .swap(gone, InputName(1)),
        .swap(InputName(1), gone), .loss(gone), .delay(gone, byMilliseconds: 5),
        .loss(InputName(1, attempt: 2)), .crash(Crash(node: "a", point: .idle(after: gone))),
        .crash(Crash(node: "nobody", point: .idle(after: nil)))) == arrivals())
    let drive = Drive.of(
      three.with(
        .clock(node: "nobody", at: .start, byMilliseconds: 5),
        .stall(Stall("nobody", .at(.at(1)), milliseconds: 5)),
        .cut(Cut("nobody", from: .at(1), until: .at(2))), .publish(7, .refused),
        .stall(Stall("a", .point(.before(call: 9, of: gone)), milliseconds: 5)),
        .crash(Crash(node: "a", point: .after(call: 1, of: gone)))), repeating)
    #expect(drive.world.outcome == .finished)
    #expect(drive.world.answeredCount == 3)
    #expect(drive.lines(with: "CRASH", "clock", "stalls") == [])
  }

  @Test("a message that was lost is given up one attempt earlier than another")
  func lossCounts() {
    var plan = Plan(("x", 0)).with(.loss(InputName(1)))
    plan.maximumAttempts = 2
    let drive = Drive.of(plan) { _ in throw Unfinished("route") }
    #expect(drive.lines(with: "<", "gave up") == ["1000 a < #1/2 \"x\"", "gave up #1"])
  }

  @Test("poison stays poison when it is duplicated, lost and delivered again")
  func poison() {
    var plan = Plan(("x", 0))
    plan.deliver(.string("bad"), to: "a", at: .at(1), isPoison: true)
    plan.disturbances = [
      .duplicate(InputName(2), laterByMilliseconds: 1), .loss(InputName(2)),
    ]
    #expect(plan.arrivals.map(\.isPoison) == [false, true, true])
    let drive = Drive.of(plan) { turn in
      if turn.text == "bad" { throw Unfinished("bad") }
      return .null
    }
    for case .delivered(let delivery) in drive.world.steps {
      #expect(delivery.isPoison == (delivery.number == 2))
    }
    #expect(drive.lines(with: "gave up") == ["gave up #2", "gave up #2"])
  }
}
