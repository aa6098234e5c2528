internal import Conductor
package import Course
internal import Digests
internal import Foundation
internal import Results
internal import Sandbox
package import Simulation
internal import Toolchain

/// Decides whether a lab may be released: its solutions pass, its mutants die by the property
/// named, and nobody passes a property by doing nothing (design, rule 4).
package struct LabGate: Sendable {
  private let judge: LabJudge
  private let seeds: [Seed]
  private let bench: Bench
  private let lab: Lab

  /// - Parameter seeds: on each of them is judged what passes, what must be rejected, and what must
  ///   pass nothing; how a program crashes, hangs or does not build is seen on the first.
  package init(bench: Bench, lab: Lab, seeds: [Seed]) throws {
    self.bench = bench
    self.lab = lab
    self.seeds = seeds
    judge = try LabJudge(bench: bench, lab: lab)
  }

  /// The report, from the cache if nothing that it depends on has changed.
  package func check(progress: @Sendable (String) -> Void = { _ in }) throws -> GateReport {
    var report = try judged(progress)
    report.compareMistakes(with: KnownMistakes(of: lab, in: bench.index), isDraft: isDraft)
    return report
  }

  /// Writes down how the wrong submissions fail.
  package func write(_ mistakes: KnownMistakes) throws {
    let path = bench.index.folder.absolute("\(lab.graderFolder)/\(Lab.knownMistakes)")
    try mistakes.text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  private var isDraft: Bool { lab.manifest.status == .draft }

  private func judged(_ progress: @Sendable (String) -> Void) throws -> GateReport {
    let digest = try digest()
    let file = URL(fileURLWithPath: "\(bench.places.cache)/gate-\(digest).json")
    if let data = try? Data(contentsOf: file),
      let report = try? JSONDecoder().decode(GateReport.self, from: data), report.digest == digest
    {
      return report
    }
    let report = try make(digest, progress)
    // A report that cannot be kept costs the next check its time, and nothing else.
    try? JSONEncoder().encode(report).write(to: file, options: .atomic)
    return report
  }

  private func digest() throws -> String {
    var hash = SHA256()
    let facts = [
      try bench.index.sourceDigest(of: lab).hex, bench.kit.digest, bench.toolchain.version,
      "\(bench.isolation.level.rawValue)",
    ]
    for fact in facts + seeds.map(\.description) { hash.update(field: fact.utf8) }
    return hash.finish().hex
  }

  private func make(
    _ digest: String, _ progress: @Sendable (String) -> Void
  ) throws -> GateReport {
    let checker = try judge.checker()
    var report = GateReport(
      lab: lab.id, digest: digest, cells: judge.cellNames, seeds: seeds.map(\.description))
    var order = judge.order(component: "", seed: "1", only: [])
    order.listOnly = true
    let judged = try checker.cells(order)
    report.compareCells(judged: judged.map(\.name))
    try report.addRows(try trials(), progress)
    report.requireKillers(of: judge.manifest)
    return report
  }
}

extension LabGate {
  /// Everything that is to be judged, with what must come of it.
  private func trials() throws -> [GateTrial] {
    try stored() + [try starter()] + NullSubmission.allCases.map(null)
  }

  private func stored() throws -> [GateTrial] {
    let submissions = bench.index.submissions(of: lab)
    return try submissions.all.map { stored in
      let files = try submissions.files(of: stored).mapValues { Array($0.utf8) }
      let expectation = try expectation(of: stored.group, stored.name)
      return GateTrial(
        group: stored.group.rawValue, name: stored.name, expectation: expectation
      ) { try rounds(files, expectation: expectation) }
    }
  }

  private func expectation(
    of group: SubmissionGroup, _ name: String
  ) throws -> GateTrial.Expectation {
    let manifest = judge.manifest
    switch group {
    case .accepted: return .complete
    case .wrong:
      guard let wrong = manifest.wrong.first(where: { $0.name == name }) else {
        throw WorkbenchError(.labInvalid, detail: "grader.yaml does not name wrong/\(name)")
      }
      return .rejected(
        by: wrong.rejectedBy.map(\.description), essential: wrong.isEssential,
        memorised: wrong.isMemorised)
    default:
      guard let other = manifest.others.first(where: { $0.group == group && $0.name == name })
      else {
        throw WorkbenchError(
          .labInvalid, detail: "grader.yaml does not name \(group.rawValue)/\(name)")
      }
      return .verdict(other.verdict.rawValue)
    }
  }

  private func starter() throws -> GateTrial {
    var files: [String: [UInt8]] = [:]
    for name in lab.manifest.files {
      files[name] = try bench.index.folder.bytes("\(lab.folder)/Starter/\(name)")
    }
    let starter = files
    let expectation =
      judge.manifest.starterRejectedBy.map { cells in
        GateTrial.Expectation.brokenOnly(in: cells.map(\.description))
      } ?? .passesNothing
    return GateTrial(group: "starter", name: "Starter", expectation: expectation) {
      try rounds(starter, expectation: expectation)
    }
  }

  private func null(_ null: NullSubmission) -> GateTrial {
    GateTrial(group: "null", name: null.rawValue, expectation: .passesNothing) {
      try seeds.map { try judge.judge(nullProgram: null.source, seed: $0) }
    }
  }

  /// One outcome for each seed. What does not depend on the seed is judged once.
  private func rounds(
    _ files: [String: [UInt8]], expectation: GateTrial.Expectation
  ) throws -> [LabJudge.Outcome] {
    let submission = try Submission(files: files)
    let rounds = expectation.dependsOnSeed ? seeds : [seeds[0]]
    return try rounds.map { seed in
      try judge.judge(
        RunRequest(
          lab: lab.id, submission: submission, seed: .fixed(seed), explains: false))
    }
  }
}
