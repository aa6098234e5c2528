internal import Conductor
package import Course
internal import Digests
internal import Foundation
package import GraderKit
package import Results
internal import Sandbox
internal import Simulation
internal import Toolchain

/// Something that happened while a submission was judged, as soon as it is known.
package enum JudgingEvent: Sendable {
  /// The component is built; the checks begin.
  case built(milliseconds: Int)
  case checked(CheckResult)
  /// A check has failed; its shortest schedule is looked for, and `checked` follows.
  case failing(CheckResult)
  /// The failing run of the check that `checked` tells next; it can be done again.
  case recorded(RunRecord)
  /// Every check without faults is judged.
  case faultFreeDone
}

/// Judges submissions: the one code path of `check`, `grade` and the watch loop.
package struct LabJudge: Sendable {
  let bench: Bench
  let lab: Lab
  let manifest: GraderManifest
  let mistakes: KnownMistakes

  package init(bench: Bench, lab: Lab) throws {
    self.bench = bench
    self.lab = lab
    let reading = bench.index.grader(of: lab)
    guard let manifest = reading.value else {
      let problem = reading.problems.first
      throw WorkbenchError(
        .labInvalid,
        detail: problem.map { "\($0.file):\($0.line):\($0.column): \($0.message)" } ?? lab.id)
    }
    self.manifest = manifest
    mistakes = KnownMistakes(of: lab, in: bench.index)
  }

  /// The number with which people call the lab.
  package var labNumber: String { String(lab.id.prefix { $0.isNumber }) }

  /// The names of the lab's cells, `H1` or `H1/crash`.
  package var cellNames: [String] { manifest.checks.flatMap(\.cellNames) }

  /// What a run came to, and what it cost.
  package struct Outcome: Sendable {
    package let result: LabResult
    package let isolation: Int
    package let isolationLabel: String
    package let compileMilliseconds: Int
    package let wallMilliseconds: Int
    package let cpuMilliseconds: Int
    /// Of the checks without faults, the compile apart.
    package let faultFreeCPUMilliseconds: Int
    /// What the failures looked like, by cell.
    package var symptoms: [String: Symptom] = [:]
  }

  /// Compiles, runs every check that is asked for, and tells each as soon as it is known. Throws if
  /// the workbench itself failed; what a submission does wrong is in the result.
  package func judge(
    _ request: RunRequest, isCancelled: @escaping @Sendable () -> Bool = { false },
    onEvent: (JudgingEvent) -> Void = { _ in }
  ) throws -> Outcome {
    let clock = ContinuousClock()
    let begin = clock.now
    let built = try componentBuild.build(
      request.submission, interface: try interface(), main: GeneratedMain.component(lab.manifest),
      isCancelled: isCancelled)
    let compiled = begin.duration(to: clock.now).milliseconds
    var run = try runName(request)
    switch built {
    case .refused(let refusal):
      let result = LabResult(run: run, status: .notGradable, refusal: Refusal(refusal))
      return outcome(result, compiled: compiled, wall: compiled)
    case .built(let program):
      onEvent(.built(milliseconds: compiled))
      let seed = request.drawSeed(Self.randomBytes)
      run.seed = seed.description
      let (result, summary, symptoms) = try check(program, request, run, isCancelled, onEvent)
      return outcome(
        result, compiled: compiled, wall: begin.duration(to: clock.now).milliseconds, summary,
        symptoms)
    }
  }

  /// The result for a submission that was not even taken.
  package func refused(
    _ refusal: Refusal, only: [String] = []
  ) throws -> Outcome {
    let run = RunName(
      lab: lab.id, seed: "", submission: "", labDigest: try bench.index.digest(of: lab).hex,
      kit: bench.kit.digest, toolchain: bench.toolchain.version, only: only)
    let result = LabResult(run: run, status: .notGradable, refusal: refusal)
    return outcome(result, compiled: 0, wall: 0)
  }

  func outcome(
    _ result: LabResult, compiled: Int, wall: Int, _ summary: CheckerProcess.Summary = .init(),
    _ symptoms: [String: Symptom] = [:]
  ) -> Outcome {
    Outcome(
      result: result, isolation: bench.isolation.level.rawValue,
      isolationLabel: bench.isolation.label, compileMilliseconds: compiled,
      wallMilliseconds: wall, cpuMilliseconds: summary.cpuMicroseconds / 1000,
      faultFreeCPUMilliseconds: summary.faultFreeMicroseconds / 1000, symptoms: symptoms)
  }

  private static func randomBytes() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }
}

extension LabJudge {
  private var componentBuild: ComponentBuild {
    ComponentBuild(
      toolchain: bench.toolchain, kit: bench.kit, isolation: bench.isolation, cache: bench.cache)
  }

  /// The lab's `API` files.
  private func interface() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in bench.index.folder.files(under: lab.folder + "/API") where name.hasSuffix(".swift")
    {
      files[name] = try bench.index.folder.bytes("\(lab.folder)/API/\(name)")
    }
    return files
  }

  func runName(_ request: RunRequest) throws -> RunName {
    RunName(
      lab: lab.id, seed: "", submission: request.submission.digest.hex,
      labDigest: try bench.index.digest(of: lab).hex, kit: bench.kit.digest,
      toolchain: bench.toolchain.version, only: request.only.sorted())
  }

  /// The lab's checker, built if it is not in the cache.
  func checker(isCancelled: @escaping @Sendable () -> Bool = { false }) throws -> CheckerProcess {
    let folder = bench.index.folder
    let grader = folder.files(under: lab.graderFolder)
      .filter { $0 == "Checks.swift" || ($0.hasPrefix("Support/") && $0.hasSuffix(".swift")) }
      .map { folder.absolute("\(lab.graderFolder)/\($0)") }
    let interface = folder.files(under: lab.folder + "/API").filter { $0.hasSuffix(".swift") }
      .map { folder.absolute("\(lab.folder)/API/\($0)") }
    let build = CheckerBuild(
      toolchain: bench.toolchain, kit: bench.kit, isolation: bench.isolation, cache: bench.cache)
    let built = try build.build(
      files: grader + interface + [folder.absolute(lab.folder + "/Examples.swift")],
      main: GeneratedMain.checker, isCancelled: isCancelled)
    switch built {
    case .built(let program): return CheckerProcess(executable: program.executable)
    case .refused(let refusal):
      let first = refusal.diagnostics.first
      throw WorkbenchError(
        .checkerDoesNotBuild,
        detail: first.map { "\($0.file):\($0.line):\($0.column): \($0.message)" } ?? lab.id)
    }
  }

  func order(component: String, seed: String, only: [String]) -> CheckerOrder {
    let limits = lab.manifest.limits
    return CheckerOrder(
      component: component, seed: seed, only: only, isolation: bench.isolation,
      cpuSeconds: limits.cpuSeconds, memoryMebibytes: limits.memoryMiB,
      outputMebibytes: limits.outputMiB, crashRuns: limits.crashRuns)
  }

  private func check(
    _ program: BuiltProgram, _ request: RunRequest, _ run: RunName,
    _ isCancelled: @escaping @Sendable () -> Bool, _ onEvent: (JudgingEvent) -> Void
  ) throws -> (LabResult, CheckerProcess.Summary, [String: Symptom]) {
    let assembly = assembly(seed: run.seed)
    var board = CellBoard(cells: assembly.cells(only: request.only))
    var symptoms: [String: Symptom] = [:]
    func take(_ outcome: CellOutcome) throws {
      let trap = try located(outcome, in: program)
      symptoms[outcome.cell] = outcome.symptom
      let earlier = board.judgedCells
      let check = try board.enter(outcome) {
        assembly.judged(
          $0, outcome, location: trap.location, reason: trap.reason, after: earlier)
      }
      if let recording = outcome.recording {
        onEvent(.recorded(RunRecord(run: run, recording: recording, check: check)))
      }
      onEvent(.checked(check))
    }
    func warn(_ outcome: CellOutcome) throws {
      guard let cell = board.cell(of: outcome) else { return }
      onEvent(.failing(assembly.judged(cell, outcome, location: nil, reason: nil)))
    }
    var order = order(component: program.executable, seed: run.seed, only: request.only)
    order.explains = request.explains
    if order.explains { order.reference = try reference(isCancelled: isCancelled) }
    let summary = try checker(isCancelled: isCancelled).run(
      order, isCancelled: isCancelled, onFaultFree: { onEvent(.faultFreeDone) },
      onFailing: warn, onCell: take)
    var checks = try board.complete()
    if request.only.isEmpty { checks.append(try sansIO(program, onEvent)) }
    return (LabResult(run: run, status: .graded, checks: checks), summary, symptoms)
  }

  /// What puts the cells of a run together.
  func assembly(seed: String) -> CellAssembly {
    CellAssembly(
      manifest: manifest, labNumber: labNumber, seed: seed,
      isPracticeSeed: seed == RunRequest.practiceSeed.description, mistakes: mistakes)
  }

  /// The component of a submission that must build.
  func built(
    _ submission: Submission, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> BuiltProgram {
    let built = try componentBuild.build(
      submission, interface: try interface(), main: GeneratedMain.component(lab.manifest),
      isCancelled: isCancelled)
    switch built {
    case .built(let program): return program
    case .refused(let refusal):
      let first = refusal.diagnostics.first
      throw WorkbenchError(
        .doesNotBuild,
        detail: first.map { "\($0.file):\($0.line):\($0.column): \($0.message)" } ?? lab.id)
    }
  }

  /// The binary of the lab's first accepted solution; nil if it has none, or it does not build.
  func reference(isCancelled: @escaping @Sendable () -> Bool) throws -> String? {
    let submissions = bench.index.submissions(of: lab)
    guard let stored = submissions.all.first(where: { $0.group == .accepted }) else { return nil }
    let built = try componentBuild.build(
      try Submission(stored, in: submissions), interface: try interface(),
      main: GeneratedMain.component(lab.manifest), isCancelled: isCancelled)
    if case .built(let program) = built { return program.executable }
    return nil
  }

  private func sansIO(
    _ program: BuiltProgram, _ onEvent: (JudgingEvent) -> Void
  ) throws -> CheckResult {
    let scan = SansIOScan(toolchain: bench.toolchain, isolation: bench.isolation)
    let check = SansIOCheck.result(try scan.report(on: program))
    onEvent(.checked(check))
    return check
  }

  /// Where the component trapped, in the learner's files.
  func located(
    _ outcome: CellOutcome, in program: BuiltProgram
  ) throws -> (location: SourceLocation?, reason: String?) {
    let counters = outcome.trapCounters.compactMap { UInt64($0, radix: 16) }
    guard !counters.isEmpty else { return (nil, nil) }
    let locator = TrapLocator(toolchain: bench.toolchain, isolation: bench.isolation)
    let trap = try locator.locate(
      counters, in: program, errors: Array((outcome.failure?.output ?? "").utf8))
    let location = trap.site.map {
      SourceLocation(file: $0.file, line: $0.line, column: $0.column)
    }
    return (location, trap.reason)
  }
}

extension Duration {
  /// Whole milliseconds.
  var milliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
