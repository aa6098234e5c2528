extension Request {
  /// The frame's object: `{"call": [id, now, body]}`. One key names the kind.
  package var wire: JSONValue {
    switch self {
    case .start(let epoch, let hashSeed, let randomSeed, let setup):
      object(
        "start", [.string(epoch), .integer(bits: hashSeed), .integer(bits: randomSeed), setup])
    case .call(let id, let now, let body):
      object("call", [.string(id), .integer(now.milliseconds), body])
    case .signal(let id, let now, let signal):
      object("signal", [.string(id), .integer(now.milliseconds), signal.wire])
    case .inspect(let id): object("inspect", [.string(id)])
    case .answer(let answer): .object([JSONMember("answer", answer.wire)])
    case .bye: object("bye", [])
    }
  }

  package init(wire: JSONValue) throws(FrameViolation) {
    let (kind, body, parts) = try kindAndParts(wire)
    let request: Request? =
      switch (kind, parts.count) {
      case ("start", 4): Request.start(parts)
      case ("call", 3):
        Request.idAndNow(parts).map { .call(id: $0.id, now: $0.now, body: parts[2]) }
      case ("signal", 3): Request.signal(parts)
      case ("inspect", 1): parts[0].string.map { .inspect(id: $0) }
      case ("answer", _): RuntimeAnswer(wire: body).map { .answer($0) }
      case ("bye", 0): .bye
      default: nil
      }
    guard let request else { throw FrameViolation(.unknownMessage, kind) }
    self = request
  }

  private static func start(_ parts: [JSONValue]) -> Request? {
    guard let epoch = parts[0].string, let hash = parts[1].integer, let random = parts[2].integer
    else { return nil }
    return .start(
      epoch: epoch, hashSeed: UInt64(bitPattern: hash), randomSeed: UInt64(bitPattern: random),
      setup: parts[3])
  }

  private static func idAndNow(_ parts: [JSONValue]) -> (id: String, now: Instant)? {
    guard let id = parts[0].string, let now = parts[1].integer else { return nil }
    return (id, Instant(milliseconds: now))
  }

  private static func signal(_ parts: [JSONValue]) -> Request? {
    guard let (id, now) = idAndNow(parts), let signal = Signal(wire: parts[2]) else { return nil }
    return .signal(id: id, now: now, signal: signal)
  }
}

extension Response {
  /// The frame's object: `{"reply": [epoch, id, body]}`.
  package var wire: JSONValue {
    switch self {
    case .hello(let epoch): object("hello", [.string(epoch)])
    case .ask(let epoch, let id, let call):
      object("ask", [.string(epoch), .string(id), call.wire])
    case .reply(let epoch, let id, let body): object("reply", [.string(epoch), .string(id), body])
    case .failure(let epoch, let id, let body):
      object("failure", [.string(epoch), .string(id), body])
    case .unfinished(let epoch, let id, let part):
      object("unfinished", [.string(epoch), .string(id), .string(part)])
    case .thrown(let epoch, let id, let text):
      object("thrown", [.string(epoch), .string(id), .string(text)])
    case .inspection(let epoch, let id, let body):
      object("inspection", [.string(epoch), .string(id), body])
    }
  }

  package init(wire: JSONValue) throws(FrameViolation) {
    let (kind, _, parts) = try kindAndParts(wire)
    guard let epoch = parts.first?.string, let response = Response.read(kind, epoch, parts) else {
      throw FrameViolation(.unknownMessage, kind)
    }
    self = response
  }

  private static func read(_ kind: String, _ epoch: String, _ parts: [JSONValue]) -> Response? {
    if kind == "hello" { return parts.count == 1 ? .hello(epoch: epoch) : nil }
    guard parts.count == 3, let id = parts[1].string else { return nil }
    switch kind {
    case "ask": return RuntimeCall(wire: parts[2]).map { .ask(epoch: epoch, id: id, call: $0) }
    case "reply": return .reply(epoch: epoch, id: id, body: parts[2])
    case "failure": return .failure(epoch: epoch, id: id, body: parts[2])
    case "inspection": return .inspection(epoch: epoch, id: id, body: parts[2])
    case "unfinished": return parts[2].string.map { .unfinished(epoch: epoch, id: id, part: $0) }
    case "thrown": return parts[2].string.map { .thrown(epoch: epoch, id: id, text: $0) }
    default: return nil
    }
  }
}

extension Signal {
  var wire: JSONValue {
    switch self {
    case .synced(let token): .array([.string("synced"), .integer(token.number)])
    case .published(let token): .array([.string("published"), .integer(token.number)])
    case .publishFailed(let token): .array([.string("publishFailed"), .integer(token.number)])
    case .timer(let name): .array([.string("timer"), .string(name)])
    }
  }

  init?(wire: JSONValue) {
    guard let parts = wire.array, parts.count == 2, let kind = parts[0].string else { return nil }
    if kind == "timer" {
      guard let name = parts[1].string else { return nil }
      self = .timer(name)
      return
    }
    guard let number = parts[1].integer else { return nil }
    switch kind {
    case "synced": self = .synced(SyncToken(number: number))
    case "published": self = .published(PublishToken(number: number))
    case "publishFailed": self = .publishFailed(PublishToken(number: number))
    default: return nil
    }
  }
}

extension JSONValue {
  fileprivate static func integer(bits: UInt64) -> JSONValue { .integer(Int64(bitPattern: bits)) }
}

private func object(_ kind: String, _ parts: [JSONValue]) -> JSONValue {
  .object([JSONMember(kind, .array(parts))])
}

private func kindAndParts(
  _ wire: JSONValue
) throws(FrameViolation) -> (kind: String, body: JSONValue, parts: [JSONValue]) {
  guard case .object(let members) = wire else { throw FrameViolation(.notAnObject) }
  guard members.count == 1, let parts = members[0].value.array else {
    throw FrameViolation(
      .unknownMessage, members.prefix(3).map(\.key).joined(separator: ", "))
  }
  return (members[0].key, members[0].value, parts)
}
