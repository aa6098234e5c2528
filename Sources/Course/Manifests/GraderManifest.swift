/// What `grader.yaml` says: checks, points and what must be rejected. Learners never receive it.
package struct GraderManifest: Hashable, Sendable {
  /// One row of the fault matrix.
  package struct Check: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
      /// A check that the learner can read.
      case example
      /// A hidden property.
      case property
      /// The same input under two hash seeds; the answers must be the same bytes.
      case shake
    }

    /// `V1`, `H1`, `S1`.
    package let id: String
    package let kind: Kind
    package let title: String
    /// The property in words, for the learner.
    package let sentence: String
    /// Without it the lab is not passed, whatever the points.
    package let isKey: Bool
    /// Thousandths of a point for the run without faults.
    package let millipoints: Int
    /// Thousandths of a point for the runs under a fault.
    package let faultMillipoints: [FaultClass: Int]
    /// The mistake behind a failure, asked as a question; empty for an example that has none.
    package let misconception: String
    /// The least effect that must have been seen, else the check is inconclusive.
    package let witness: String
    package let place: ManifestPlace

    /// The names of the cells of the row, `H1` and `H1/crash`, the fault-free one first.
    package var cellNames: [String] {
      cells.map { $0.fault == .none ? id : "\(id)/\($0.fault.rawValue)" }
    }

    /// The cells of the row with their thousandths of a point, the fault-free one first.
    package var cells: [(fault: FaultClass, millipoints: Int)] {
      [(.none, millipoints)]
        + FaultClass.allCases.compactMap { fault in
          faultMillipoints[fault].map { (fault, $0) }
        }
    }
  }

  /// A check, or one cell of it, that rejects a wrong submission.
  package struct Cell: Hashable, Sendable, CustomStringConvertible {
    package let check: String
    /// `nil` if any cell of the check will do.
    package let fault: FaultClass?

    /// `H1` or `H1/crash`.
    package var description: String { fault.map { "\(check)/\($0.rawValue)" } ?? check }
  }

  /// A solution that must be rejected.
  package struct Wrong: Hashable, Sendable {
    /// Its name under `Submissions/wrong`, without `.patch`.
    package let name: String
    /// Where it must fail: in every one of these cells.
    package let rejectedBy: [Cell]
    /// What its author believed.
    package let misconception: String
    /// It misses a key idea, so a lab that lets it pass is not released.
    package let isEssential: Bool
    /// It answers the published examples from a table.
    package let isMemorised: Bool
    package let place: ManifestPlace
  }

  /// A solution that must pass everything.
  package struct Accepted: Hashable, Sendable {
    package let name: String
    /// What is special about it.
    package let note: String
    package let place: ManifestPlace
  }

  /// A submission of one of the other groups.
  package struct Other: Hashable, Sendable {
    /// The verdicts that such a submission can be expected to get.
    package enum Verdict: String, CaseIterable, Sendable {
      case fail, crash, timeout, limit, `protocol`, inconclusive
      /// The submission does not build.
      case notGradable = "not_gradable"
    }

    package let group: SubmissionGroup
    package let name: String
    package let verdict: Verdict
    package let place: ManifestPlace
  }

  /// The points of the lab.
  package let points: Int
  package let pointsPlace: ManifestPlace
  package let checks: [Check]
  package let accepted: [Accepted]
  package let wrong: [Wrong]
  package let others: [Other]
  /// The cells that reject the starter of a warm-up, which works but for these; nil for every other
  /// lab, whose starter does none of the work.
  package let starterRejectedBy: [Cell]?

  /// The sum of all cells, in thousandths of a point; a valid manifest has `points * 1000`.
  package var millipoints: Int {
    checks.flatMap(\.cells).reduce(0) { $0 + $1.millipoints }
  }

  /// The check with an id.
  package func check(_ id: String) -> Check? { checks.first { $0.id == id } }
}

/// The folders under `Submissions/`.
package enum SubmissionGroup: String, CaseIterable, Sendable {
  case accepted, wrong, crash, timeout, hostile
  case protocolError = "protocol_error"
  case buildError = "build_error"

  /// The groups whose submissions are listed with a verdict.
  static let withVerdict: [SubmissionGroup] = [
    .crash, .timeout, .protocolError, .buildError, .hostile,
  ]
}
