import Course
import Foundation
import Results
import Sandbox
import Simulation
import Toolchain
import Workbench

/// From a saved file to the first verdict, against the bare compiler on the same files.
struct FirstVerdict {
  let bench: Bench
  let lab: Lab
  let rounds: Int

  private struct Round {
    var verdict = 0.0
    var bare = 0.0
    var whole = 0.0
    var faultFreeCPU = 0.0
    var matrixCPU = 0.0
  }

  func measure() throws {
    let submissions = bench.index.submissions(of: lab)
    for accepted in submissions.all where accepted.group == .accepted {
      let files = try submissions.files(of: accepted)
      // Warm: the checker is built, the compiler has been read from disk.
      _ = try round(files, number: -1)
      let all = try (0..<rounds).map { try round(files, number: $0) }
      report(accepted.name, all)
    }
  }

  private func report(_ name: String, _ rounds: [Round]) {
    func median(_ path: KeyPath<Round, Double>) -> Double {
      Table.median(rounds.map { $0[keyPath: path] })
    }
    let ratio = Table.median(rounds.map { $0.verdict / $0.bare })
    let who = "\(lab.id) (\(name))"
    Table.row(
      "save → first verdict, \(who)", Table.text(median(\.verdict)) + " s",
      "bare swiftc + run " + Table.text(median(\.bare)) + " s", Table.text(ratio), "at most 1.5")
    Table.row(
      "fault-free part, \(who)", Table.text(median(\.faultFreeCPU), 3) + " s CPU", "–", "–",
      "at most 0.15 s CPU")
    Table.row(
      "whole matrix, \(who)", Table.text(median(\.matrixCPU), 3) + " s CPU",
      "wall with compile " + Table.text(median(\.whole)) + " s", "–", "at most 5 s CPU")
  }

  /// One save: the files with a new comment, so that nothing comes from a cache.
  private func round(_ files: [String: String], number: Int) throws -> Round {
    let stamp = "// round \(number) \(UUID().uuidString)\n"
    let changed = files.mapValues { Array((stamp + $0).utf8) }
    var round = Round()
    round.bare = try bare(changed)
    let judge = try LabJudge(bench: bench, lab: lab)
    let request = RunRequest(
      lab: lab.id, submission: try Submission(files: changed), seed: .fixed(Seed(number: 1)))
    let clock = ContinuousClock()
    let begin = clock.now
    var outcome: LabJudge.Outcome?
    func take(_ event: JudgingEvent) {
      guard case .faultFreeDone = event else { return }
      let time = begin.duration(to: clock.now)
      round.verdict = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    }
    round.whole = try Table.seconds { outcome = try judge.judge(request, onEvent: take) }
    guard let outcome, outcome.result.isComplete else {
      throw WorkbenchError(.checkerFailed, detail: "an accepted solution does not pass")
    }
    round.faultFreeCPU = Double(outcome.faultFreeCPUMilliseconds) / 1000
    round.matrixCPU = Double(outcome.cpuMilliseconds) / 1000
    return round
  }

  private func bare(_ files: [String: [UInt8]]) throws -> Double {
    let folder = NSTemporaryDirectory() + "edalab-bench-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var sources: [String] = []
    let interface = lab.folder + "/API"
    for name in bench.index.folder.files(under: interface) {
      sources.append(bench.index.folder.absolute("\(interface)/\(name)"))
    }
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
      try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
      sources.append("\(folder)/\(name)")
    }
    let main = "\(folder)/main.swift"
    try GeneratedMain.component(lab.manifest).write(toFile: main, atomically: true, encoding: .utf8)
    let build = ComponentBuild(
      toolchain: bench.toolchain, kit: bench.kit, isolation: bench.isolation, cache: bench.cache)
    let arguments = build.bareArguments(
      sources: sources + [main], executable: folder + "/component")
    return try Table.seconds {
      let status = try TrustedProcess(
        executable: bench.toolchain.compiler, arguments: arguments, input: []
      ).wait()
      guard status == 0 else { throw WorkbenchError(.checkerFailed, detail: "swiftc \(status)") }
      _ = try TrustedProcess(executable: folder + "/component", input: []).wait()
    }
  }
}
