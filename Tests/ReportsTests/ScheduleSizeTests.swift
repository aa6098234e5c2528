import Results
import Testing

@testable import Reports

@Suite("The size of a schedule in words")
struct ScheduleSizeTests {
  private let message = "#1 at 0 ms to a: save crashes no link"

  private func words(_ lines: [String], before: Int = 0, isMinimal: Bool = true) -> String {
    Schedule(lines: lines, lengthBefore: max(before, lines.count), isMinimal: isMinimal).words
  }

  @Test("one element, several, and what was left out are told as people speak")
  func sentences() {
    let crash = "FAULT a crashes right after call 3 (commit main {x = 1})"
    #expect(words([message]) == "1 message shows it:")
    #expect(words([message], before: 12) == "1 message shows it, of 12:")
    #expect(
      words([message, message, crash], before: 9)
        == "2 messages and 1 crash show it, of 9; without any of these it passes:")
    #expect(words([message, crash], isMinimal: false) == "1 message and 1 crash show it:")
    #expect(words([]) == "It shows without any message.")
  }

  @Test("each kind of line is counted under its own name")
  func kinds() {
    let lines: [(String, String)] = [
      (message, "1 message"), ("#2 at 0 ms to a: POISON x", "1 poison message"),
      ("a is restarted at 5 ms", "1 restart"), ("the nodes take turns as drawn", "1 drawn order"),
      ("FAULT #1 arrives once more, 3 ms later", "1 duplicate"),
      ("FAULT #1 and #2 arrive at each other's time", "1 swap"),
      ("FAULT #1 (attempt 2) is lost, and comes again later", "1 loss"),
      ("FAULT #3 is late by 4 ms", "1 delay"),
      ("FAULT a crashes before its first input", "1 crash"),
      ("FAULT no link from b to a from 5 ms until 9 ms", "1 cut link"),
      ("FAULT published message 2: the broker refuses the message", "1 fault of a publication"),
      ("FAULT the clock of a is set back by 4 ms at 7 ms", "1 wrong clock"),
      ("FAULT a does nothing for 4 ms from 7 ms", "1 stall"), ("FAULT of a new kind", "1 fault"),
    ]
    for (line, words) in lines { #expect(ScheduleSize([line]).words == words, "\(line)") }
    #expect(ScheduleSize(lines.map(\.0)).faults.hasPrefix("1 poison message, 1 duplicate, 1 swap"))
    #expect(ScheduleSize([message]).faults == "")
  }
}
