import Course
import Progress
import Terminal
import TestSupport
import Testing

@testable import Workbench

struct ChooserTests {
  private func type(_ keys: [Key]) -> (Chooser, Chooser.Outcome) {
    var chooser = Chooser()
    var outcome = Chooser.Outcome.typing
    for key in keys { outcome = chooser.on(key) }
    return (chooser, outcome)
  }

  @Test("a word is typed, corrected and chosen by Enter")
  func chooses() {
    let (chooser, outcome) = type([.character("1"), .character("6"), .backspace, .character("5")])
    #expect(outcome == .typing)
    #expect(chooser.footer.text.contains("15_"))
    #expect(type([.character("1"), .enter]).1 == .chosen("1"))
  }

  @Test("Escape, Enter without a word, and q as the first letter go back")
  func leaves() {
    for keys in [[Key.escape], [.enter], [.character("q")], [.character("1"), .escape]] {
      #expect(type(keys).1 == .left)
    }
    #expect(type([.character("s"), .character("q")]).1 == .typing)
  }

  @Test("a number is a lab, a number with a dot a lesson, and nothing else is anything")
  func means() throws {
    let index = try CourseIndex.load(Repository.root)
    #expect(index.step(matching: "15") == .stage(lab: "15-topic-exchange", number: 1))
    #expect(index.step(matching: "1.3") == .lesson("1.3"))
    #expect(index.step(matching: "nowhere") == nil)
  }
}

struct CourseMapTests {
  @Test("labs and lessons stand in their order with what became of them")
  func lines() throws {
    try withTemporaryFolder { folder in
      try CourseFixture.write(to: folder)
      let index = try CourseFixture.index(folder)
      let text = CourseMap.lines(
        index, ProgressSnapshot(), here: .stage(lab: "01-count", number: 1)
      )
      .map(\.text)
      #expect(text.contains("> open     01   Counting"))
      #expect(text.contains("  later    02   Summing"))
    }
  }
}

struct KeyLabelTests {
  @Test("keys that do not fit are left out, the last one never")
  func fits() {
    let keys = [KeyLabel("a", "first"), KeyLabel("b", "second"), KeyLabel("?", "keys")]
    #expect(keys.line(width: 80).text == "a first  b second  ? keys")
    #expect(keys.line(width: 18).text == "a first  ? keys")
    #expect(keys.line(width: 10).text == "? keys")
  }
}
