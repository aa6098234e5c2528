import Course
import Foundation
import Results
import Simulation
import Toolchain
import Workbench

/// How many crash points of a lab are tried in a second: the cells under crashes, with component
/// and checker from the cache.
struct CrashRate {
  let bench: Bench
  let lab: Lab
  let rounds: Int

  func measure() throws {
    let judge = try LabJudge(bench: bench, lab: lab)
    let cells = judge.cellNames.filter { $0.hasSuffix("/" + Results.FaultClass.crash.rawValue) }
    let submissions = bench.index.submissions(of: lab)
    guard !cells.isEmpty, let accepted = submissions.all.first(where: { $0.group == .accepted })
    else { return }
    let files = try submissions.files(of: accepted).mapValues { Array($0.utf8) }
    let request = RunRequest(
      lab: lab.id, submission: try Submission(files: files), seed: .fixed(Seed(number: 1)),
      only: cells)
    _ = try judge.judge(request)
    var points = 0
    let times = try (0..<rounds).map { _ in
      try Table.seconds { points = Self.points(in: try judge.judge(request).result) }
    }
    Table.row(
      "crash points, \(lab.id)", Table.text(Double(points) / Table.median(times), 0) + " a second",
      "\(points) points, those proved equal included", "–", "–")
  }

  private static func points(in result: LabResult) -> Int {
    result.checks.flatMap(\.counts).filter { $0.name == "crash points" }
      .reduce(0) { $0 + $1.value }
  }
}
