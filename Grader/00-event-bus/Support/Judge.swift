import EDARuntime
import GraderKit

/// The model, and what a difference from it means.
struct Judge {
  private var model = Model()

  /// Fails unless this is the reply to a call that comes next.
  mutating func expect(_ reply: Reply, to call: Call) throws {
    let expected = model.reply(to: call)
    guard reply != expected else { return }
    let place = zip(expected.entries, reply.entries).prefix { $0 == $1 }.count
    throw CheckFailure(
      Self.summary(of: call, expected, reply), expected: expected.text(around: place),
      actual: reply.text(around: place))
  }

  private static func summary(of call: Call, _ expected: Reply, _ reply: Reply) -> String {
    switch (expected, reply) {
    case (.handled(let right), .threw(_, let wrong)): return interruption(right, wrong)
    case (.handled(let right), .handled(let wrong)): return difference(right, wrong)
    case (.handled, .refused): return "a valid event was refused"
    case (.refused(let name), .handled), (.refused(let name), .threw):
      return "an event was published although its attribute \"\(name)\" is wrong"
    case (.refused, .refused): return "an event was refused because of another attribute"
    case (.failures(let right), .failures(let wrong)):
      return "handlers threw \(right.count) errors, and `failures` has \(wrong.count)"
    default: return "\(call) got another reply than it should"
    }
  }

  /// What an error that came out of `publish` has cost.
  private static func interruption(_ right: [Entry], _ wrong: [Entry]) -> String {
    let lost = right.first { $0.deed == .got && !wrong.contains($0) }
    guard let lost else { return "everybody got the event, and the publisher got an error" }
    let names = right.filter { $0.deed == .got && $0.object == lost.object && !wrong.contains($0) }
      .map(\.handler).joined(separator: " and ")
    return "\(names) did not get \(lost.object), and the publisher got an error"
  }

  private static func difference(_ right: [Entry], _ wrong: [Entry]) -> String {
    for entry in right where !wrong.contains(entry) {
      return entry.deed == .got
        ? "\(entry.handler) did not get \(entry.object)" : "it never happened that \(entry)"
    }
    for entry in wrong where !right.contains(entry) { return "\(entry), and should not have" }
    let place = zip(right, wrong).prefix { $0 == $1 }.count
    guard place < right.count, place < wrong.count else { return "something happened twice" }
    return "\"\(wrong[place])\" came where \"\(right[place])\" was due"
  }
}

extension Reply {
  /// What the handlers did.
  fileprivate var entries: [Entry] {
    switch self {
    case .handled(let entries), .threw(_, let entries): entries
    case .done, .refused, .failures: []
    }
  }

  /// The reply in words; of many entries those around a place.
  fileprivate func text(around place: Int) -> String {
    let shown = max(0, place - 5)..<min(entries.count, place + 5)
    guard case .handled = self, entries.count > 12, !shown.isEmpty else { return description }
    let words = entries[shown].map(\.description)
    return
      ((shown.lowerBound > 0 ? ["…"] : []) + words
      + (shown.upperBound < entries.count ? ["…"] : [])).joined(separator: ", ")
  }
}
