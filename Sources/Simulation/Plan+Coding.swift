package import EDARuntime

/// A plan as it is kept in a file: what `edalab replay` runs again.
extension Plan: Codable {
  private enum Key: String, CodingKey {
    case nodes, deliveries, disturbances, choices, hashVariant, tearsAtEveryByte
    case redeliveryMilliseconds, maximumAttempts, maximumSteps, maximumFrameBytes
  }

  package init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: Key.self)
    nodes = try values.decode([Node].self, forKey: .nodes)
    deliveries = try values.decode([Delivery].self, forKey: .deliveries)
    disturbances = try values.decode([Disturbance].self, forKey: .disturbances)
    choices = try values.decode([Int].self, forKey: .choices)
    hashVariant = try values.decode(Int.self, forKey: .hashVariant)
    tearsAtEveryByte = try values.decode(Bool.self, forKey: .tearsAtEveryByte)
    redeliveryMilliseconds = try values.decode(Int64.self, forKey: .redeliveryMilliseconds)
    maximumAttempts = try values.decode(Int.self, forKey: .maximumAttempts)
    maximumSteps = try values.decode(Int.self, forKey: .maximumSteps)
    maximumFrameBytes = try values.decode(Int.self, forKey: .maximumFrameBytes)
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(nodes, forKey: .nodes)
    try values.encode(deliveries, forKey: .deliveries)
    try values.encode(disturbances, forKey: .disturbances)
    try values.encode(choices, forKey: .choices)
    try values.encode(hashVariant, forKey: .hashVariant)
    try values.encode(tearsAtEveryByte, forKey: .tearsAtEveryByte)
    try values.encode(redeliveryMilliseconds, forKey: .redeliveryMilliseconds)
    try values.encode(maximumAttempts, forKey: .maximumAttempts)
    try values.encode(maximumSteps, forKey: .maximumSteps)
    try values.encode(maximumFrameBytes, forKey: .maximumFrameBytes)
  }
}

extension Plan.Node: Codable {
  private enum Key: String, CodingKey { case name, setup, files }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      name: try values.decode(String.self, forKey: .name),
      setup: try values.decode(BodyText.self, forKey: .setup).value,
      files: try values.decode([String: [UInt8]].self, forKey: .files))
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(name, forKey: .name)
    try values.encode(BodyText(value: setup), forKey: .setup)
    try values.encode(files, forKey: .files)
  }
}

/// Only what stands in a plan has a form in a file: calls and restarts, sent by the plan or asked
/// by a property.
extension Delivery: Codable {
  private enum Key: String, CodingKey { case number, node, call, isAsked, attempt, at, isPoison }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    let call = try values.decodeIfPresent(BodyText.self, forKey: .call)
    self.init(
      number: try values.decode(Int.self, forKey: .number),
      node: try values.decode(String.self, forKey: .node),
      input: call.map { .call($0.value) } ?? .restart,
      origin: try values.decode(Bool.self, forKey: .isAsked) ? .property : .plan,
      attempt: try values.decode(Int.self, forKey: .attempt),
      at: try values.decode(Instant.self, forKey: .at))
    isPoison = try values.decode(Bool.self, forKey: .isPoison)
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(number, forKey: .number)
    try values.encode(node, forKey: .node)
    if case .call(let body) = input { try values.encode(BodyText(value: body), forKey: .call) }
    try values.encode(origin == .property, forKey: .isAsked)
    try values.encode(attempt, forKey: .attempt)
    try values.encode(at, forKey: .at)
    try values.encode(isPoison, forKey: .isPoison)
  }
}

/// A body as the text of its JSON.
private struct BodyText: Codable {
  let value: JSONValue

  init(value: JSONValue) { self.value = value }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      value = try JSONParser.parse(Array(text.utf8))
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no JSON: \(error)")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(JSONWriter.text(value))
  }
}
