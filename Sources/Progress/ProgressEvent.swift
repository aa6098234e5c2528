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
  /// A lesson was finished: read to its end, or skipped, because its questions were answered right
  /// or because the learner went on.
  case lessonFinished(lesson: String, how: LessonFinish)
  /// A question of a lesson was answered with a choice, counted from 1. The question is named by
  /// the first 16 hexadecimal digits of the SHA-256 of its text.
  case questionAnswered(lesson: String, question: String, choice: Int, isRight: Bool)
  /// A lab's files were put back to the starter; what the learner had is in the folder `kept`.
  case labReset(lab: String, kept: String)
  /// That reset was undone: the files of the folder `kept` are the lab's again.
  case resetUndone(lab: String, kept: String)

  /// The name under which events of this kind are stored. Names are never used again.
  var kind: String {
    switch self {
    case .resultRecorded: "result-recorded"
    case .workspaceOpened: "workspace-opened"
    case .hintShown: "hint-shown"
    case .lessonFinished: "lesson-finished"
    case .questionAnswered: "question-answered"
    case .labReset: "lab-reset"
    case .resetUndone: "reset-undone"
    }
  }

  /// The bytes that are stored and hashed.
  func body() throws -> Data { try ProgressEvent.encode(try form()) }

  /// What the body says, as a value of its kind.
  private func form() throws -> any Encodable {
    switch self {
    case .resultRecorded(let result, let context):
      let facts = ResultFacts(result, context.mode, digest: try ProgressEvent.digest(of: result))
      return ResultBody(facts: facts, result: result, context: context)
    case .workspaceOpened(let path): return WorkspaceBody(path: path)
    case .hintShown(let lab, let property, let step):
      return HintBody(lab: lab, property: property, step: step)
    case .lessonFinished(let lesson, let how): return LessonBody(lesson: lesson, how: how)
    case .questionAnswered(let lesson, let question, let choice, let isRight):
      return AnswerBody(lesson: lesson, question: question, choice: choice, isRight: isRight)
    case .labReset(let lab, let kept), .resetUndone(let lab, let kept):
      return ResetBody(lab: lab, kept: kept)
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

/// How a lesson came to be finished.
package enum LessonFinish: String, Codable, Sendable {
  case read, skipped
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

/// The body of `lesson-finished`.
struct LessonBody: Codable {
  var lesson: String
  var how: LessonFinish
}

/// The body of `question-answered`.
struct AnswerBody: Codable {
  var lesson: String
  var question: String
  var choice: Int
  var isRight: Bool
}

/// The body of `lab-reset` and of `reset-undone`.
struct ResetBody: Codable {
  var lab: String
  var kept: String
}
