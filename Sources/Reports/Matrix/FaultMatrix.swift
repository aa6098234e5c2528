import Results

/// The cells of a result in rows and columns: checks down, in the order of the lab, and across the
/// faults that at least one of them is under.
struct FaultMatrix {
  struct Row {
    let id: String
    let title: String
    let isKey: Bool
    /// One for each column; nil where the check is not under that fault.
    let cells: [Verdict?]
  }

  /// None first, then in the order of the curriculum.
  let faults: [FaultClass]
  let rows: [Row]

  init(_ checks: [CheckResult]) {
    let used = Set(checks.map(\.fault))
    let faults = FaultClass.allCases.filter(used.contains)
    var ids: [String] = []
    for check in checks where !ids.contains(check.id) { ids.append(check.id) }
    let grouped = Dictionary(grouping: checks, by: \.id)
    rows = ids.compactMap { id in
      guard let cells = grouped[id], let first = cells.first else { return nil }
      return Row(
        id: id.onOneLine, title: (first.title ?? first.sentence).onOneLine,
        isKey: cells.contains { $0.isKey },
        cells: faults.map { fault in cells.first { $0.fault == fault }?.verdict })
    }
    self.faults = faults
  }

  /// The verdicts under one fault.
  func column(_ fault: FaultClass) -> [Verdict] {
    guard let index = faults.firstIndex(of: fault) else { return [] }
    return rows.compactMap { $0.cells[index] }
  }
}

extension Verdict {
  /// The word in a cell: only a broken property is loud.
  var cellWord: String { self == .fail ? word : word.lowercased() }

  /// Something was seen that must not be, as opposed to nothing seen.
  var isWrong: Bool {
    switch self {
    case .fail, .crash, .timeout, .limit, .protocol: true
    case .pass, .skipped, .inconclusive: false
    }
  }
}

extension FaultClass {
  /// What the fault does, as a noun, with the name of the class where the two differ.
  var noun: String {
    switch self {
    case .none: "no faults"
    case .duplicate: "redelivery (duplicate)"
    case .reorder: "reordering (reorder)"
    case .drop: "loss (drop)"
    case .crash: "crash"
    case .delay: "delay"
    case .partition: "partition"
    case .skew: "clock skew (skew)"
    case .stall: "stall"
    case .poison: "poison messages (poison)"
    }
  }
}
