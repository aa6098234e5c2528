import EDARuntime

extension DeadLetterRetry {
  /// A message. Everything but the payload travels in the headers of its envelope, so it is there
  /// whoever receives it.
  struct Message: Hashable, Codable, Sendable {
    var id: String
    var source = "/shop"
    /// What the message is about, for example a customer.
    var key = ""
    /// The exchange that it was published to.
    var exchange = "shop"
    /// Its routing key, and those of further copies (CC) behind it.
    var routingKeys: [String] = []
    /// How many times the work on it has failed.
    var attempts = 0
    /// Before this time it is not to be tried.
    var notBefore: Instant?
    /// After so many milliseconds in a queue it expires.
    var expiration: Int64?
    /// Where it died, and why: the header `x-death`, newest first.
    var deaths: [Death] = []
    /// Where it died first: the headers `x-first-death-…`.
    var firstDeath: FirstDeath?
    var data: [UInt8] = []
  }

  /// Why a message is dead.
  enum Reason: String, Hashable, Codable, Sendable, CaseIterable {
    /// A consumer refused it for good.
    case rejected
    /// It was too long in the queue.
    case expired
    /// The queue was full.
    case maxlen
    /// The broker has delivered it too often.
    case deliveryLimit = "delivery_limit"
  }

  /// One entry of `x-death`: every death in this queue for this reason.
  struct Death: Hashable, Codable, Sendable {
    var queue: String
    var reason: Reason
    var count: Int64
    /// The time of the first of these deaths, and what the message was like then.
    var time: Instant
    var exchange: String
    var routingKeys: [String]
    var originalExpiration: Int64?
  }

  /// Of which death a message died first.
  struct FirstDeath: Hashable, Codable, Sendable {
    var queue: String
    var reason: Reason
    var exchange: String
  }
}

// How a message travels. You need not read the rest of this file.

extension DeadLetterRetry.Message {
  /// The message as an envelope, to publish it.
  var envelope: Envelope {
    var headers = ["exchange": exchange, "attempts": String(attempts)]
    headers["routing-keys"] = Fields.text(routingKeys)
    headers["not-before"] = notBefore.map { String($0.milliseconds) }
    headers["expiration"] = expiration.map { String($0) }
    headers["x-death"] = Fields.text(deaths.map(\.fields))
    headers["x-first-death-queue"] = firstDeath?.queue
    headers["x-first-death-reason"] = firstDeath?.reason.rawValue
    headers["x-first-death-exchange"] = firstDeath?.exchange
    return Envelope(
      id: id, source: source, type: "message", subject: key, headers: headers, data: data)
  }

  /// The message that an envelope holds; nil if it holds none.
  init?(_ envelope: Envelope) {
    let headers = envelope.headers
    guard let key = envelope.subject, let exchange = headers["exchange"],
      let attempts = headers["attempts"].flatMap({ Int($0) })
    else { return nil }
    let deaths = Fields.list(headers["x-death"]).map { DeadLetterRetry.Death(fields: $0) }
    self.init(
      id: envelope.id, source: envelope.source, key: key, exchange: exchange,
      routingKeys: Fields.list(headers["routing-keys"]), attempts: attempts,
      notBefore: headers["not-before"].flatMap { Int64($0) }.map(Instant.init(milliseconds:)),
      expiration: headers["expiration"].flatMap { Int64($0) }, deaths: deaths.compactMap(\.self),
      firstDeath: DeadLetterRetry.FirstDeath(headers: headers), data: envelope.data)
    guard deaths.count == self.deaths.count else { return nil }
  }
}

extension DeadLetterRetry.Death {
  fileprivate var fields: String {
    let numbers = [
      String(count), String(time.milliseconds), originalExpiration.map { "\($0)" } ?? "",
    ]
    return Fields.text([queue, reason.rawValue] + numbers + [exchange] + routingKeys) ?? ""
  }

  fileprivate init?(fields: String) {
    let fields = Fields.list(fields)
    guard fields.count >= 6, let reason = DeadLetterRetry.Reason(rawValue: fields[1]),
      let count = Int64(fields[2]), let time = Int64(fields[3])
    else { return nil }
    self.init(
      queue: fields[0], reason: reason, count: count, time: Instant(milliseconds: time),
      exchange: fields[5], routingKeys: Array(fields.dropFirst(6)),
      originalExpiration: Int64(fields[4]))
  }
}

extension DeadLetterRetry.FirstDeath {
  fileprivate init?(headers: [String: String]) {
    guard let queue = headers["x-first-death-queue"],
      let reason = headers["x-first-death-reason"].flatMap(DeadLetterRetry.Reason.init(rawValue:)),
      let exchange = headers["x-first-death-exchange"]
    else { return nil }
    self.init(queue: queue, reason: reason, exchange: exchange)
  }
}

/// A list of texts as one text: commas between them, and escaped in them.
private enum Fields {
  /// nil for the empty list.
  static func text(_ list: [String]) -> String? {
    list.isEmpty ? nil : list.map(escaped).joined(separator: ",")
  }

  static func list(_ text: String?) -> [String] {
    guard let text else { return [] }
    return text.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false)
      .map { unescaped(String($0)) }
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "%": "%p"
      case ",": "%c"
      default: String(scalar)
      }
    }.joined()
  }

  private static func unescaped(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped { scalars.append(scalar == "c" ? "," : "%") }
      if !isEscaped, scalar != "%" { scalars.append(scalar) }
      isEscaped = !isEscaped && scalar == "%"
    }
    return String(scalars)
  }
}
