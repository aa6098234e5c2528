package import Course
internal import Digests
package import Markdown
internal import Terminal

/// A piece of a lesson: text, or a question that is asked before the text goes on.
enum LessonPart: Equatable, Sendable {
  case text([Block])
  case question(LessonQuestion)

  /// The headings of a text.
  var headings: [Block] {
    if case .text(let blocks) = self { blocks.filter { $0.headingLevel != nil } } else { [] }
  }

  /// The parts of a lesson, in order. What does not read as a question stays text; the lint reports
  /// it.
  static func all(in document: Document) -> [LessonPart] {
    var parts: [LessonPart] = []
    var text: [Block] = []
    var number = 0
    for block in document.blocks {
      guard case .code("quiz", let source) = block.kind,
        let quiz = Quiz.read(source, file: "").value
      else {
        text.append(block)
        continue
      }
      let subject = text.last.flatMap { $0.isCode ? $0 : nil }
      if !text.isEmpty { parts.append(.text(text)) }
      text = []
      number += 1
      parts.append(.question(LessonQuestion(quiz: quiz, number: number, subject: subject)))
    }
    return text.isEmpty ? parts : parts + [.text(text)]
  }
}

/// A question of a lesson with its number, from 1.
package struct LessonQuestion: Equatable, Sendable {
  package let quiz: Quiz
  package let number: Int
  /// The code or the trace right before the question, which it is about; nil if there is none.
  package let subject: Block?

  /// What names the question in the records: it stays the same when others come before it.
  var id: String { String(SHA256.digest(quiz.question).hex.prefix(16)) }

  /// The option that a key stands for, from 1; nil if it stands for none.
  func choice(_ key: Key) -> Int? {
    guard case .character(let character) = key, let number = character.wholeNumberValue,
      quiz.options.indices.contains(number - 1)
    else { return nil }
    return number
  }
}

extension Block {
  fileprivate var isCode: Bool { if case .code = kind { true } else { false } }

  /// The level of a heading; nil for anything else.
  var headingLevel: Int? { if case .heading(let level, _) = kind { level } else { nil } }
}
