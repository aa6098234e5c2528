import Results

extension ReportPage {
  /// Every check in a row: the verdict in words, the cell, its points if there are any to earn, the
  /// property.
  ///
  /// Where the property would get fewer than 40 columns it stands on the lines below.
  mutating func addTable(_ checks: [CheckResult]) {
    guard !checks.isEmpty else { return }
    heading("Checks")
    let cells = checks.map { Cell($0) }
    let hasPoints = checks.contains { $0.possibleMillipoints > 0 }
    let columns = ([\Cell.word, \.name] + (hasPoints ? [\.points] : [])).map { column in
      cells.map { $0[keyPath: column].count }.max() ?? 0
    }
    let isWide = width - columns.reduce(2 * columns.count, +) >= 40
    var previous: String?
    for (check, cell) in zip(checks, cells) {
      let name = check.title ?? check.sentence
      let text = check.id == previous ? "the same \(check.fault.phrase)" : name
      let note = (check.isKey ? "\(text) (key)" : text)
      previous = check.id
      if isWide {
        row(check.kindOfLine, note, first: cell.padded(to: columns))
      } else {
        let points = hasPoints ? ", \(cell.points)" : ""
        row(check.kindOfLine, "\(cell.word) \(cell.name)\(points)", first: "")
        row(check.kindOfLine, note, first: "  ")
      }
    }
  }

  /// The sum, and what is needed to pass.
  mutating func addPoints(_ source: ReportSource) {
    guard source.status == .graded, !source.checks.isEmpty else { return }
    guard source.possible > 0 else { return addPassing(source) }
    gap()
    let needed = Millipoints.text((source.possible * 60 + 99) / 100)
    let percent = source.earned * 100 / source.possible
    add(
      .note,
      "Points: \(Millipoints.text(source.earned)) of \(Millipoints.text(source.possible)) "
        + "(\(percent) %). \(needed) and every key check are needed to pass.")
  }

  /// What is needed where there are no points. A part of a lab says nothing about it.
  private mutating func addPassing(_ source: ReportSource) {
    guard source.run.only.isEmpty else { return }
    gap()
    add(.note, "This lab gives no points. Every key check is needed to pass.")
  }

  /// One next action.
  mutating func addNext(_ source: ReportSource) {
    gap()
    add(.hint, source.next, first: "Next: ")
  }
}

/// The columns of a row.
private struct Cell {
  let word: String
  let name: String
  let points: String

  init(_ check: CheckResult) {
    word = check.verdict.word
    name = check.cell
    let possible = Millipoints.text(check.possibleMillipoints)
    points = "\(Millipoints.text(check.earnedMillipoints)) of \(possible)"
  }

  func padded(to columns: [Int]) -> String {
    zip([word, name, points], columns)
      .map { $0 + String(repeating: " ", count: $1 - $0.count + 2) }.joined()
  }
}

extension ReportSource {
  /// What to do next, in a sentence.
  fileprivate var next: String {
    switch status {
    case .toolFault:
      return "run it again; if it fails again, report it with the output of `edalab doctor`."
    case .notGradable: return "correct what stands above; no attempt was used up."
    case .graded: break
    }
    guard let first = firstFailure else {
      return checks.isEmpty ? "the lab has no checks." : "`edalab status` shows what comes next."
    }
    if isPassed { return "the lab is passed; \(first.cell) is left." }
    let keys = checks.filter { $0.isKey && $0.verdict != .pass }.map(\.cell)
    if keys.isEmpty { return "correct \(first.cell)." }
    let noun = keys.count == 1 ? "key check" : "key checks"
    let others =
      keys == [first.cell]
      ? ""
      : " Not passed without the \(noun) "
        + "\(keys.joined(separator: ", "))."
    return "correct \(first.cell)\(keys == [first.cell] ? ", a key check" : "")." + others
  }
}
