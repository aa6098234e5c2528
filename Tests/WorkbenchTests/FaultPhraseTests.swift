import EDARuntime
import Results
import Simulation
import Testing

@testable import Workbench

@Suite("A fault in a player's words")
struct FaultPhraseTests {
  /// Two messages; the first leads to calls 1 and 2, a timer to call 3, the second to call 4.
  private var trace: Trace {
    func step(
      _ number: Int, _ kind: TraceStep.Kind, input: Int? = nil, call: Int? = nil
    ) -> TraceStep {
      TraceStep(
        number: number, at: 0, node: "till", kind: kind, input: input,
        attempt: kind == .deliver && input != nil ? 1 : nil, call: call, text: "")
    }
    let steps = [
      step(1, .start), step(2, .deliver, input: 1), step(3, .call, call: 1),
      step(4, .call, call: 2), step(5, .reply, input: 1), step(6, .deliver),
      step(7, .call, call: 3), step(8, .reply), step(9, .deliver, input: 2),
      step(10, .call, call: 4), step(11, .reply, input: 2),
    ]
    return Trace(
      lab: "", cell: "H1", seed: "", nodes: ["till"], schedule: [], steps: steps, brokenAt: nil,
      digest: "")
  }

  private func read(
    _ line: String, allowed: Set<FaultClass> = Set(FaultClass.allCases)
  ) throws(PhraseError) -> Disturbance {
    try FaultPhrase(in: trace, allowed: allowed).disturbance(line)
  }

  private func complaint(_ line: String, allowed: Set<FaultClass> = Set(FaultClass.allCases))
    -> String
  {
    do throws(PhraseError) {
      return "read as \(try read(line, allowed: allowed))"
    } catch {
      return error.description
    }
  }

  @Test("messages are named by number, and what is left out has its default")
  func messages() throws {
    #expect(try read("duplicate #2") == .duplicate(InputName(2), laterByMilliseconds: 500))
    #expect(try read("duplicate #2 7") == .duplicate(InputName(2), laterByMilliseconds: 7))
    #expect(try read("swap #1 #2") == .swap(InputName(1), InputName(2)))
    #expect(try read("lose #1") == .loss(InputName(1)))
    #expect(try read("delay #1 70") == .delay(InputName(1), byMilliseconds: 70))
    #expect(try read("unconfirmed 3") == .publish(3, .confirmLost))
    #expect(try read("unpublished 1") == .publish(1, .messageLost))
    #expect(try read("refused 2") == .publish(2, .refused))
  }

  @Test("a call of the run is the n-th call of its message")
  func crashes() throws {
    func crash(_ line: String) throws -> CrashPoint? {
      guard case .crash(let crash) = try read(line) else { return nil }
      #expect(crash.node == "till")
      return crash.point
    }
    #expect(try crash("crash before 1") == .before(call: 1, of: InputName(1)))
    #expect(try crash("crash after 2") == .after(call: 2, of: InputName(1)))
    #expect(try crash("crash after 4") == .after(call: 1, of: InputName(2)))
    #expect(try crash("crash after #1") == .idle(after: InputName(1)))
    #expect(complaint("crash after 3") == "call 3 belongs to no message; choose one that does")
    #expect(complaint("crash after 5") == "there is no call 5 in this run")
  }

  @Test("nodes, times and clocks")
  func nodes() throws {
    #expect(
      try read("cut till 100 400")
        == .cut(Cut("till", from: Instant(milliseconds: 100), until: Instant(milliseconds: 400))))
    #expect(
      try read("clock till 5 -9")
        == .clock(node: "till", at: Instant(milliseconds: 5), byMilliseconds: -9))
    #expect(
      try read("stall till 5 9")
        == .stall(Stall("till", .at(Instant(milliseconds: 5)), milliseconds: 9)))
    #expect(complaint("stall shop 5 9") == "no node is called 'shop'; there is till")
  }

  @Test("what cannot be read says how it is written")
  func misread() {
    #expect(complaint("lose 2") == "write it like this: lose #2")
    #expect(complaint("lose #2 #1") == "write it like this: lose #2")
    #expect(complaint("crash at 2") == "write it like this: crash before 3")
    #expect(complaint("lose #9") == "there is no message #9 in this run")
    #expect(
      complaint("explode", allowed: [.drop, .crash])
        == "'explode' is no fault; here they are crash, lose, refused, unconfirmed, unpublished")
    #expect(
      complaint("lose #1", allowed: [.crash])
        == "drop is no fault that this property has to bear")
    #expect(
      FaultPhrase(in: trace, allowed: [.drop]).forms.map(\.pattern)
        == ["lose #2", "unconfirmed 1", "unpublished 1", "refused 1"])
  }
}
