internal import Course
package import Progress
internal import Reading
internal import Reports
internal import Results
package import Terminal

/// The words of a session: one note in, lines out.
package struct SessionPage: Sendable {
  /// Columns to fill.
  let width: Int
  /// The lab's folder as the learner sees it, for places in files.
  let folder: String
  /// The files that the lab consists of.
  let files: [String]
  /// How edalab is called from where the learner is.
  let tool: ToolName
  /// Whether what is drawn is told in sentences, for screen readers.
  let isLinear: Bool
  /// Explains why a result was not recorded.
  let explain: @Sendable (ProgressError) -> String

  package init(
    width: Int, folder: String, files: [String], tool: ToolName = ToolName(),
    isLinear: Bool = false,
    explain: @escaping @Sendable (ProgressError) -> String
  ) {
    self.width = width
    self.folder = folder
    self.files = files
    self.tool = tool
    self.isLinear = isLinear
    self.explain = explain
  }

  /// The lines of a note.
  package func lines(_ note: SessionNote) -> [StyledLine] {
    switch note {
    case .checking: ["", StyledLine("Checking \(list(files)) …", .dim)]
    case .startingOver: [StyledLine("Saved again: starting over.", .dim)]
    case .stillBuilding(let seconds, let isFirst): building(seconds, isFirst: isFirst)
    case .built(let milliseconds):
      [StyledLine("Built in \(Self.seconds(milliseconds)) s; checking …", .dim)]
    case .failure(let check, let hint, let record): failure(check, hint, record)
    case .failing(let check): failing(check)
    case .faultFreePassed: [StyledLine("Without faults all holds; now with faults …", Self.good)]
    case .verdict(let view, let told): verdict(view, told: told)
    case .refused(let refusal): refused(refusal)
    case .toolFault(let words):
      prose("TOOL FAULT  ", Self.bad, words + ". This is not your component's fault.")
    case .notRecorded(let error): prose("NOT RECORDED: ", Self.bad, explain(error))
    case .incident(let text): [""] + prose("In the field: ", Self.advice, text)
    case .hint(let hint): [""] + lines(hint)
    case .lastHint(let property, let sentence, let lesson):
      CoursePage.lastHint(
        for: property, sentence: sentence, lesson: lesson, tool: tool, width: width)
    case .noHint(let property): noHint(property)
    case .next(let next): self.next(next)
    case .askReset, .notReset, .wasReset, .wasUndone, .refusedWish: wish(note)
    case .keys: keys
    case .watchesByLooking:
      prose("", .dim, "This folder does not tell when a file is saved: edalab looks at the files.")
    case .unknownKey(let key): [StyledLine("'\(key)' is no key here; ? shows them.")]
    case .stopping: [StyledLine("Stopping; what was recorded stays.")]
    }
  }

  private func building(_ seconds: Int, isFirst: Bool) -> [StyledLine] {
    let why = isFirst ? ": the first check of a lab also builds its checker" : ""
    return prose("", .dim, "Still building after \(seconds) s\(why).")
  }

  private func failing(_ check: CheckResult) -> [StyledLine] {
    let summary = check.failure == nil ? check.verdict.rawValue : check.headline
    return prose("\(check.cell) ", Self.bad, "fails: \(summary).")
      + [StyledLine("Looking for the shortest schedule that shows it …", .dim)]
  }

  private func failure(
    _ check: CheckResult, _ hint: HintShelf.Hint?, _ record: RunRecord?
  ) -> [StyledLine] {
    var shown = check
    if let location = check.failure?.location { shown.failure?.location = placed(location) }
    let run = RunName(lab: "", seed: "", submission: "", labDigest: "", kit: "", toolchain: "")
    let report = Report.failure(
      shown, run: run, width: width, trace: record?.trace, runID: record?.id, isLinear: isLinear)
    return [""] + report.map(spelled) + (hint.map { lines($0) } ?? [])
  }

  private func refused(_ refusal: Refusal) -> [StyledLine] {
    var refusal = refusal
    for index in refusal.diagnostics.indices {
      refusal.diagnostics[index].location = refusal.diagnostics[index].location.map(placed)
    }
    let run = RunName(lab: "", seed: "", submission: "", labDigest: "", kit: "", toolchain: "")
    let result = LabResult(run: run, status: .notGradable, refusal: refusal)
    // Its heading names the lab, which the learner knows, and its last line is ours to say.
    let report = Report.text(result, context: nil, width: width).dropFirst().dropLast(2)
    return report.map(spelled)
  }

  /// A place in the learner's files as they can be opened from here.
  private func placed(_ location: SourceLocation) -> SourceLocation {
    guard files.contains(location.file) else { return location }
    return SourceLocation(
      file: "\(folder)/\(location.file)", line: location.line, column: location.column)
  }

  private func lines(_ hint: HintShelf.Hint) -> [StyledLine] {
    CoursePage.hint(hint, width: width)
  }

  /// What came of putting files back.
  private func wish(_ note: SessionNote) -> [StyledLine] {
    switch note {
    case .askReset:
      prose(
        "", .bold, "Put \(list(files)) back to the starter? What you wrote is kept. y does it.")
    case .notReset: ["Left as it is."]
    case .wasReset(let kept):
      prose("Put back. ", SessionPage.good, "What you wrote is in \(kept); u brings it back.")
    case .wasUndone: prose("Undone. ", SessionPage.good, "Your files are as before the reset.")
    case .refusedWish(let words): prose("", Self.bad, words)
    default: []
    }
  }

  private func noHint(_ property: String?) -> [StyledLine] {
    guard let property else { return ["A hint goes with a failing check, and there is none."] }
    return [StyledLine("There is no hint for \(property).")]
  }

  func prose(_ mark: String, _ style: Style, _ text: String) -> [StyledLine] {
    StyledLine.wrapping(
      [Span(mark, style), Span(text)], width: min(width, Layout.maximumProseWidth))
  }

  /// A line of a report, with its commands as they can be typed here.
  private func spelled(_ line: ReportLine) -> StyledLine {
    Self.styled(ReportLine(line.kind, tool.spelling(inLine: line.text)))
  }

  static func styled(_ line: ReportLine) -> StyledLine {
    switch line.kind {
    case .heading: StyledLine(line.text, .bold)
    case .pass: StyledLine(line.text, good)
    case .fail: StyledLine(line.text, bad)
    case .note, .detail: StyledLine(line.text)
    case .hint: StyledLine(line.text, advice)
    }
  }

  static let good = Style(colour: .green, isBold: true)
  static let bad = Style(colour: .red, isBold: true)
  static let advice = Style(colour: .cyan)

  private static func seconds(_ milliseconds: Int) -> String {
    "\(milliseconds / 1000).\(milliseconds % 1000 / 100)"
  }
}

/// `a`, `a and b`, `a, b and c`.
func list(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " and " + last
}
