internal import Digests
internal import Foundation
package import GraderKit
package import Results
internal import Simulation

/// A failing run, kept so that it can be looked at (`edalab trace`) and done again (`edalab
/// replay`).
package struct RunRecord: Codable, Equatable, Sendable {
  /// The name and version of this form.
  package static let schema = "edalab.run/2"

  package var schema: String = RunRecord.schema
  /// Eight hexadecimal digits: what people type.
  package var id: String
  package var run: RunName
  package var recording: Recording
  /// The cell as it was judged: sentence, expected, actual.
  package var check: CheckResult

  package init(run: RunName, recording: Recording, check: CheckResult) {
    self.run = run
    self.recording = recording
    self.check = check
    self.recording.trace.lab = run.lab
    id = Self.id(of: run, recording)
  }

  package var trace: Trace { recording.trace }

  /// The same submission, lab, kit and schedule have the same id.
  private static func id(of run: RunName, _ recording: Recording) -> String {
    let fields = [
      run.lab, run.submission, run.labDigest, run.kit, recording.cell, recording.trace.digest,
    ]
    var hash = SHA256()
    for field in fields { hash.update(field: Array(field.utf8)) }
    return String(hash.finish().hex.prefix(8))
  }
}
