internal import Reading
internal import Results
internal import Terminal

extension SessionPage {
  /// Every stage with its checks, then the points:
  ///
  ///     done   1  One effect
  ///            PASS V1 V2 V3 H1
  ///     now    2  Crashes
  ///            FAIL H2/crash · PASS H2
  ///     later  3  Two nodes
  ///     also failing, of later stages: H5
  func verdict(_ view: StageView, told: String?) -> [StyledLine] {
    [""] + view.stages.flatMap(stage) + later(view) + others(view) + [outcome(view)]
  }

  private func stage(_ stage: StageView.Stage) -> [StyledLine] {
    let word = Span(Self.padded(stage.progress.rawValue, to: 7), Self.style(stage.progress))
    let title = StyledLine([word, Span("\(stage.number)  \(stage.title)", .bold)])
    return [title] + (stage.progress == .later ? [] : cells(stage.cells))
  }

  /// What is wrong further on, on one line: it is not to be worked on yet.
  private func later(_ view: StageView) -> [StyledLine] {
    let broken = view.laterFailures
    let unchecked = view.laterUnchecked
    let lines = [
      broken.isEmpty ? nil : "also failing, of later stages: \(broken.joined(separator: ", "))",
      unchecked.isEmpty
        ? nil : "not checked, of later stages: \(unchecked.joined(separator: ", "))",
    ]
    return lines.compactMap(\.self).flatMap { prose("", .dim, $0) }
  }

  private func others(_ view: StageView) -> [StyledLine] {
    let broken = view.others.filter { $0.verdict != .pass }
    return broken.isEmpty ? [] : [StyledLine("besides", Self.bad)] + cells(broken)
  }

  /// The cells by verdict, the worst first.
  private func cells(_ cells: [CheckResult]) -> [StyledLine] {
    let groups = Self.order.compactMap { verdict -> [Span]? in
      let names = cells.filter { $0.verdict == verdict }.map(\.cell)
      guard !names.isEmpty else { return nil }
      let style = verdict == .pass ? Self.good : Self.bad
      return [Span(Self.word(verdict), style), Span(" " + names.joined(separator: " "))]
    }
    let spans = Array(groups.joined(separator: [Span(" · ", .dim)]))
    let indent = [Span(String(repeating: " ", count: 10))]
    return spans.isEmpty
      ? [] : StyledLine.wrapping(spans, width: width, first: indent, rest: indent)
  }

  /// `PASSED 42 of 60 points`, or the word alone if there are no points to earn.
  private func outcome(_ view: StageView) -> StyledLine {
    let word = view.isComplete ? "COMPLETE" : view.isPassed ? "PASSED" : "NOT PASSED"
    let style = view.isPassed ? Self.good : Self.bad
    guard view.possibleMillipoints > 0 else { return StyledLine([Span(word, style)]) }
    let earned = Millipoints.text(view.earnedMillipoints)
    let points = "\(earned) of \(Millipoints.text(view.possibleMillipoints)) points"
    return StyledLine([Span(word + " ", style), Span(points)])
  }

  /// The next action and the keys.
  func next(_ next: SessionNext) -> [StyledLine] {
    switch next {
    case .correct: return step("correct \(list(files)) in \(folder) and save.")
    case .readTask: return step("press t for the task; then correct \(list(files)) in \(folder).")
    case .tryAgain:
      return step("press r to try again; `\(tool("doctor"))` shows what is missing, if anything.")
    case .read(let lesson): return step("\(lesson); press n.")
    case .goOn(let isComplete, let lab):
      let rest = isComplete ? "" : "There are checks left, if you want them all."
      let onward = lab.map { step("\($0); press n.") } ?? ["Every lab of the course is passed."]
      return (rest.isEmpty ? [] : prose("", .regular, rest)) + onward
    }
  }

  private func step(_ sentence: String) -> [StyledLine] {
    prose("Next: ", Self.advice, sentence)
  }

  /// Every key with what it does.
  var keys: [StyledLine] {
    let all = [
      ("n", "go on with what comes next"), ("h", "the next hint"),
      ("l", "list lessons and labs, and go to one"),
      ("t", "the task of this stage; once more, all of it"),
      ("e", "open the file in your editor (EDALAB_EDITOR, VISUAL or EDITOR)"),
      ("r", "check again without saving"), ("x", "put the starter back, after asking"),
      ("u", "undo the last reset"), ("q", "quit; Ctrl-C does the same"),
    ]
    return all.flatMap { key, words in
      StyledLine.wrapping(
        [Span(words)], width: width, first: [Span("  \(key)  ", .bold)], rest: [Span("     ")])
    }
  }

  private static let order: [Verdict] = [
    .fail, .crash, .timeout, .limit, .protocol, .inconclusive, .skipped, .pass,
  ]

  private static func word(_ verdict: Verdict) -> String {
    verdict == .inconclusive ? "CANNOT CHECK" : verdict.rawValue.uppercased()
  }

  private static func style(_ progress: StageView.Progress) -> Style {
    switch progress {
    case .done: good
    case .now: bad
    case .later: .dim
    }
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
