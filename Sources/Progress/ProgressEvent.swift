import Digests
import Foundation
package import Results

/// Something that happened and is worth remembering.
package enum ProgressEvent: Equatable, Sendable {
  /// A run came to its end. It is recorded whole, with the facts that count decided at that time.
  case resultRecorded(LabResult, RunContext)
  /// A workspace was made or resumed in this folder.
  case workspaceOpened(path: String)
  /// A hint for a property was shown; steps count from 1.
  case hintShown(lab: String, property: String, step: Int)

  /// The name under which events of this kind are stored. Names are never used again.
  var kind: String {
    switch self {
    case .resultRecorded: "result-recorded"
    case .workspaceOpened: "workspace-opened"
    case .hintShown: "hint-shown"
    }
  }

  /// The bytes that are stored and hashed.
  func body() throws -> Data {
    switch self {
    case .resultRecorded(let result, let context):
      let facts = ResultFacts(result, context.mode, digest: try ProgressEvent.digest(of: result))
      return try ProgressEvent.encode(
        ResultBody(facts: facts, result: result, context: context))
    case .workspaceOpened(let path): return try ProgressEvent.encode(WorkspaceBody(path: path))
    case .hintShown(let lab, let property, let step):
      return try ProgressEvent.encode(HintBody(lab: lab, property: property, step: step))
    }
  }

  /// The digest of the canonical form, as docs/result-format.md defines it.
  private static func digest(of result: LabResult) throws -> String {
    SHA256.digest([UInt8](try encode(result)) + [UInt8(ascii: "\n")]).hex
  }

  private static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }
}

/// What projections read of a result. It stands in the event, so that a later rule for passing does
/// not change what was decided.
struct ResultFacts: Codable, Equatable {
  var lab: String
  var mode: RunContext.Mode
  var status: RunStatus
  var passed: Bool
  var complete: Bool
  var earnedMillipoints: Int
  var possibleMillipoints: Int
  var seed: String
  var submission: String
  var digest: String

  init(_ result: LabResult, _ mode: RunContext.Mode, digest: String) {
    lab = result.run.lab
    self.mode = mode
    status = result.status
    passed = result.isPassed
    complete = result.isComplete
    earnedMillipoints = result.earnedMillipoints
    possibleMillipoints = result.possibleMillipoints
    seed = result.run.seed
    submission = result.run.submission
    self.digest = digest
  }
}

/// The body of `result-recorded`.
struct ResultBody: Codable {
  var facts: ResultFacts
  var result: LabResult
  var context: RunContext
}

/// The body of `workspace-opened`.
struct WorkspaceBody: Codable { var path: String }

/// The body of `hint-shown`.
struct HintBody: Codable {
  var lab: String
  var property: String
  var step: Int
}
