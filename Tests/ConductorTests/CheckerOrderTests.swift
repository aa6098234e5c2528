import EDARuntime
import GraderKit
import Results
import Sandbox
import Testing

@testable import Conductor

@Suite("What a checker is told and what it says")
struct CheckerOrderTests {
  private static let isolation = Isolation(
    level: .landlock, landlockABI: 6,
    probes: [ProbeResult(name: "level 2: x", passed: true, detail: "EPERM", remedy: nil)],
    boxPath: "/kit/bin/edalab-box", bubblewrapPath: nil)

  private func order(_ change: (inout CheckerOrder) -> Void = { _ in }) -> CheckerOrder {
    var order = CheckerOrder(
      component: "/cache/component", seed: "2a", only: ["H1", "I1/crash"],
      isolation: Self.isolation, cpuSeconds: 2, memoryMebibytes: 512, outputMebibytes: 1)
    change(&order)
    return order
  }

  @Test("an order reads back equal from its JSON")
  func roundTrip() throws {
    let listing = order {
      $0.listOnly = true
      $0.only = []
    }
    for order in [order(), listing] {
      let wire = try ValueEncoder.encode(order)
      let read = try ValueDecoder.decode(
        CheckerOrder.self, from: try JSONParser.parse(JSONWriter.write(wire)))
      #expect(try ValueEncoder.encode(read) == wire)
      #expect(read.component == order.component)
      #expect(read.only == order.only)
      #expect(read.isolation == order.isolation)
      #expect(read.wallSeconds == 20)
      #expect(read.listOnly == order.listOnly)
    }
  }

  @Test("each line of a checker reads back as what it was, on one line")
  func lines() throws {
    let outcome = CellOutcome(
      id: "H1", fault: .crash, isExample: false, verdict: .crash,
      counts: [Count(name: "deposits", value: 3)],
      failure: Failure(summary: "line\nfeed", step: 7, timeline: ["a", "b"], output: "\u{1}"),
      trapCounters: ["00005555555551a0"], toolFault: nil)
    let lines: [CheckerLine] = [
      .cell(outcome), .listed(name: "I1/crash", isExample: false),
      .faultFree(cpuMicroseconds: 12), .finished(cells: 3, cpuMicroseconds: 4, processes: 5),
      .toolFault("no such file"),
    ]
    for line in lines {
      let wire = try ValueEncoder.encode(line)
      let bytes = JSONWriter.write(wire)
      #expect(!bytes.contains(0x0a))
      let read = try ValueDecoder.decode(CheckerLine.self, from: try JSONParser.parse(bytes))
      #expect(try ValueEncoder.encode(read) == wire)
      if case .cell(let same) = read { #expect(same == outcome) }
    }
  }

  @Test("the wall-clock limit is ten times the CPU limit and at least 10 s, or what is asked for")
  func wallLimit() {
    func seconds(_ cpu: Int, _ wall: Int? = nil) -> Int {
      CheckerOrder(
        component: "", seed: "1", isolation: Self.isolation, cpuSeconds: cpu,
        memoryMebibytes: 1, outputMebibytes: 1, wallSeconds: wall
      ).wallSeconds
    }
    #expect([seconds(1), seconds(2), seconds(30), seconds(30, 1)] == [10, 20, 300, 1])
  }
}
