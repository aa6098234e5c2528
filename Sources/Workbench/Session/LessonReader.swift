package import Course
internal import Digests
package import Markdown
package import Progress
package import Terminal

/// One lesson on a learner's screen, up to each question and on from its answer.
///
/// It is a value without terminal or files: what is shown goes out as notes, and `seen` comes back
/// when the learner has come to the end of them.
package struct LessonReader: Equatable, Sendable {
  package enum Event: Equatable, Sendable {
    case opened
    /// Everything that was shown has been on the screen.
    case seen
    case key(Key)
    case interrupted
  }

  package enum Action: Equatable, Sendable {
    case show(LessonNote)
    case record(ProgressEvent)
    case stop(LessonEnd)
  }

  enum State: Equatable, Sendable {
    /// The learner may answer the questions instead of reading.
    case offering
    /// A question of those that stand for reading.
    case testing(Int)
    /// The parts before this one are shown.
    case reading(next: Int)
    case asking(part: Int)
    case ended
  }

  let lesson: Lesson
  let parts: [LessonPart]
  /// The part behind the last question that was answered on another day; nil if none was.
  private let resumed: Int?
  private(set) var state = State.reading(next: 0)
  private var isRecorded = false

  /// - Parameter answered: the questions that were answered before, by their ids: the lesson goes
  ///   on behind the last of them.
  package init(_ lesson: Lesson, text: Document, answered: Set<String> = []) {
    self.lesson = lesson
    let parts = LessonPart.all(in: text)
    self.parts = parts
    // The questions of a skippable lesson may have been answered without its text.
    let last =
      lesson.manifest.isSkippable
      ? nil
      : parts.lastIndex { part in
        if case .question(let question) = part { answered.contains(question.id) } else { false }
      }
    resumed = last.map { $0 + 1 }
  }

  /// Takes one event into account and says what is to be done, in order.
  package mutating func on(_ event: Event) -> [Action] {
    switch event {
    case .opened: open()
    case .seen: goOn()
    case .key(let key): onKey(key)
    case .interrupted: [.stop(.interrupted)]
    }
  }

  /// The keys that mean something now.
  package var keys: [KeyLabel] {
    switch state {
    case .offering: [KeyLabel("y", "answer"), KeyLabel("space", "read"), .list, .quit]
    case .testing(let index): Self.answers(questions[index]) + [.quit]
    case .asking(let part):
      (question(part).map(Self.answers) ?? []) + [KeyLabel("s", "pass over")] + top + usual
    case .reading: top + usual
    case .ended: [.next, .list, .quit]
    }
  }

  /// Whether a key leaves the lesson, which can be done on any page.
  static func isLeaving(_ label: KeyLabel) -> Bool { ["n", "l", "q"].contains(label.key) }

  private var usual: [KeyLabel] { [KeyLabel("n", "skip the rest"), .list, .quit] }
  private var top: [KeyLabel] { resumed == nil ? [] : [KeyLabel("b", "from the top")] }

  private static func answers(_ question: LessonQuestion) -> [KeyLabel] {
    [KeyLabel("1-\(question.quiz.options.count)", "answer")]
  }

  private var questions: [LessonQuestion] {
    parts.compactMap { if case .question(let question) = $0 { question } else { nil } }
  }

  private func question(_ part: Int) -> LessonQuestion? {
    if case .question(let question) = parts[part] { question } else { nil }
  }
}

extension LessonReader {
  private mutating func open() -> [Action] {
    if let resumed { return resume(at: resumed) }
    guard lesson.manifest.isSkippable, !questions.isEmpty else { return read(from: 0) }
    state = .offering
    return [.show(.offer(lesson, questions: questions.count))]
  }

  /// Says again what the lesson is and where it goes on; the text follows when that was seen.
  private mutating func resume(at part: Int) -> [Action] {
    state = .reading(next: part)
    let headings = parts.prefix(part).flatMap(\.headings)
    let title = headings.first { $0.headingLevel == 1 }
    let section = beginsWithHeading(part) ? nil : headings.last { $0.headingLevel != 1 }
    let question = parts.prefix(part).count { if case .question = $0 { true } else { false } }
    return [
      .show(.resumed(lesson, question: question)),
      .show(.text([title, section].compactMap(\.self))),
    ]
  }

  private func beginsWithHeading(_ part: Int) -> Bool {
    guard parts.indices.contains(part), case .text(let blocks) = parts[part] else { return false }
    return blocks.first?.headingLevel != nil
  }

  private mutating func read(from part: Int) -> [Action] {
    state = .reading(next: part)
    return goOn()
  }

  /// Shows text up to the next question; a question waits until the text before it was seen.
  private mutating func goOn() -> [Action] {
    guard case .reading(let next) = state else { return [] }
    guard parts.indices.contains(next) else { return end() }
    switch parts[next] {
    case .text(let blocks):
      state = .reading(next: next + 1)
      return [.show(.text(blocks))]
    case .question(let question):
      state = .asking(part: next)
      return [.show(.question(question))]
    }
  }

  private mutating func end() -> [Action] {
    state = .ended
    return finish(.read) + [.show(.end(lesson))]
  }

  private mutating func finish(_ how: LessonFinish) -> [Action] {
    guard !isRecorded else { return [] }
    isRecorded = true
    return [.record(.lessonFinished(lesson: lesson.id, how: how))]
  }

  private mutating func onKey(_ key: Key) -> [Action] {
    switch key {
    case .character("q"), .endOfInput: return [.stop(.quit)]
    case .character("l"): return [.stop(.list)]
    case .character("n"): return skip()
    case .character("b") where resumed != nil: return read(from: 0)
    default: break
    }
    switch state {
    case .offering: return onOffer(key)
    case .testing(let index): return onTest(index, key)
    case .asking(let part): return onAnswer(part, key)
    case .ended: return key == .enter || key == .character(" ") ? [.stop(.next)] : []
    case .reading: return []
    }
  }

  /// Passing over a lesson is said, because `n` may have been meant for the next page.
  private mutating func skip() -> [Action] {
    let isEarly = !isRecorded
    return finish(.skipped) + (isEarly ? [.show(.passedOver(lesson))] : []) + [.stop(.next)]
  }

  private mutating func onOffer(_ key: Key) -> [Action] {
    guard key == .character("y") else {
      return key == .enter || key == .character(" ") ? read(from: 0) : []
    }
    state = .testing(0)
    return ask(questions[0])
  }

  /// All right: the lesson need not be read. One wrong: it is worth reading.
  private mutating func onTest(_ index: Int, _ key: Key) -> [Action] {
    let question = questions[index]
    guard let choice = question.choice(key) else { return [.show(.noAnswer(question))] }
    let actions = answer(question, choice)
    if choice != question.quiz.answer {
      return actions + [.show(.worthReading)] + read(from: 0)
    }
    if index + 1 < questions.count {
      state = .testing(index + 1)
      return actions + ask(questions[index + 1])
    }
    state = .ended
    return actions + finish(.skipped) + [.show(.knowsAll(lesson))]
  }

  /// A question without the text before it, but with what it is about.
  private func ask(_ question: LessonQuestion) -> [Action] {
    (question.subject.map { [.show(.text([$0]))] } ?? []) + [.show(.question(question))]
  }

  private mutating func onAnswer(_ part: Int, _ key: Key) -> [Action] {
    guard let question = question(part) else { return [] }
    if key == .character("s") { return read(from: part + 1) }
    guard let choice = question.choice(key) else { return [.show(.noAnswer(question))] }
    return answer(question, choice) + read(from: part + 1)
  }

  private func answer(_ question: LessonQuestion, _ choice: Int) -> [Action] {
    let isRight = choice == question.quiz.answer
    return [
      .record(
        .questionAnswered(
          lesson: lesson.id, question: question.id, choice: choice, isRight: isRight)),
      .show(.answer(question, choice: choice)),
    ]
  }
}

/// Something that a reader is shown.
package enum LessonNote: Equatable, Sendable {
  case text([Block])
  case question(LessonQuestion)
  /// The answer that was given, whether it is right, and why.
  case answer(LessonQuestion, choice: Int)
  /// A key that is no answer.
  case noAnswer(LessonQuestion)
  /// The questions may be answered instead of reading.
  case offer(Lesson, questions: Int)
  case worthReading
  case knowsAll(Lesson)
  case end(Lesson)
  /// The lesson goes on behind this question, from 1.
  case resumed(Lesson, question: Int)
  /// What was left of the lesson is not read.
  case passedOver(Lesson)
}

/// How reading ended.
package enum LessonEnd: Equatable, Sendable {
  /// Go on with what comes next.
  case next
  /// Choose from the list.
  case list
  case quit
  case interrupted
}
