import Foundation
package import Results

extension Report {
  /// The canonical form: the result alone, on one line, keys sorted, with a line feed at the end.
  ///
  /// The same result gives the same bytes on every machine; a result's digest is the SHA-256 of
  /// them.
  package static func canonical(_ result: LabResult) -> String { compact(result) }

  /// The canonical form of what a sealed run may show.
  package static func canonical(_ result: SealedResult) -> String { compact(result) }

  /// The report for programs, described in docs/result-format.md.
  ///
  /// - Parameter digest: the SHA-256 of the canonical form of the *unsealed* result, in
  ///   hexadecimal.
  package static func json(_ result: LabResult, digest: String, context: RunContext?) -> String {
    pretty(Envelope(result, ReportSource(result), digest: digest, context: context))
  }

  /// The same for a sealed run.
  package static func json(_ result: SealedResult, digest: String, context: RunContext?) -> String {
    pretty(Envelope(result, ReportSource(result), digest: digest, context: context))
  }

  private static func compact(_ value: some Encodable) -> String {
    encode(value, [.sortedKeys, .withoutEscapingSlashes])
  }

  private static func pretty(_ value: some Encodable) -> String {
    encode(value, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted])
  }

  private static func encode(
    _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
  ) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch {
      // Only a number that is not finite has no JSON form, and results hold none.
      preconditionFailure("\(type(of: value)) has no JSON form: \(error)")
    }
  }
}

/// The object around a canonical result.
private struct Envelope<Canonical: Encodable>: Encodable {
  struct Points: Encodable {
    var earned: String
    var possible: String
  }

  var schema = "edalab.report/1"
  var canonical: Canonical
  var points: Points
  var passed: Bool
  var complete: Bool
  var digest: String
  var context: RunContext?

  init(_ canonical: Canonical, _ source: ReportSource, digest: String, context: RunContext?) {
    self.canonical = canonical
    points = Points(
      earned: Millipoints.text(source.earned), possible: Millipoints.text(source.possible))
    passed = source.isPassed
    complete = source.isComplete
    self.digest = digest
    self.context = context
  }
}
