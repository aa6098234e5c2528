internal import Markdown

/// Checks how long a learner reads before there is something to do.
struct ReadingLint {
  let index: CourseIndex
  let lab: Lab
  let grader: GraderManifest

  /// Who reads to understand gets through so many words a minute.
  static let wordsPerMinute = 200
  /// Minutes of reading before a stage: longer, and the reader is gone.
  static let limit = 8

  /// Minutes of reading, rounded up.
  static func minutes(words: Int) -> Int { (words + wordsPerMinute - 1) / wordsPerMinute }

  /// The words of a text: prose, tables, and the questions; code and front matter are not read.
  static func words(in document: Document) -> Int {
    document.blocks.flattened.reduce(0) { sum, block in
      let quiz = block.quizText.flatMap { Quiz.read($0, file: "").value }
      let question = quiz.map { ([$0.question] + $0.options + [$0.why]).joined(separator: " ") }
      return sum + LessonLint.wordCount(question ?? block.inlines.plainText)
    }
  }

  func add(to collector: inout FindingCollector) {
    for (number, stage) in lab.manifest.stages.enumerated() {
      let words = words(before: stage, isFirst: number == 0)
      let minutes = Self.minutes(words: words)
      guard minutes > Self.limit else { continue }
      collector.add(
        .reading, "\(lab.folder)/lab.yaml", line: stage.place.line,
        "\(minutes) minutes of reading (\(words) words) precede this stage, at most "
          + "\(Self.limit) should")
    }
  }

  /// The lessons of the stage, what its checks say, and before the first one the task.
  private func words(before stage: LabManifest.Stage, isFirst: Bool) -> Int {
    let lessons = index.lessons.filter { stage.lessons.contains($0.id) }
    let texts = lessons.compactMap { try? index.text(of: $0) }
    let task = isFirst ? (try? index.folder.text("\(lab.folder)/TASK.md")).map(withoutList) : nil
    let sentences = stage.checks.compactMap { grader.check($0)?.sentence }
    return (texts + [task].compactMap(\.self) + sentences)
      .compactMap { try? Document(parsing: $0) }
      .reduce(0) { $0 + Self.words(in: $1) }
  }

  /// The list of properties is read stage by stage.
  private func withoutList(_ task: String) -> String {
    guard let list = PropertyList.list(in: task) else { return task }
    return task.replacing(list, with: "")
  }
}

extension Block {
  /// The text of a question.
  fileprivate var quizText: String? {
    if case .code("quiz", let text) = kind { text } else { nil }
  }
}
