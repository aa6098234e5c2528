/// The way out for messages.
public struct Outbound {
  let link: any RuntimeLink

  /// Hands a message to the broker. It has arrived when the signal `.published` with this token
  /// comes, and may have arrived when `.publishFailed` comes.
  public func publish(_ envelope: Envelope, to channel: String) throws -> PublishToken {
    let answer = try link.perform(.publish(channel: channel, envelope: envelope))
    guard case .number(let number) = answer else { throw RuntimeFailure.unexpected(answer) }
    return PublishToken(number: number)
  }
}

/// Timers of virtual time. They live in the instance: a crash forgets them.
public struct Timers {
  let link: any RuntimeLink

  /// The signal `.timer(name)` comes at that instant, or at once if it has passed. Setting a timer
  /// again moves it.
  public func set(_ name: String, at instant: Instant) throws {
    try done(.timerSet(name: name, at: instant))
  }

  /// Forgets a timer. One that is not set is no error.
  public func cancel(_ name: String) throws { try done(.timerCancel(name: name)) }

  private func done(_ call: RuntimeCall) throws {
    let answer = try link.perform(call)
    guard case .done = answer else { throw RuntimeFailure.unexpected(answer) }
  }
}

/// Another component, in a process of its own.
public struct Peer {
  let name: String
  let link: any RuntimeLink

  /// Performs one call of the other component's lab and waits for its reply. Throws
  /// `RuntimeFailure` if the peer is down or refuses.
  public func call<Call: Encodable, Reply: Decodable>(
    _ call: Call, replying reply: Reply.Type = Reply.self
  ) throws -> Reply {
    let answer = try link.perform(.peer(name: name, body: try ValueEncoder.encode(call)))
    guard case .peer(let body) = answer else { throw RuntimeFailure.unexpected(answer) }
    return try ValueDecoder.decode(reply, from: body)
  }
}
