internal import Markdown

/// Checks the text of one lesson.
struct LessonLint {
  let lesson: Lesson
  let folder: CourseFolder
  let text: String

  /// The words of prose that a lesson has.
  static let words = 700...1200

  func add(to collector: inout FindingCollector) {
    guard let document = try? Document(parsing: text) else {
      return collector.add(.lesson, lesson.path, "the text is too long or nested too deep")
    }
    let blocks = document.blocks.flattened
    addTitle(blocks, &collector)
    addLength(blocks, &collector)
    addForbidden(document, blocks, &collector)
    for block in blocks { addLinks(of: block, &collector) }
    for block in blocks { addQuiz(block, &collector) }
    PictureLint(file: lesson.path).add(document.blocks, to: &collector)
    addPrograms(document, &collector)
    addMinutes(document, &collector)
    FigureLint(lesson: lesson).add(blocks, to: &collector)
  }

  private func add(
    _ rule: LintRule, _ block: Block, _ message: String, _ collector: inout FindingCollector
  ) {
    collector.add(rule, lesson.path, line: block.lines.first, message)
  }

  private func addTitle(_ blocks: [Block], _ collector: inout FindingCollector) {
    let titles = blocks.filter { $0.isHeading(level: 1) }
    guard titles.count == 1, titles[0].inlines.plainText == lesson.title else {
      return collector.add(
        .lesson, lesson.path, "the lesson does not have one heading `# \(lesson.title)`")
    }
  }

  private func addLength(_ blocks: [Block], _ collector: inout FindingCollector) {
    let count = blocks.reduce(0) { $0 + LessonLint.wordCount($1.inlines.plainText) }
    if !LessonLint.words.contains(count) {
      let (least, most) = (LessonLint.words.lowerBound, LessonLint.words.upperBound)
      collector.add(
        .lesson, lesson.path, "the lesson has \(count) words, it should have \(least) to \(most)")
    }
  }

  /// Words are what stands between spaces and has a letter or a digit.
  static func wordCount(_ text: String) -> Int {
    text.split { $0.isWhitespace }.count { $0.contains { $0.isLetter || $0.isNumber } }
  }

  private func addForbidden(
    _ document: Document, _ blocks: [Block], _ collector: inout FindingCollector
  ) {
    for block in blocks {
      let inlines = block.inlines.flattened
      if case .html = block.kind { add(.lesson, block, "HTML is not shown", &collector) }
      if inlines.contains(where: \.isHTML) { add(.lesson, block, "HTML is not shown", &collector) }
      if inlines.contains(where: \.isFootnote) {
        add(.lesson, block, "footnotes are not CommonMark", &collector)
      }
    }
    addFootnoteDefinitions(blocks, &collector)
  }

  /// The parser takes `[^1]: note` for a link definition and leaves no trace of it in the tree.
  private func addFootnoteDefinitions(_ blocks: [Block], _ collector: inout FindingCollector) {
    let code = blocks.filter(\.isCode).map { $0.lines.first...$0.lines.last }
    for (index, line) in text.linesByFeed.enumerated() where line.hasPrefix("[^") {
      guard line.contains("]:"), !code.contains(where: { $0.contains(index + 1) }) else { continue }
      collector.add(.lesson, lesson.path, line: index + 1, "footnotes are not CommonMark")
    }
  }

  private func addLinks(of block: Block, _ collector: inout FindingCollector) {
    for case .link(let target, _, _) in block.inlines.flattened where !target.contains("://") {
      let path = target.prefix { $0 != "#" }
      if path.isEmpty || target.hasPrefix("mailto:") { continue }
      let resolved = LessonLint.resolved(String(path), from: "Content/\(lesson.module)")
      if resolved.map(folder.isFile) != true {
        add(.links, block, "the link `\(target)` leads nowhere", &collector)
      }
    }
  }

  /// A path relative to a folder, as a path of the course; `nil` if it leaves the course.
  static func resolved(_ path: String, from folder: String) -> String? {
    guard !path.hasPrefix("/") else { return nil }
    var parts = folder.split(separator: "/")
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if parts.popLast() == nil {
        return nil
      }
    }
    return parts.joined(separator: "/")
  }

  private func addQuiz(_ block: Block, _ collector: inout FindingCollector) {
    guard case .code(let info, let text) = block.kind, info == "quiz" else { return }
    let quiz = Quiz.read(text, file: lesson.path, firstLine: block.lines.first + 1)
    for problem in quiz.problems { collector.add(.quiz, problem) }
  }

  private func addPrograms(_ document: Document, _ collector: inout FindingCollector) {
    for program in LessonProgram.all(in: document) where program.output == nil {
      collector.add(
        .programs, lesson.path, line: program.line,
        "a block `\(LessonProgram.outputInfo)` must follow the program")
    }
  }

  private func addMinutes(_ document: Document, _ collector: inout FindingCollector) {
    let minutes = ReadingLint.minutes(words: ReadingLint.words(in: document))
    guard lesson.manifest.minutes != minutes else { return }
    collector.add(
      .reading, lesson.path,
      "the lesson takes \(minutes) minutes to read, not \(lesson.manifest.minutes)", .warning)
  }
}

extension Block {
  fileprivate func isHeading(level: Int) -> Bool {
    if case .heading(level, _) = kind { return true }
    return false
  }

  fileprivate var isCode: Bool {
    if case .code = kind { return true }
    return false
  }
}

extension Inline {
  fileprivate var isHTML: Bool {
    if case .html = self { return true }
    return false
  }

  fileprivate var isFootnote: Bool {
    switch self {
    case .text(let text): text.contains("[^")
    case .link(_, _, let content): content.plainText.hasPrefix("^")
    default: false
    }
  }
}
