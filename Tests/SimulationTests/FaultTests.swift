import EDARuntime
import Simulation
import Testing

@Suite("Faults")
struct FaultTests {
  private let plan = Plan((0..<200).map { ("m\($0)", "a", Int64($0) * 10) })

  private func under(_ faults: Fault..., seed: UInt64 = 5) -> Plan {
    var generator = RandomNumbers(seed: seed)
    return plan.under(faults, generator: &generator)
  }

  @Test(
    "the same generator gives the same plan, another one another plan",
    arguments: [
      Fault.duplicate(percent: 30, withinMilliseconds: 500), .reorder(percent: 30, places: 5),
      .drop(percent: 30), .delay(.uniform(100)),
    ])
  func pure(fault: Fault) {
    #expect(under(fault) == under(fault))
    #expect(under(fault) != under(fault, seed: 6))
    #expect(under(fault) != plan)
  }

  @Test("no fault, or one that never strikes, changes nothing")
  func nothing() {
    #expect(under() == plan)
    #expect(under(.duplicate(percent: 0, withinMilliseconds: 5), .drop(percent: 0)) == plan)
    #expect(under(.reorder(percent: 0, places: 3), .delay(.uniform(0))) == plan)
    var generator = RandomNumbers(seed: 1)
    let empty = Plan().under([.reorder(percent: 100, places: 3)], generator: &generator)
    #expect(empty == Plan())
  }

  @Test("a duplicate is the same message a second time, within its window")
  func duplicates() {
    let faulty = under(.duplicate(percent: 30, withinMilliseconds: 500))
    #expect(Array(faulty.arrivals.prefix(200)) == plan.deliveries)
    let copies = faulty.arrivals.dropFirst(200)
    #expect((30...90).contains(copies.count))
    for copy in copies {
      let original = plan.deliveries[copy.number - 1]
      #expect(copy.input == original.input)
      #expect(copy.attempt == 2)
      #expect((0...500).contains(copy.at.milliseconds(since: original.at)))
    }
    #expect(under(.duplicate(percent: 100, withinMilliseconds: 0)).arrivals.count == 400)
  }

  @Test("reordering permutes the times, and puts no message more than its places behind its own")
  func reordering() {
    let faulty = under(.reorder(percent: 50, places: 5))
    #expect(faulty.arrivals.map(\.at).sorted() == plan.deliveries.map(\.at))
    #expect(faulty.arrivals.map(\.number) == plan.deliveries.map(\.number))
    let late = zip(faulty.arrivals, plan.deliveries).map { $0.at.milliseconds(since: $1.at) }
    #expect(late.allSatisfy { $0 <= 50 })
    #expect(late.contains { $0 > 0 })
    #expect(late.contains { $0 < 0 })
  }

  @Test("a dropped delivery is missed once and comes after the broker's time for redelivery")
  func drops() {
    let faulty = under(.drop(percent: 30))
    var dropped = 0
    for (new, old) in zip(faulty.arrivals, plan.deliveries) where new != old {
      dropped += 1
      #expect(new.attempt == 2)
      #expect(new.at == old.at.advanced(byMilliseconds: plan.redeliveryMilliseconds))
    }
    #expect((30...90).contains(dropped))
    #expect(under(.drop(percent: 100)).arrivals.allSatisfy { $0.attempt == 2 })
  }

  @Test("a delay makes messages late, by no more than its measure, and loses none")
  func delays() {
    let faulty = under(.delay(.uniform(100)))
    let late = zip(faulty.arrivals, plan.deliveries).map { $0.at.milliseconds(since: $1.at) }
    #expect(late.allSatisfy { (0...100).contains($0) })
    #expect(Set(late).count > 50)
  }

  @Test("faults combine: duplicates of a plan can be dropped too")
  func combination() {
    let faulty = under(.duplicate(percent: 100, withinMilliseconds: 0), .drop(percent: 100))
    #expect(
      faulty.arrivals.map(\.attempt).sorted()
        == [2, 3].flatMap { Array(repeating: $0, count: 200) })
  }

  @Test("a duplicate reaches the component as the same call under another request id")
  func requestIDs() {
    var generator = RandomNumbers(seed: 1)
    let twice = Plan(("x", 0)).under(
      [.duplicate(percent: 100, withinMilliseconds: 100)], generator: &generator)
    var drive = Drive(twice) { turn in .string(turn.text) }
    drive.run()
    let calls = drive.actions.compactMap { action -> (String, JSONValue)? in
      guard case .exchange(_, .call(let id, _, let body)) = action else { return nil }
      return (id, body)
    }
    #expect(calls.map(\.1) == [.string("x"), .string("x")])
    #expect(Set(calls.map(\.0)).count == 2)
  }
}
