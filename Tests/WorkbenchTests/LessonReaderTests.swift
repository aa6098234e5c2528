import Markdown
import Progress
import Terminal
import Testing

@testable import Course
@testable import Workbench

/// Timelines: events in, actions out, without a terminal.
struct LessonReaderTests {
  static let text = """
    # Counting

    One.

    ```quiz
    question: How many?
    options: [none, one]
    answer: 2
    why: One is one.
    ```

    Two.

    ```text
    1  2
    ```

    ```quiz
    question: And now?
    options: [one, two, three]
    answer: 2
    why: Two are two.
    ```
    """

  private func reader(isSkippable: Bool = false) throws -> LessonReader {
    let lesson = Lesson(
      manifest: CourseFixture.lessonManifest(isSkippable: isSkippable), module: "01-basics",
      name: "01-counting")
    return LessonReader(lesson, text: try Document(parsing: Self.text))
  }

  private func press(_ keys: String, _ reader: inout LessonReader) -> [LessonReader.Action] {
    keys.flatMap { reader.on(.key($0 == " " ? .character(" ") : .character($0))) }
  }

  private func questions(_ reader: LessonReader) -> [LessonQuestion] {
    reader.parts.compactMap { if case .question(let question) = $0 { question } else { nil } }
  }

  @Test("text is shown up to a question, which comes when the text was seen")
  func asks() throws {
    var reader = try reader()
    guard case .show(.text(let blocks))? = reader.on(.opened).first else {
      Issue.record("the lesson does not begin with its text")
      return
    }
    #expect(blocks.count == 2)
    #expect(reader.on(.seen) == [.show(.question(questions(reader)[0]))])
  }

  @Test("an answer is recorded, told, and the text goes on")
  func answers() throws {
    var reader = try reader()
    _ = reader.on(.opened)
    _ = reader.on(.seen)
    let question = questions(reader)[0]
    let actions = press("1", &reader)
    #expect(
      actions.prefix(2) == [
        .record(
          .questionAnswered(lesson: "1.1", question: question.id, choice: 1, isRight: false)),
        .show(.answer(question, choice: 1)),
      ])
    guard case .show(.text)? = actions.last else {
      Issue.record("the text does not go on")
      return
    }
  }

  @Test("a key that is no answer changes nothing, and s passes over the question")
  func passesOver() throws {
    var reader = try reader()
    _ = reader.on(.opened)
    _ = reader.on(.seen)
    #expect(press("7", &reader) == [.show(.noAnswer(questions(reader)[0]))])
    guard case .show(.text)? = press("s", &reader).first else {
      Issue.record("the text does not go on")
      return
    }
  }

  @Test("at its end a lesson is recorded as read, once, and n goes on")
  func ends() throws {
    var reader = try reader()
    _ = reader.on(.opened)
    _ = reader.on(.seen)
    _ = press("2", &reader)
    _ = reader.on(.seen)
    let actions = press("2", &reader)
    #expect(
      actions.suffix(2) == [
        .record(.lessonFinished(lesson: "1.1", how: .read)), .show(.end(reader.lesson)),
      ])
    #expect(press("n", &reader) == [.stop(.next)])
  }

  @Test("n before the end leaves the lesson as skipped, q leaves it unread")
  func leaves() throws {
    var reader = try reader()
    _ = reader.on(.opened)
    var quitter = reader
    #expect(
      press("n", &reader) == [
        .record(.lessonFinished(lesson: "1.1", how: .skipped)),
        .show(.passedOver(reader.lesson)), .stop(.next),
      ])
    #expect(press("q", &quitter) == [.stop(.quit)])
    #expect(quitter.on(.interrupted) == [.stop(.interrupted)])
  }

  private func resumed(_ text: String = text, isSkippable: Bool = false) throws -> LessonReader {
    let lesson = Lesson(
      manifest: CourseFixture.lessonManifest(isSkippable: isSkippable), module: "01-basics",
      name: "01-counting")
    let document = try Document(parsing: text)
    let first = LessonReader(lesson, text: document)
    return LessonReader(lesson, text: document, answered: [questions(first)[0].id])
  }

  /// The texts of the headings that an action shows.
  private func headings(_ actions: [LessonReader.Action]) -> [String] {
    actions.flatMap { action -> [String] in
      guard case .show(.text(let blocks)) = action else { return [] }
      return LessonPage(width: 80).lines(.text(blocks)).map(\.text)
        .filter { !$0.isEmpty && !$0.hasPrefix("─") }
    }
  }

  @Test("a lesson that was begun says its heading and its section again, and goes on from there")
  func resumes() throws {
    let text = Self.text.replacing("One.", with: "## Ones\n\nOne.")
    var reader = try resumed(text)
    let actions = reader.on(.opened)
    #expect(actions.first == .show(.resumed(reader.lesson, question: 1)))
    #expect(headings(actions) == ["Counting", "Ones"])
    #expect(headings(reader.on(.seen)).first == "Two.")
  }

  @Test("a section that begins where it goes on is not named twice, and b begins at the top")
  func resumesAtSection() throws {
    let text = Self.text.replacing("One.", with: "## Ones\n\nOne.")
      .replacing("Two.", with: "## Twos\n\nTwo.")
    var reader = try resumed(text)
    #expect(headings(reader.on(.opened)) == ["Counting"])
    #expect(reader.keys.contains(KeyLabel("b", "from the top")))
    #expect(headings(press("b", &reader)).first == "Counting")
    var fresh = try self.reader()
    _ = fresh.on(.opened)
    #expect(!fresh.keys.contains(KeyLabel("b", "from the top")))
  }

  @Test("the questions of a skippable lesson do not stand for its text")
  func resumesNotSkippable() throws {
    var reader = try resumed(isSkippable: true)
    #expect(reader.on(.opened) == [.show(.offer(reader.lesson, questions: 2))])
  }

  @Test("a skippable lesson offers its questions, and all right answers finish it")
  func skips() throws {
    var reader = try reader(isSkippable: true)
    #expect(reader.on(.opened) == [.show(.offer(reader.lesson, questions: 2))])
    #expect(press("y", &reader) == [.show(.question(questions(reader)[0]))])
    let next = press("2", &reader)
    #expect(next.last == .show(.question(questions(reader)[1])))
    // The trace that the question is about comes with it.
    let subject = try #require(questions(reader)[1].subject)
    #expect(next.contains(.show(.text([subject]))))
    #expect(questions(reader)[0].subject == nil)
    #expect(
      press("2", &reader).suffix(2) == [
        .record(.lessonFinished(lesson: "1.1", how: .skipped)), .show(.knowsAll(reader.lesson)),
      ])
  }

  @Test("one wrong answer of them leads into the lesson")
  func readsAfterAll() throws {
    var reader = try reader(isSkippable: true)
    _ = reader.on(.opened)
    _ = press("y", &reader)
    let actions = press("1", &reader)
    #expect(actions.contains(.show(.worthReading)))
    guard case .show(.text)? = actions.last else {
      Issue.record("the lesson does not begin")
      return
    }
    #expect(!actions.contains(.record(.lessonFinished(lesson: "1.1", how: .skipped))))
  }

  @Test("who does not want the questions reads")
  func declines() throws {
    var reader = try reader(isSkippable: true)
    _ = reader.on(.opened)
    #expect(press("2", &reader) == [])
    guard case .show(.text)? = press(" ", &reader).first else {
      Issue.record("the lesson does not begin")
      return
    }
  }

  @Test("what names a question does not depend on its place")
  func names() throws {
    let all = questions(try reader())
    let moved = LessonQuestion(quiz: all[1].quiz, number: 1, subject: nil)
    #expect(moved.id == all[1].id)
    #expect(all[0].id != all[1].id)
    #expect(all[0].id.count == 16)
  }
}

struct ReaderLoopTests {
  private func run(
    _ desk: FakeDesk, record: @escaping (ProgressEvent) throws(ProgressError) -> Void
  ) throws -> (LessonEnd, ProgressError?) {
    let lesson = CourseFixture.lesson
    let reader = LessonReader(lesson, text: try Document(parsing: LessonReaderTests.text))
    var loop = ReaderLoop(reader, on: desk, record: record)
    let end = try loop.run()
    return (end, loop.unrecorded)
  }

  @Test("a lesson is read to its end by answering, and each event is recorded in order")
  func reads() throws {
    let desk = FakeDesk(script: [.character("2"), .character("1"), .character("n")])
    var events: [ProgressEvent] = []
    let (end, _) = try run(desk) { events.append($0) }
    #expect(end == .next)
    #expect(events.count == 3)
    #expect(events.last == .lessonFinished(lesson: "1.1", how: .read))
    let all = desk.lines.joined(separator: "\n")
    #expect(all.contains("RIGHT  You said 2. One is one."))
    #expect(all.contains("NO     You said 1. It is 2. Two are two."))
  }

  @Test("on a small screen the text comes page by page, and a question after its last page")
  func pages() throws {
    let desk = FakeDesk(rows: 3, script: [.character("q")])
    _ = try run(desk) { _ in }
    #expect(!desk.lines.contains { $0.contains("How many?") })
    let patient = FakeDesk(rows: 3, script: [.enter, .character(" "), .enter, .character("q")])
    _ = try run(patient) { _ in }
    #expect(patient.lines.contains { $0.contains("How many?") })
  }

  @Test("a wrong answer's mark is on the same page as what follows, which waits")
  func keepsMark() throws {
    var shown = 0
    let patient = FakeDesk(rows: 9, script: [.character(" "), .character("1"), .character("q")])
    _ = try run(patient) { _ in shown = patient.lines.count }
    let page = patient.lines.dropFirst(shown)
    #expect(page.contains { $0.contains("NO     You said 1.") })
    #expect(page.count <= 8)
  }

  @Test("Ctrl-C ends the reading")
  func interrupts() throws {
    let desk = FakeDesk()
    desk.isInterrupted = true
    #expect(try run(desk) { _ in }.0 == .interrupted)
  }

  @Test("what cannot be recorded does not end the reading, and is said at its end")
  func unrecorded() throws {
    let error = ProgressError(.diskFull, path: "/p")
    let desk = FakeDesk(script: [.character("2"), .character("2"), .character("n")])
    let (end, unrecorded) = try run(desk) { _ throws(ProgressError) in throw error }
    #expect(end == .next)
    #expect(unrecorded == error)
  }
}
