/// Checks a lab's stages and points against its checks.
struct CheckLint {
  let lab: Lab
  let grader: GraderManifest

  private var labFile: String { "\(lab.folder)/lab.yaml" }
  private var graderFile: String { "\(lab.graderFolder)/grader.yaml" }

  func add(to collector: inout FindingCollector) {
    addStages(&collector)
    addPoints(&collector)
    addFaults(&collector)
  }

  private func addStages(_ collector: inout FindingCollector) {
    var stageOf: [String: String] = [:]
    for stage in lab.manifest.stages {
      for id in stage.checks {
        if let other = stageOf.updateValue(stage.title, forKey: id) {
          add("`\(id)` stands in two stages, the other is `\(other)`", stage, &collector)
        } else if grader.check(id) == nil {
          add("no check has the id `\(id)`", stage, &collector)
        }
      }
      if !(10...25).contains(stage.minutes) {
        add("a stage takes 10 to 25 minutes, not \(stage.minutes)", stage, &collector, .warning)
      }
    }
    for check in grader.checks where stageOf[check.id] == nil {
      collector.add(
        .stages, graderFile, line: check.place.line, "`\(check.id)` stands in no stage")
    }
  }

  private func add(
    _ message: String, _ stage: LabManifest.Stage, _ collector: inout FindingCollector,
    _ severity: LintFinding.Severity = .error
  ) {
    collector.add(.stages, labFile, line: stage.place.line, message, severity)
  }

  private func addPoints(_ collector: inout FindingCollector) {
    if grader.millipoints != grader.points * 1000 {
      collector.add(
        .points, graderFile, line: grader.pointsPlace.line,
        "the cells sum to \(grader.millipoints) thousandths, not to \(grader.points * 1000)")
    }
    if !grader.checks.contains(where: \.isKey) {
      collector.add(.points, graderFile, "no check is key, so nothing is needed to pass the lab")
    }
    if !grader.checks.contains(where: { $0.kind == .property }) {
      collector.add(.points, graderFile, "the lab has no property")
    }
  }

  private func addFaults(_ collector: inout FindingCollector) {
    for check in grader.checks {
      for (fault, _) in check.cells where !lab.manifest.faults.contains(fault) {
        collector.add(
          .faults, graderFile, line: check.place.line,
          "`\(check.id)` uses the fault `\(fault.rawValue)`, which lab.yaml does not name")
      }
    }
    let used = Set(grader.checks.flatMap { $0.cells.map(\.fault) })
    for fault in lab.manifest.faults where !used.contains(fault) {
      collector.add(.faults, labFile, "no check runs under the fault `\(fault.rawValue)`", .warning)
    }
  }
}
