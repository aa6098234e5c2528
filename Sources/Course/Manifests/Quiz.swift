package import Markdown

/// A question inside a lesson: the text of a fenced block called `quiz`.
package struct Quiz: Hashable, Sendable {
  package let question: String
  package let options: [String]
  /// The right option, from 1.
  package let answer: Int
  /// Why it is right, shown after an answer.
  package let why: String

  /// Reads a block's text, which starts at a line of its file.
  package static func read(
    _ text: String, file: String, firstLine: Int = 1
  ) -> ManifestReading<Quiz> {
    ManifestReader.read(text, file: file, firstLine: firstLine) { reader, value in
      let object = reader.object(value, keys: ["question", "options", "answer", "why"])
      let options = reader.names("options", in: object, .anything)
      if options.count == 1 { reader.report("a question needs two options", at: value.place) }
      let quiz = Quiz(
        question: reader.text("question", in: object), options: options,
        answer: reader.integer("answer", in: object, 1...max(1, options.count)),
        why: reader.text("why", in: object))
      if quiz.hashCount < text.count(where: { $0 == "#" }) {
        reader.report(
          "what follows ` #` is a comment and not read; put the text into quotes", at: value.place)
      }
      return quiz
    }
  }

  /// How many of the signs that begin a comment in YAML were read as text.
  private var hashCount: Int {
    ([question, why] + options).reduce(0) { $0 + $1.count { $0 == "#" } }
  }

  /// The question and its options as a reader shows them; the answer is not among them.
  package var blocks: [Block] {
    let lines = SourceLines(1, 1)
    let items = options.map {
      ListItem(blocks: [Block(.paragraph(Self.inlines($0)), lines: lines)], lines: lines)
    }
    let mark: [Inline] = [.strong([.text("Question.")]), .text(" ")]
    return [
      Block(.paragraph(mark + Self.inlines(question)), lines: lines),
      Block(.list(List(start: 1, isTight: true, items: items)), lines: lines),
    ]
  }

  /// Why the answer is right, as a reader shows it.
  package var reason: [Inline] { Self.inlines(why) }

  /// A text's Markdown if it is one paragraph, else the text as it stands.
  private static func inlines(_ text: String) -> [Inline] {
    guard let blocks = try? Document(parsing: text).blocks, blocks.count == 1,
      case .paragraph(let inlines) = blocks[0].kind
    else { return [.text(text)] }
    return inlines
  }
}
