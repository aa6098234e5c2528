package import Course
package import Terminal

/// The learner types where to go: the number of a lab or a lesson.
package struct Chooser: Equatable, Sendable {
  /// What came of a key.
  package enum Outcome: Equatable, Sendable {
    /// Nothing is decided.
    case typing
    /// This word was typed.
    case chosen(String)
    /// The learner stays.
    case left
  }

  /// What was typed so far.
  package private(set) var text = ""

  package init() {}

  /// Takes one key into account.
  package mutating func on(_ key: Key) -> Outcome {
    switch key {
    case .enter: return text.isEmpty ? .left : .chosen(text)
    case .escape, .endOfInput: return .left
    case .backspace: _ = text.popLast()
    case .character("q") where text.isEmpty: return .left
    case .character(let character) where text.count < 40: text.append(character)
    default: break
    }
    return .typing
  }

  /// The line at the bottom.
  package var footer: StyledLine {
    StyledLine([
      Span("Go to lab or lesson: ", .bold), Span(text + "_"),
      Span("  (a number, then Enter; Esc goes back)", .dim),
    ])
  }
}

extension CourseIndex {
  /// The step that a typed word means: `1.3` is a lesson, `15` a lab, a word part of either. A lab
  /// begins at the stage that is not done. Nil if nothing or several things fit.
  package func step(matching word: String) -> CourseStep? {
    if case .found(let lab) = lab(matching: word) { return .stage(lab: lab.id, number: 1) }
    if case .found(let lesson) = lesson(matching: word) { return .lesson(lesson.id) }
    return nil
  }
}
