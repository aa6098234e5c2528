import Markdown
import Testing

@testable import Course

/// The problems of a lab manifest as `line:column message (suggestion)`.
private func problems(_ text: String) -> [String] {
  LabManifest.read(text, file: "lab.yaml").problems.map {
    "\($0.line):\($0.column) \($0.message)" + ($0.suggestion.map { " (\($0))" } ?? "")
  }
}

@Suite struct LabManifestTests {
  @Test("a whole manifest is read, and what it leaves out has defaults")
  func whole() throws {
    let manifest = try #require(
      LabManifest.read(ExampleCourse.manifest, file: "lab.yaml").value)
    #expect(manifest.id == "01-counter")
    #expect(manifest.lessons == ["1.1"])
    #expect(manifest.status == .released)
    #expect(manifest.faults == [.none, .duplicate])
    #expect(manifest.limits == .standard)
    #expect(manifest.requires.isEmpty)
    #expect(manifest.stages.map(\.checks) == [["V1", "H1"]])
  }

  @Test("all problems are found at once, each with its line and column")
  func all() {
    let text = """
      id: counter
      titel: Counter
      status: relased
      module: 01-start
      minutes: many
      namespace: counter
      components: [A, A]
      files: ["../x.swift"]
      stages: []
      """
    #expect(
      problems(text) == [
        "2:1 unknown key `titel` (`title`)",
        "1:5 `counter` is not two digits and words, like `42-word-count`",
        "1:1 the key `title` is missing",
        "3:9 `relased` is not a choice here (`released`)",
        "5:10 expected a whole number from 1 to 600",
        "6:12 `counter` is not a Swift type name, like `WordCount`",
        "7:17 `A` stands twice",
        "8:9 `../x.swift` is not a Swift file name, like `WordCount.swift`",
        "9:9 the list is empty",
      ])
  }

  @Test("an unknown key far from every known one is answered with the list")
  func farKey() {
    let found = problems(ExampleCourse.manifest + "zzz: 1\n")
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("15:1 unknown key `zzz` (one of: id, title, status"))
  }

  @Test(
    "anchors, aliases, tags, second documents, repeated keys and broken YAML are refused",
    arguments: [
      ("id: &a x\ntitle: *a\n", "anchors and aliases are not used here"),
      ("id: *nothing\n", "anchors and aliases are not used here"),
      ("id: !!binary x\n", "tags are not used here"),
      ("id: x\n---\nid: y\n", "but found another document"),
      ("id: x\nid: y\n", "the key `id` stands twice"),
      ("id: [x\n", "not YAML"),
      ("- id\n", "expected keys and values"),
      ("", "the file is empty"),
      ("id: [[[[[[[[[[x]]]]]]]]]]\n", "the values are nested too deep"),
    ])
  func refused(text: String, message: String) {
    #expect(problems(text).contains { $0.contains(message) })
  }

  @Test("an alias bomb is refused at once")
  func bomb() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...60 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(problems(text).contains { $0.contains("anchors and aliases") })
  }

  @Test("scalars are not guessed: no, 1.10 and 012 stay what they are")
  func notGuessed() throws {
    let text = ExampleCourse.manifest.replacing("title: Counter", with: "title: no")
      .replacing("lessons: [1.1]", with: "lessons: [1.10]")
    let manifest = try #require(LabManifest.read(text, file: "").value)
    #expect(manifest.title == "no")
    #expect(manifest.lessons == ["1.10"])
  }

  @Test("limits below what a Swift program needs are refused")
  func limits() {
    let found = problems(ExampleCourse.manifest + "limits: {memoryMiB: 64}\n")
    #expect(found == ["15:21 expected a whole number from 128 to 4096"])
  }
}

@Suite struct LessonManifestTests {
  @Test("a lesson is skippable only if it says so")
  func skippable() throws {
    let text = "id: 0.1\ntitle: Swift\nminutes: 4\n"
    #expect(try #require(LessonManifest.read(text, file: "").value).isSkippable == false)
    let more = LessonManifest.read(text + "skippable: true\n", file: "")
    #expect(try #require(more.value).isSkippable)
  }
}

@Suite struct GraderManifestTests {
  @Test("a warm-up names the cells that reject its starter, and other labs none")
  func starter() throws {
    let text = ExampleCourse.grader
    #expect(try #require(GraderManifest.read(text, file: "").value).starterRejectedBy == nil)
    let warmUp = GraderManifest.read(text + "starter: {rejectedBy: [H1/duplicate]}\n", file: "")
    let cells = try #require(warmUp.value).starterRejectedBy
    #expect(cells?.map(\.description) == ["H1/duplicate"])
    let unknown = GraderManifest.read(text + "starter: {rejectedBy: [H7]}\n", file: "")
    #expect(unknown.problems.map(\.message) == ["no check has the cell `H7`"])
  }

  private func problems(_ change: (String, String)) -> [String] {
    let text = ExampleCourse.grader.replacing(change.0, with: change.1)
    return GraderManifest.read(text, file: "grader.yaml").problems.map(\.message)
  }

  @Test("a whole manifest is read")
  func whole() throws {
    let manifest = try #require(
      GraderManifest.read(ExampleCourse.grader, file: "grader.yaml").value)
    let property = try #require(manifest.check("H1"))
    #expect(property.isKey)
    #expect(property.cells.map(\.fault) == [.none, .duplicate])
    #expect(property.cells.map(\.millipoints) == [1500, 500])
    #expect(manifest.millipoints == 4000)
    #expect(manifest.wrong.map(\.isEssential) == [true, false])
    #expect(manifest.wrong[0].rejectedBy.map(\.description) == ["H1/duplicate"])
  }

  @Test(
    "what a manifest must not say is refused",
    arguments: [
      ("H1/duplicate", "H1/crash", "no check has the cell `H1/crash`"),
      ("H1/duplicate", "H2", "no check has the cell `H2`"),
      ("H1/duplicate", "H1/rain", "`H1/rain` is not a check or a cell, like `H1/crash`"),
      ("id: V1", "id: H1", "`H1` stands twice"),
      ("witness: At", "# At", "the key `witness` is missing"),
      ("key: true", "key: yes", "expected `true` or `false`"),
      ("{duplicate: 500}", "{duplicates: 500}", "unknown key `duplicates`"),
      ("name: fast", "name: simple", "`accepted/simple` stands twice"),
    ])
  func refused(old: String, new: String, message: String) {
    #expect(problems((old, new)).contains(message))
  }

  @Test("the other groups name a verdict")
  func others() throws {
    let text = ExampleCourse.grader + "build_error:\n  - {name: x, verdict: not_gradable}\n"
    let manifest = try #require(GraderManifest.read(text, file: "").value)
    #expect(manifest.others.map(\.group) == [.buildError])
    #expect(manifest.others.map(\.verdict) == [.notGradable])
  }
}

@Suite struct HintsTests {
  @Test("a section has three steps")
  func steps() throws {
    let hints = try #require(Hints.read("## H1\n\n1. a\n2. b\n3. c\n", file: "").value)
    #expect(hints.steps["H1"]?.count == 3)
  }

  @Test(
    "anything else is a problem with its line",
    arguments: [
      ("## H1\n\n1. a\n2. b\n", 3, "`H1` has 2 steps instead of 3"),
      ("## H1\n\n## H2\n\n1. a\n2. b\n3. c\n", 1, "`H1` has no steps"),
      ("## Help\n\n1. a\n2. b\n3. c\n", 1, "`Help` is not a check, like `H1`"),
      ("1. a\n", 1, "the list stands below no check's heading"),
      (
        "## H1\n\ntext\n\n1. a\n2. b\n3. c\n", 3,
        "only an ordered list may stand below a check's heading"
      ),
    ])
  func problem(text: String, line: Int, message: String) {
    let problems = Hints.read(text, file: "hints.md").problems
    #expect(problems == [ManifestProblem(file: "hints.md", line: line, message: message)])
  }
}

@Suite struct QuizTests {
  private let text = "question: Why?\noptions: [a, b]\nanswer: 2\nwhy: Because.\n"

  @Test("a quiz is read, and what a reader shows has no answer in it")
  func read() throws {
    let quiz = try #require(Quiz.read(text, file: "").value)
    #expect(quiz.answer == 2)
    #expect(quiz.blocks.count == 2)
    #expect(!"\(quiz.blocks)".contains("Because"))
  }

  @Test("a question that a comment cuts off is a problem, a quoted one is not")
  func comment() {
    let cut = text.replacing("Why?", with: "Who gets #1 and #2?")
    let problems = Quiz.read(cut, file: "").problems.map(\.message)
    #expect(problems == ["what follows ` #` is a comment and not read; put the text into quotes"])
    let quoted = text.replacing("Why?", with: "\"Who gets #1 and #2?\"")
    #expect(Quiz.read(quoted, file: "").value?.question == "Who gets #1 and #2?")
  }

  @Test("code in a question is shown as code")
  func code() throws {
    let marked = text.replacing("Why?", with: "What does `a.#` match?")
    let quiz = try #require(Quiz.read(marked, file: "").value)
    #expect(quiz.blocks[0].inlines.contains(.code("a.#")))
  }

  @Test("an answer outside the options is a problem with the line of the lesson")
  func outside() {
    let text = text.replacing("answer: 2", with: "answer: 3")
    let problems = Quiz.read(text, file: "a.md", firstLine: 40).problems
    #expect(problems.map(\.line) == [42])
  }
}

@Suite struct NearNameTests {
  @Test(
    "a swap, a lost and a wrong letter are one change each",
    arguments: [("lesson", "lessno", 1), ("lab", "labs", 1), ("crash", "clash", 1), ("a", "", 1)])
  func distance(first: String, second: String, changes: Int) {
    #expect(NearName.distance(first, second) == changes)
  }

  @Test("only a slip of the fingers is suggested")
  func nearest() {
    #expect(NearName.nearest(to: "hcraash", among: ["crash", "drop"]) == "crash")
    #expect(NearName.nearest(to: "xyz", among: ["crash", "drop"]) == nil)
  }
}
