internal import EDARuntime
internal import Simulation

extension RecordedRun {
  /// The lab's words, in which no two inputs of this run read the same if they differ.
  ///
  /// A lab says of a call what matters most of the time. Where two calls of a schedule differ in
  /// what is left out, that is what decides, so it is said.
  var tellingWords: Words { words.tellingApart(calls: inputs) }

  private var inputs: [JSONValue] {
    let delivered = world.steps.compactMap { step -> JSONValue? in
      guard case .delivered(let delivery) = step else { return nil }
      return delivery.body
    }
    return world.plan.deliveries.compactMap(\.body) + delivered
  }
}

extension Delivery {
  fileprivate var body: JSONValue? { if case .call(let body) = input { body } else { nil } }
}

extension Words {
  /// The same words, but each of these calls and replies that reads like another one is followed by
  /// the parts in which they differ: `process /shop e1 {data = "a"}`.
  func tellingApart(calls: [JSONValue] = [], replies: [JSONValue] = []) -> Words {
    let ofCalls = Self.additions(calls, call, callValue)
    let ofReplies = Self.additions(replies, reply, replyValue)
    guard !ofCalls.isEmpty || !ofReplies.isEmpty else { return self }
    return Words(
      call: { [call] in call($0) + (ofCalls[JSONWriter.text($0)] ?? "") },
      reply: { [reply] in reply($0) + (ofReplies[JSONWriter.text($0)] ?? "") }, failure: failure,
      callValue: callValue, replyValue: replyValue)
  }

  /// What follows a body, by its text.
  private static func additions(
    _ all: [JSONValue], _ words: (JSONValue) -> String, _ value: (JSONValue) -> Any?
  ) -> [String: String] {
    var bodies: [String: JSONValue] = [:]
    for body in all { bodies[JSONWriter.text(body)] = body }
    guard bodies.count > 1 else { return [:] }
    let alike = Dictionary(grouping: bodies) { words($0.value) }.values.filter { $0.count > 1 }
    var additions: [String: String] = [:]
    for group in alike {
      let group = group.sorted { $0.key < $1.key }
      let values = group.compactMap { value($0.value) }
      guard values.count == group.count else { continue }
      for (body, text) in zip(group, Differences(values).texts) { additions[body.key] = text }
    }
    return additions
  }
}

/// In what values differ that read the same, in words that follow them.
private struct Differences {
  /// More are named only if that is needed to tell the values apart.
  private static let usualCount = 3
  private static let longest = 40

  /// For each value; empty if no difference is known.
  let texts: [String]

  init(_ values: [Any]) {
    let chosen = Self.chosen(Description.differences(values), of: values.count)
    let names = Self.names(chosen)
    let columns = chosen.map { Self.shortened($0.texts) }
    texts = values.indices.map { row in
      let parts = zip(names, columns).map { $0.isEmpty ? $1[row] : "\($0) = \($1[row])" }
      return parts.isEmpty ? "" : " {" + parts.joined(separator: ", ") + "}"
    }
  }

  /// The first few parts, and of the rest those that are needed.
  private static func chosen(_ parts: [Description.Part], of count: Int) -> [Description.Part] {
    func kinds(_ parts: [Description.Part]) -> Int {
      Set((0..<count).map { row in parts.map { $0.texts[row] } }).count
    }
    var chosen = Array(parts.prefix(usualCount))
    for part in parts.dropFirst(usualCount) where kinds(chosen) < count {
      if kinds(chosen + [part]) > kinds(chosen) { chosen.append(part) }
    }
    return chosen
  }

  /// As short as they can be told apart.
  private static func names(_ parts: [Description.Part]) -> [String] {
    let short = parts.map { $0.name(1) }
    return Set(short).count == short.count ? short : parts.map { $0.name(2) }
  }

  /// Long texts from just before the place at which they begin to differ.
  private static func shortened(_ texts: [String]) -> [String] {
    guard texts.contains(where: { $0.count > longest }) else { return texts }
    let common = texts.dropFirst().reduce(texts[0]) { $0.commonPrefix(with: $1) }.count
    let start = common > longest / 2 ? common - 8 : 0
    return texts.map { text in
      let rest = text.dropFirst(start)
      return (start > 0 ? "…" : "") + rest.prefix(longest) + (rest.count > longest ? "…" : "")
    }
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
