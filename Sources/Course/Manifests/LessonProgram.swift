package import Markdown

/// A program inside a lesson that a learner can run: a fenced block called `swift run`, followed by
/// a block called `output` that holds exactly what it prints.
package struct LessonProgram: Hashable, Sendable {
  /// The whole text of a `main.swift`.
  package let source: String
  /// What it prints on its standard output; nil if the lesson does not say.
  package let output: String?
  /// The line of the lesson at which the program's block begins.
  package let line: Int

  package init(source: String, output: String?, line: Int) {
    self.source = source
    self.output = output
    self.line = line
  }

  /// The info string of a program's block.
  package static let info = "swift run"
  /// The info string of the block with its output.
  package static let outputInfo = "output"

  /// The programs of a lesson, in order.
  package static func all(in document: Document) -> [LessonProgram] {
    let blocks = document.blocks
    return blocks.indices.compactMap { index in
      guard case .code(info, let source) = blocks[index].kind else { return nil }
      var output: String?
      if blocks.indices.contains(index + 1),
        case .code(outputInfo, let text) = blocks[index + 1].kind
      {
        output = text
      }
      return LessonProgram(source: source, output: output, line: blocks[index].lines.first)
    }
  }
}
