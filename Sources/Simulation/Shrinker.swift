/// Looks for the shortest schedule that still fails, as a value: it names a plan to try, and is
/// told whether it fails.
///
/// First it takes out parts, half of the elements at a time, then quarters, and in the end each for
/// itself until none can go (delta debugging). Then it makes what is left simpler. The result is
/// locally minimal: taking out any one of its elements makes it pass.
package struct Shrinker: Sendable {
  private enum Phase: Equatable {
    /// Takes out so many elements from this place on; `hasShrunk`: something went in this pass.
    case removing(size: Int, from: Int, hasShrunk: Bool)
    /// Tries the simplification of this number; `hasSimplified`: one of them held.
    case simplifying(from: Int, hasSimplified: Bool)
    case done
  }

  /// Plans of more elements are not simplified: it would take too many runs to matter.
  private static let simplifiedElements = 12

  /// The shortest plan so far that fails.
  package private(set) var best: Plan
  /// How many plans were tried.
  package private(set) var triedCount = 0
  private let kept: Set<Plan.Element>
  private var phase: Phase
  private var candidate: Plan?

  /// Begins with a plan that fails. Messages with the numbers `keeping` stay in it.
  package init(_ plan: Plan, keeping numbers: Set<Int> = []) {
    best = plan
    kept = Set(numbers.map { .message($0) })
    phase = .removing(size: 0, from: 0, hasShrunk: false)
    phase = .removing(size: max(1, removable.count / 2), from: 0, hasShrunk: false)
  }

  /// Whether taking out any one element is known to make it pass.
  package var isMinimal: Bool { phase == .done }

  /// A plan to try; nil if nothing is left to try.
  package mutating func next() -> Plan? {
    while phase != .done {
      candidate = proposal()
      if candidate != nil { return candidate }
      endPass()
    }
    return nil
  }

  /// Takes what came of the plan that `next` named.
  package mutating func tell(fails: Bool) {
    guard let tried = candidate else { return }
    candidate = nil
    triedCount += 1
    if fails { best = tried }
    switch phase {
    case .removing(let size, let from, let hasShrunk):
      // What stood behind the part stands in its place now.
      phase = .removing(
        size: size, from: fails ? from : from + size, hasShrunk: hasShrunk || fails)
    case .simplifying(let from, let hasSimplified):
      phase = .simplifying(from: fails ? from : from + 1, hasSimplified: hasSimplified || fails)
    case .done: return
    }
  }

  private var removable: [Plan.Element] { best.elements.filter { !kept.contains($0) } }

  private func proposal() -> Plan? {
    switch phase {
    case .removing(let size, let from, _):
      let elements = removable
      guard from < elements.count else { return nil }
      return best.without(Set(elements[from..<min(from + size, elements.count)]))
    case .simplifying(let from, _):
      guard best.length <= Self.simplifiedElements else { return nil }
      let simpler = best.simplifications
      return from < simpler.count ? simpler[from] : nil
    case .done: return nil
    }
  }

  private mutating func endPass() {
    switch phase {
    case .removing(let size, _, let hasShrunk):
      if size > 1 {
        phase = .removing(size: size / 2, from: 0, hasShrunk: false)
      } else if hasShrunk {
        phase = .removing(size: 1, from: 0, hasShrunk: false)
      } else {
        phase = wasSimplified ? .done : .simplifying(from: 0, hasSimplified: false)
      }
    case .simplifying(_, let hasSimplified):
      wasSimplified = true
      phase = hasSimplified ? .removing(size: 1, from: 0, hasShrunk: false) : .done
    case .done: return
    }
  }

  /// Simplified once, only elements are tried again.
  private var wasSimplified = false
}
