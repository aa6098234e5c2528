import Testing

@testable import Course

/// A way to break the example course, and what the lint says about it.
struct Breakage: CustomTestStringConvertible, Sendable {
  let rule: LintRule
  let message: String
  let change: @Sendable (inout ExampleCourse) -> Void

  var testDescription: String { message }

  init(
    _ rule: LintRule, _ message: String, _ change: @escaping @Sendable (inout ExampleCourse) -> Void
  ) {
    self.rule = rule
    self.message = message
    self.change = change
  }

  static let labFile = "Labs/01-counter/lab.yaml"
  static let graderFile = "Grader/01-counter/grader.yaml"
  static let lessonFile = "Content/01-start/01-first.md"

  static func replacing(
    _ rule: LintRule, _ message: String, _ old: String, _ new: String, in file: String
  ) -> Breakage {
    Breakage(rule, message) { $0.replace(old, new, in: file) }
  }

  /// The lab tells of a failure in the field.
  static func incident(_ message: String, _ text: String) -> Breakage {
    Breakage(.figures, message) { $0.files[labFile]? += "incident: \"\(text)\"\n" }
  }

  static func adding(_ rule: LintRule, _ message: String, _ path: String, _ text: String = "x\n")
    -> Breakage
  {
    Breakage(rule, message) { $0.files[path] = text }
  }

  static func removing(_ rule: LintRule, _ message: String, _ path: String) -> Breakage {
    Breakage(rule, message) { $0.files[path] = nil }
  }

  static func lesson(_ rule: LintRule, _ message: String, _ body: String) -> Breakage {
    Breakage(rule, message) {
      $0.files[lessonFile] = ExampleCourse.lesson(words: 800, body: body)
    }
  }

  static let labs: [Breakage] = [
    removing(.requiredFiles, "the file is missing", "Labs/01-counter/Examples.swift"),
    removing(.requiredFiles, "there is no Swift file", "Labs/01-counter/API/Counter.swift"),
    removing(.requiredFiles, "the file is missing", "Grader/01-counter/Checks.swift"),
    adding(.deadFiles, "nothing uses this file", "Labs/01-counter/Starter/Extra.swift"),
    adding(.deadFiles, "nothing uses this file", "Grader/01-counter/notes.md"),
    adding(.deadFiles, "no lab has this name", "Grader/09-gone/grader.yaml"),
    replacing(
      .references, "there is no lab `01-conuter`", "minutes: 60",
      "minutes: 60\nrequires: [01-conuter]", in: labFile),
    replacing(
      .references, "the lab requires itself, directly or in a circle", "minutes: 60",
      "minutes: 60\nrequires: [01-counter]", in: labFile),
    replacing(.stages, "`H1` stands in no stage", "[V1, H1]", "[V1]", in: labFile),
    replacing(.stages, "no check has the id `H9`", "[V1, H1]", "[V1, H1, H9]", in: labFile),
    Breakage(.stages, "`V1` stands in two stages, the other is `Count`") {
      $0.files[labFile]? += "  - {title: Again, minutes: 20, checks: [V1]}\n"
    },
    incident("the incident cites no source, like `[S75]`", "Much was lost."),
    incident("no lesson of the module has the source `a blog`", "Much was lost [S75] [a blog]."),
    incident(
      "the incident has 406 characters, at most 400 fit",
      String(repeating: "w", count: 400) + " [S75]"),
    replacing(
      .points, "the cells sum to 4000 thousandths, not to 5000", "points: 4", "points: 5",
      in: graderFile),
    replacing(
      .points, "no check is key, so nothing is needed to pass the lab", "key: true",
      "key: false", in: graderFile),
    replacing(
      .faults, "`H1` uses the fault `duplicate`, which lab.yaml does not name",
      "[none, duplicate]", "[none]", in: labFile),
    Breakage(.references, "the lesson `1.1` does not name this lab") {
      $0.replace("lab: 01-counter\n", "", in: lessonFile)
    },
    Breakage(.reading, "9 minutes of reading (1619 words) precede this stage, at most 8 should") {
      $0.files["Labs/01-counter/TASK.md"]? += String(repeating: "word ", count: 798)
    },
    replacing(
      .pictures, "a drawing is a block called `picture`", "Good luck.", "```\n┌──┐\n```",
      in: "Labs/01-counter/TASK.md"),
    replacing(
      .hints, "`H1` has 2 steps instead of 3", "3. Do.\n", "",
      in: "Labs/01-counter/hints.md"),
    replacing(.hints, "no check has the id `H7`", "## H1", "## H7", in: "Labs/01-counter/hints.md"),
    removing(.hints, "the file is missing or unreadable", "Labs/01-counter/hints.md"),
    replacing(
      .propertyList, "the property list differs from grader.yaml", "counts once",
      "counts", in: "Labs/01-counter/TASK.md"),
    replacing(
      .propertyList, "the task has no place for the property list", "<!-- properties -->",
      "", in: "Labs/01-counter/TASK.md"),
  ]

  static let submissions: [Breakage] = [
    removing(
      .submissions, "there is no submission `wrong/m1-memory`",
      "Grader/01-counter/Submissions/wrong/m1-memory.patch"),
    adding(
      .submissions, "grader.yaml does not name it",
      "Grader/01-counter/Submissions/wrong/new/MyCounter.swift"),
    replacing(
      .submissions, "no wrong submission is `memorised`", ", memorised: true", "",
      in: graderFile),
    replacing(
      .submissions, "a lab has two accepted submissions or more",
      "  - {name: fast, note: the fast one}\n", "", in: graderFile),
    replacing(
      .submissions,
      "the submission cannot be made: MyCounter.swift: line 2 of the file is different",
      "a\nb\nc\n", "a\nnew\nc\n",
      in: "Grader/01-counter/Submissions/accepted/simple/MyCounter.swift"),
    adding(
      .submissions, "the submission does not consist of MyCounter.swift",
      "Grader/01-counter/Submissions/accepted/fast/More.swift"),
  ]

  static let lessons: [Breakage] = [
    Breakage(.lesson, "the lesson has 609 words, it should have 700 to 1200") {
      $0.files[lessonFile] = ExampleCourse.lesson(words: 600)
    },
    replacing(
      .lesson, "the lesson does not have one heading `# First steps`", "# First steps",
      "# Steps", in: lessonFile),
    lesson(.lesson, "HTML is not shown", "a <b>c</b>"),
    lesson(.lesson, "footnotes are not CommonMark", "a[^1]\n\n[^1]: note\n"),
    lesson(.links, "the link `../02-next/x.md` leads nowhere", "[x](../02-next/x.md)"),
    lesson(.links, "the link `../../../etc/passwd` leads nowhere", "[x](../../../etc/passwd)"),
    lesson(.figures, "the front matter has no source `S20`", "As [S20] says."),
    lesson(.figures, "the figure cites no source, like `[S75]`", "> **Figure F-U1.** Many."),
    lesson(
      .pictures, "a paragraph `In words: …` must follow the drawing",
      "```picture\n─\n```\n\nNo words."),
    lesson(
      .quiz, "the key `why` is missing",
      "```quiz\nquestion: q\noptions: [a, b]\nanswer: 1\n```"),
    lesson(
      .programs, "a block `output` must follow the program",
      "```swift run\nprint(1)\n```\n\nNothing."),
    adding(.deadFiles, "module.yaml does not name this file", "Content/01-start/02-more.md"),
    replacing(.manifest, "`2` is not a choice here", "trust: X", "trust: 2", in: lessonFile),
  ]
}

@Suite struct CourseLintTests {
  @Test("a good course has no finding")
  func good() throws {
    #expect(try ExampleCourse.findings { _ in }.isEmpty)
  }

  @Test(
    "one mistake gives an error of its rule",
    arguments: Breakage.labs + Breakage.submissions + Breakage.lessons)
  func mistake(breakage: Breakage) throws {
    let findings = try ExampleCourse.findings(breakage.change)
    let errors = findings.filter { $0.severity == .error }
    #expect(
      errors.contains { $0.rule == breakage.rule && $0.problem.message == breakage.message },
      "\(findings.map { "\($0.rule) \($0.problem.file): \($0.problem.message)" })")
  }

  @Test("in a draft, missing hints and submissions are warnings and wrong points are not")
  func draft() throws {
    let findings = try ExampleCourse.findings { course in
      course.replace("status: released", "status: draft", in: Breakage.labFile)
      course.replace("points: 4", "points: 5", in: Breakage.graderFile)
      course.files["Labs/01-counter/hints.md"] = nil
      course.files = course.files.filter { !$0.key.contains("/Submissions/") }
    }
    #expect(Set(findings.filter { $0.severity == .error }.map(\.rule)) == [.points])
    #expect(Set(findings.filter { $0.severity == .warning }.map(\.rule)) == [.hints, .submissions])
  }

  @Test("a source that nothing cites is a warning at its line")
  func unusedSource() throws {
    let findings = try ExampleCourse.findings {
      $0.replace(" [S75]", "", in: Breakage.lessonFile)
      $0.replace("> **Figure", "> **Number", in: Breakage.lessonFile)
    }
    #expect(findings.map(\.severity) == [.warning])
    #expect(findings.map(\.problem.line) == [7])
  }

  @Test("a lesson that says another time of reading than its words take is warned about")
  func minutes() throws {
    let findings = try ExampleCourse.findings {
      $0.replace("minutes: 5", "minutes: 20", in: Breakage.lessonFile)
    }
    #expect(findings.map(\.severity) == [.warning])
    #expect(findings.map(\.problem.message) == ["the lesson takes 5 minutes to read, not 20"])
  }

  @Test("findings are in the order of files and lines")
  func order() throws {
    let findings = try ExampleCourse.findings { course in
      for breakage in Breakage.submissions + Breakage.labs.suffix(4) { breakage.change(&course) }
    }
    let places = findings.map { ($0.problem.file, $0.problem.line) }
    #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(findings.count > 5)
  }
}
