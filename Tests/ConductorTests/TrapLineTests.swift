import Sandbox
import Testing

@testable import Conductor

@Suite("The line of the trap handler")
struct TrapLineTests {
  private static let address = "00005555555551a0"

  private func counters(_ text: String) -> [String] { TrapLine.counters(in: Array(text.utf8)) }

  private func report(output: String = "", errors: String) -> ExitReport {
    ExitReport(
      ending: .signaled(4), cpuMicroseconds: 1, maxResidentBytes: 1,
      output: CapturedOutput(Array(output.utf8)), errors: CapturedOutput(Array(errors.utf8)))
  }

  @Test("its counters are the program counter and the callers, in their order")
  func counters() {
    let (a, b) = (Self.address, "00005555555552b0")
    #expect(counters("\n\u{1}edalab-trap \(a) \n") == [a])
    #expect(counters("Fatal error\n\u{1}edalab-trap \(a) \(b) \nmore") == [a, b])
  }

  @Test("there are none without the line, and none in a line that only looks like it")
  func none() {
    for text in [
      "", "Fatal error: gone\n", "edalab-trap \(Self.address)\n", "\u{1}edalab-trap",
      "\u{1}edalab-trap \n\(Self.address)\n", "\u{1}edalab trap \(Self.address)\n",
    ] {
      #expect(counters(text) == [], "\(text)")
    }
  }

  @Test("what is no address of sixteen digits is left out of a forged line")
  func forged() {
    let a = Self.address
    #expect(
      counters("\u{1}edalab-trap 1 \(a)0 rm -rf \(a) ../../x ${HOME} zzzzzzzzzzzzzzzz\n") == [a])
    #expect(counters("\u{1}edalab-trap \u{e9}\u{301}\u{0}\n") == [])
    let many = String(repeating: a + " ", count: 3000)
    #expect(counters("\u{1}edalab-trap \(many)\n").count == 25)
    #expect(TrapLine.counters(in: Array("\u{1}edalab-trap ".utf8) + [0xff, 0xfe, 0x20]) == [])
  }

  @Test("the last line counts: the handler writes it after everything that a component can forge")
  func last() {
    let forged = "\u{1}edalab-trap 0000000000000001 \n"
    let real = "\u{1}edalab-trap \(Self.address) \n"
    #expect(counters(forged + forged + real) == [Self.address])
  }

  @Test("a line that was cut off counts as far as it came")
  func cut() {
    #expect(counters("\u{1}edalab-trap \(Self.address) 0000555") == [Self.address])
  }

  @Test("what people see is the output, then the errors, without the line")
  func visible() {
    let errors = "Fatal error: gone\n\u{1}edalab-trap \(Self.address) \nafter"
    #expect(
      TrapLine.visibleOutput(report(output: "printed\n", errors: errors))
        == "printed\nFatal error: gone\nafter")
    #expect(TrapLine.visibleOutput(report(errors: "\u{1}edalab-trap \(Self.address)")) == "")
    #expect(TrapLine.visibleOutput(report(output: "a", errors: "b")) == "ab")
  }

  @Test("no more than the last 2,000 bytes are shown, and broken characters do not break anything")
  func bounded() {
    let long = String(repeating: "é", count: 3000)
    let shown = TrapLine.visibleOutput(report(output: "x", errors: long + "y"))
    #expect(shown.unicodeScalars.count == 1001)
    #expect(shown.unicodeScalars.first == "\u{fffd}")
    #expect(shown.hasSuffix("éy"))
  }
}
