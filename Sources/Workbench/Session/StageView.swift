package import Course
package import Results

/// A result by the lab's stages: what is done, what is being worked on, what comes later.
package struct StageView: Equatable, Sendable {
  package enum Progress: String, Sendable {
    case done
    /// The first stage that is not done: its first failure is what to work on.
    case now
    case later
  }

  package struct Stage: Equatable, Sendable {
    /// From 1.
    package let number: Int
    package let title: String
    package let progress: Progress
    /// The cells of its checks, in the order of the lab.
    package let cells: [CheckResult]
  }

  package let stages: [Stage]
  /// Checks that stand in no stage, such as that a component keeps to the runtime.
  package let others: [CheckResult]
  package let earnedMillipoints: Int
  package let possibleMillipoints: Int
  package let isPassed: Bool
  package let isComplete: Bool

  package init(_ manifest: LabManifest, _ result: LabResult) {
    var stages: [Stage] = []
    var isOpen = false
    for (index, stage) in manifest.stages.enumerated() {
      let cells = result.checks.filter { stage.checks.contains($0.id) }
      let isDone = !cells.isEmpty && cells.allSatisfy { $0.verdict == .pass }
      let progress: Progress = isDone ? .done : isOpen ? .later : .now
      isOpen = isOpen || !isDone
      stages.append(
        Stage(number: index + 1, title: stage.title, progress: progress, cells: cells))
    }
    self.stages = stages
    others = result.checks.filter { check in
      !manifest.stages.contains { $0.checks.contains(check.id) }
    }
    earnedMillipoints = result.earnedMillipoints
    possibleMillipoints = result.possibleMillipoints
    isPassed = result.isPassed
    isComplete = result.isComplete
  }

  /// The stage to work on; nil if all are done.
  package var current: Stage? { stages.first { $0.progress == .now } }

  /// What to work on: the checks of the stage that did not pass, then those of no stage. Those that
  /// failed come before those that could not be checked, and those without faults before those
  /// under faults: the order in which they are judged.
  package var failures: [CheckResult] {
    let groups = [current?.cells ?? [], others].flatMap { cells in
      [cells.filter { $0.fault == .none }, cells.filter { $0.fault != .none }]
    }
    let cells = groups.flatMap(\.self)
    return cells.filter(\.isBroken) + cells.filter { !$0.isBroken && $0.verdict != .pass }
  }

  /// The ids of the checks of later stages that are broken, in the order of the stages.
  package var laterFailures: [String] { laterChecks(where: \.isBroken) }

  /// The ids of those that could not be checked.
  package var laterUnchecked: [String] {
    laterChecks { !$0.isBroken && $0.verdict != .pass }.filter { !laterFailures.contains($0) }
  }

  private func laterChecks(where isMeant: (CheckResult) -> Bool) -> [String] {
    let cells = stages.filter { $0.progress == .later }.flatMap(\.cells)
    return cells.filter(isMeant).map(\.id)
      .reduce(into: []) { ids, id in if !ids.contains(id) { ids.append(id) } }
  }

  /// The first of them.
  package var firstFailure: CheckResult? { failures.first }
}

extension CheckResult {
  /// The component did something wrong, as opposed to not having been checked.
  var isBroken: Bool {
    switch verdict {
    case .fail, .crash, .timeout, .limit, .protocol: true
    case .pass, .skipped, .inconclusive: false
    }
  }
}
