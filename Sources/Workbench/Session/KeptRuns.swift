package import Course
package import Foundation
package import Results

/// The kept runs by lab: which one a learner means who names none.
package struct KeptRuns {
  private let library: RunLibrary
  private let folder: String

  /// - Parameter folder: where the runs are kept.
  package init(folder: String) {
    self.folder = folder
    library = RunLibrary(folder: folder)
  }

  /// A run that was chosen for the learner.
  package struct Choice: Equatable, Sendable {
    package let record: RunRecord
    /// It shows the check to work on, not only the last one that failed.
    package let isToWorkOn: Bool
    /// When it was recorded.
    package let date: Date?
    /// The latest run of all, if it is another one, of another lab.
    package let newer: RunRecord?
  }

  /// The failing run of a lab: that of the check to work on, else the latest; of any lab if that
  /// one has none, or if none is named.
  ///
  /// - Parameter latest: the last result of the lab.
  /// - Throws: ``WorkbenchError`` if no run is kept.
  package func choice(for lab: Lab?, latest: LabResult?) throws -> Choice {
    let newest = try library.load(nil)
    let told = lab.flatMap { lab in
      latest.flatMap { result in
        StageView(lab.manifest, result).firstFailure.flatMap { run(of: $0, in: result) }
      }
    }
    let own = lab.flatMap { lab in runs.first { $0.run.lab == lab.id } }
    let record = told ?? own ?? newest
    return Choice(
      record: record, isToWorkOn: told != nil, date: date(of: record.id),
      newer: record.run.lab == newest.run.lab ? nil : newest)
  }

  /// The latest run of a check that failed in a result, on the same files.
  package func run(of check: CheckResult, in result: LabResult) -> RunRecord? {
    runs.first { record in
      record.run.lab == result.run.lab && record.check.cell == check.cell
        && record.run.submission == result.run.submission
    }
  }

  /// The runs that read, the latest first; each is read when it is asked for.
  private var runs: some Sequence<RunRecord> {
    library.idsByAge.reversed().lazy.compactMap { try? library.load($0) }
  }

  private func date(of id: String) -> Date? {
    let facts = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(id).json")
    return facts?[.modificationDate] as? Date
  }
}
