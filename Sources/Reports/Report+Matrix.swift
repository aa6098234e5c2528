import Results

extension ReportPage {
  /// The checks, each with the points of all its cells, and the fault matrix if there are faults.
  mutating func addChecks(_ source: ReportSource) {
    let matrix = FaultMatrix(source.checks)
    guard source.checks.contains(where: { $0.fault != .none }) else {
      return addTable(source.checks)
    }
    addTable(source.checks.mergedByCheck)
    heading("Under faults")
    for line in MatrixTable.lines(matrix, width: width, isLinear: isLinear) {
      verbatim(line.kind, line.text, indent: "")
    }
    let survived = source.checks.survived
    if !survived.isEmpty { add(.note, "Survived: \(survived).") }
  }
}

extension [CheckResult] {
  /// One row for each check: its worst verdict, the points of all its cells.
  fileprivate var mergedByCheck: [CheckResult] {
    var rows: [CheckResult] = []
    for cell in self {
      guard let place = rows.lastIndex(where: { $0.id == cell.id }) else {
        var row = cell
        row.fault = .none
        rows.append(row)
        continue
      }
      if rows[place].verdict == .pass { rows[place].verdict = cell.verdict }
      rows[place].earnedMillipoints += cell.earnedMillipoints
      rows[place].possibleMillipoints += cell.possibleMillipoints
    }
    return rows
  }

  /// What the cells that passed have been through, in words: "89 crash points, 12 lost deliveries".
  fileprivate var survived: String {
    func sum(_ name: String) -> Int {
      reduce(0) { sum, cell in
        guard cell.verdict == .pass, cell.fault != .none else { return sum }
        return sum + cell.counts.reduce(0) { $0 + ($1.name == name ? $1.value : 0) }
      }
    }
    var words: [String] = []
    let crashes = sum("crash points")
    if crashes > 0 {
      let equal = crashes - sum("distinct crash points")
      words.append("\(crashes) crash points, of which \(equal) were proved equal to others")
    }
    let kinds = [
      "duplicated deliveries", "reordered deliveries", "lost deliveries", "late deliveries",
      "partitions", "wrong clocks", "stalls",
    ]
    words += kinds.compactMap { kind in
      let number = sum(kind)
      return number > 0 ? "\(number) \(kind)" : nil
    }
    return words.joined(separator: ", ")
  }
}
