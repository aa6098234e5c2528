package import Course
package import Markdown
package import Results

extension LabManifest {
  /// The lesson that leads to a check: the last one before or at its stage, by its id.
  package func lesson(before check: String) -> String? {
    guard let stage = stages.firstIndex(where: { $0.checks.contains(check) }) else { return nil }
    return stages[...stage].last { !$0.lessons.isEmpty }?.lessons.last
  }
}

/// The hints of a lab, and how many steps of each the learner has seen.
package struct HintShelf: Equatable, Sendable {
  /// One step of a hint.
  package struct Hint: Equatable, Sendable {
    /// The check that it is about.
    package let property: String
    /// From 1.
    package let step: Int
    /// How many steps there are.
    package let count: Int
    package let blocks: [Block]
    /// What to ask oneself first; with the first step alone.
    package let question: String?
  }

  private let steps: [String: [[Block]]]
  private let questions: [String: String]
  /// How many steps were shown, by check.
  package private(set) var shown: [String: Int]

  /// - Parameters:
  ///   - hints: nil for a lab without hints.
  ///   - manifest: asks a question for each property.
  package init(_ hints: Hints?, asking manifest: GraderManifest? = nil, shown: [String: Int] = [:])
  {
    steps = hints?.steps ?? [:]
    let checks = manifest?.checks.filter { !$0.misconception.isEmpty } ?? []
    questions = Dictionary(checks.map { ($0.id, $0.misconception) }) { first, _ in first }
    self.shown = shown
  }

  /// The first step for a check; nil if it has no hints.
  package func first(for property: String) -> Hint? { hint(1, for: property) }

  /// The step after the last one that was shown; the last one again if there is no further.
  package func next(for property: String) -> Hint? {
    let count = steps[property]?.count ?? 0
    return hint(min((shown[property] ?? 0) + 1, count), for: property)
  }

  /// The next step for the first check in a list that has hints: the others are examples, whose
  /// inputs the learner can read.
  package func next(forFirstOf checks: [CheckResult]) -> Hint? {
    checks.lazy.compactMap { next(for: $0.id) }.first
  }

  /// Remembers that a step was shown.
  ///
  /// - Returns: whether it had not been shown before.
  package mutating func show(_ hint: Hint) -> Bool {
    guard shown[hint.property] ?? 0 < hint.step else { return false }
    shown[hint.property] = hint.step
    return true
  }

  private func hint(_ step: Int, for property: String) -> Hint? {
    guard let list = steps[property], list.indices.contains(step - 1) else { return nil }
    return Hint(
      property: property, step: step, count: list.count, blocks: list[step - 1],
      question: step == 1 ? questions[property] : nil)
  }
}
