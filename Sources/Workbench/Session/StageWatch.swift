package import Course
internal import Results

/// Follows a run check by check: which stage the component has come to, and which of the failures
/// is the one to work on. It is a value.
///
/// A failure of a later stage waits: it is told as soon as every cell of the stages before it has
/// passed.
struct StageWatch: Equatable, Sendable {
  /// A failure with the run that shows it, if one was kept.
  struct Found: Equatable, Sendable {
    let check: CheckResult
    let record: RunRecord?
  }

  /// The ids of the checks of each stage.
  private let stages: [[String]]
  /// The cells that each check has; a check that is not in it never counts as passed.
  private let cells: [String: Set<String>]
  /// The stage that the last result led to, from 1: its failures are told whatever else is known.
  private let known: Int
  private var passed: Set<String> = []
  private var waiting: [Found] = []

  init(_ manifest: LabManifest, cells: [String: Set<String>], known: Int) {
    stages = manifest.stages.map(\.checks)
    self.cells = cells
    self.known = known
  }

  /// Whether a check belongs to a stage that the learner has come to.
  func isReached(_ check: CheckResult) -> Bool {
    guard let stage = stages.firstIndex(where: { $0.contains(check.id) }) else { return false }
    return stage < reached
  }

  /// How many stages the learner has come to.
  private var reached: Int {
    let done = stages.prefix { stage in
      stage.allSatisfy { cells[$0]?.isSubset(of: passed) ?? false }
    }
    return max(known, done.count + 1)
  }

  /// Takes a verdict into account.
  ///
  /// - Returns: the failure to tell now; nil if there is none, or none yet.
  mutating func take(_ check: CheckResult, _ record: RunRecord?) -> Found? {
    if check.verdict == .pass { passed.insert(check.cell) }
    if check.isBroken { waiting.append(Found(check: check, record: record)) }
    return waiting.first { isReached($0.check) }
  }

  /// Whether anything is broken, of whatever stage.
  var hasFailures: Bool { !waiting.isEmpty }

  /// What was found in a cell; nil if nothing was.
  func found(_ cell: String) -> Found? { waiting.first { $0.check.cell == cell } }
}

extension GraderManifest {
  /// The names of the cells of each check, by its id.
  package var cellsByCheck: [String: Set<String>] {
    Dictionary(uniqueKeysWithValues: checks.map { ($0.id, Set($0.cellNames)) })
  }
}
