internal import Results

/// One submission on its way through the gate.
struct GateTrial: Sendable {
  /// What must come of it.
  enum Expectation: Sendable, Equatable {
    /// Every check passes on every seed.
    case complete
    /// One of these cells rejects it on every seed.
    case rejected(by: [String], essential: Bool, memorised: Bool)
    /// Some check has this verdict, or the whole is `build_error`.
    case verdict(String)
    /// No property passes: examples may.
    case passesNothing
    /// A warm-up's starter: it works, but for these cells.
    case brokenOnly(in: [String])

    var dependsOnSeed: Bool {
      switch self {
      case .complete, .rejected, .passesNothing, .brokenOnly: true
      case .verdict: false
      }
    }
  }

  let group: String
  let name: String
  let expectation: Expectation
  let perform: @Sendable () throws -> [LabJudge.Outcome]

  /// What is wrong with the outcomes, one sentence each.
  func complaints(about outcomes: [LabResult]) -> [String] {
    outcomes.flatMap { complaints(about: $0) }.map { "\(group)/\(name): \($0)" }
  }

  private func complaints(about result: LabResult) -> [String] {
    switch expectation {
    case .complete:
      return result.isComplete
        ? [] : ["does not pass on seed \(result.run.seed): \(Self.words(result))"]
    case .rejected(let cells, let essential, let memorised):
      return rejection(of: result, by: cells, essential, memorised)
    case .verdict(let verdict): return has(verdict, result) ? [] : ["is not \(verdict)"]
    case .passesNothing:
      let passed = result.checks.filter { $0.kind == .property && $0.verdict == .pass }
      return passed.map {
        "passes \($0.cell) on seed \(result.run.seed), and does none of the work"
      }
    case .brokenOnly(let cells): return breakage(of: result, in: cells)
    }
  }

  /// Exactly the named cells are broken, and the lab is not passed as it is.
  private func breakage(of result: LabResult, in cells: [String]) -> [String] {
    guard result.status == .graded else { return ["is not gradable: \(Self.words(result))"] }
    let broken = result.checks.filter { $0.verdict != .pass }
    let others = broken.filter { !cells.contains($0.cell) && !cells.contains($0.id) }
    let missing = cells.filter { cell in !broken.contains { $0.cell == cell || $0.id == cell } }
    return others.map { "breaks \($0.cell) too on seed \(result.run.seed)" }
      + missing.map { "survives \($0) on seed \(result.run.seed)" }
      + (result.isPassed ? ["passes the lab as it is"] : [])
  }

  private func rejection(
    of result: LabResult, by cells: [String], _ essential: Bool, _ memorised: Bool
  ) -> [String] {
    guard result.status == .graded else { return ["is not gradable: \(Self.words(result))"] }
    var complaints: [String] = []
    let broken = result.checks.filter { $0.verdict != .pass && $0.verdict != .skipped }
    // A check's bare name stands for any of its cells.
    let isRejected = broken.contains { cells.contains($0.cell) || cells.contains($0.id) }
    if !isRejected {
      complaints.append("survives \(cells.joined(separator: ", ")) on seed \(result.run.seed)")
    }
    if essential, result.isPassed {
      complaints.append("is essential and passes the lab on seed \(result.run.seed)")
    }
    if memorised, result.checks.contains(where: { $0.kind == .example && $0.verdict != .pass }) {
      complaints.append("is memorised and does not even pass the examples")
    }
    return complaints
  }

  private func has(_ verdict: String, _ result: LabResult) -> Bool {
    switch verdict {
    case "not_gradable": result.status == .notGradable
    default: result.checks.contains { $0.verdict.rawValue == verdict }
    }
  }

  private static func words(_ result: LabResult) -> String {
    if let refusal = result.refusal {
      return refusal.diagnostics.first.map(\.message) ?? refusal.summary
    }
    return result.checks.filter { $0.verdict != .pass }
      .map { "\($0.cell) \($0.verdict.rawValue): \($0.failure?.summary ?? "")" }
      .prefix(3).joined(separator: "; ")
  }
}
