import Foundation
import Reports
import Results

/// A run whose parts are all set.
let someRun = RunName(
  lab: "15-topic-exchange", seed: "0000000000000029", submission: "5eed", labDigest: "1ab5",
  kit: "c0de", toolchain: "Swift version 6.3.1")

let someContext = RunContext(
  mode: .selfCheck, isolationLevel: 3, isolationLabel: "isolated by namespaces",
  toolVersion: "0.1.0", startedAt: "2026-03-02T09:01:12Z", wallMilliseconds: 1042,
  cpuMilliseconds: 310, compileMilliseconds: 900)

/// A failure with every field set.
let someFailure = Failure(
  summary: "A redelivered message was routed a second time to the queue of the German orders.",
  expected: "1 delivery to orders.de", actual: "2 deliveries to orders.de", step: 17,
  timeline: ["14  publish  orders.de   m-7", "16  crash", "17  deliver  orders.de   m-7"],
  output: "routing m-7\nrouting m-7",
  location: SourceLocation(file: "Exchange.swift", line: 41, column: 7),
  misconception: "What tells your exchange that it has seen m-7 before?",
  replay: "edalab check 15 --seed 0000000000000029 --only H1")

func check(
  _ id: String, kind: CheckKind = .property, fault: FaultClass = .none, key: Bool = false,
  _ verdict: Verdict = .pass, of possible: Int = 1000, failure: Failure? = nil
) -> CheckResult {
  CheckResult(
    id: id, kind: kind, fault: fault,
    sentence: "A message with routing key K reaches every queue whose pattern matches K, once.",
    isKey: key, verdict: verdict, earnedMillipoints: verdict == .pass ? possible : 0,
    possibleMillipoints: possible, counts: [Count(name: "routed", value: 241)], failure: failure)
}

/// A result with a check of every verdict and values in every field.
let fullResult = LabResult(
  run: someRun, status: .graded,
  checks: [
    check("E1", kind: .example, of: 800),
    check("H1", key: true, of: 1200),
    check("H1", fault: .duplicate, key: true, .fail, failure: someFailure),
    check("H2", fault: .crash, .crash), check("H3", .timeout), check("H4", .limit),
    check("H5", .protocol), check("H6", .skipped), check("H7", .inconclusive),
  ])

/// A submission that does not build.
let refusedResult = LabResult(
  run: someRun, status: .notGradable,
  refusal: Refusal(
    code: "doesNotBuild", summary: "Exchange.swift does not compile.",
    diagnostics: [
      CompilerDiagnostic(
        severity: "error", message: "cannot find 'keu' in scope",
        location: SourceLocation(file: "Exchange.swift", line: 3, column: 10),
        source: "  return keu"
      )
    ], help: "Look at the spelling of the name."))

/// The root of the package, found from this file.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// A JSON object with Swift's own strings, integers, booleans, arrays and dictionaries in it.
///
/// `JSONSerialization` will not do: on Linux its numbers 0 and 1 are Booleans too.
func parsed(_ text: String) throws -> [String: Any] {
  let tree = try JSONDecoder().decode(JSONTree.self, from: Data(text.utf8))
  return tree.value as? [String: Any] ?? [:]
}

private struct JSONTree: Decodable {
  var value: Any

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let bool = try? container.decode(Bool.self) {
      value = bool
    } else if let integer = try? container.decode(Int.self) {
      value = integer
    } else if let string = try? container.decode(String.self) {
      value = string
    } else if let array = try? container.decode([JSONTree].self) {
      value = array.map(\.value)
    } else {
      value = try container.decode([String: JSONTree].self).mapValues(\.value)
    }
  }
}
