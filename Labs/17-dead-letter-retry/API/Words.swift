// How calls and replies read in a failure. You need not read this file.

extension DeadLetterRetry.Call: CustomStringConvertible {
  var description: String {
    switch self {
    case .handle(let message, let failure, let clock):
      "handle \(message), " + (failure.map { "fails: \($0)" } ?? "works")
        + (clock == 0 ? "" : ", clock \(clock) ms")
    case .longestPauses(let failures): "longest pauses after failures \(failures)"
    case .pauses(let failure, let count): "\(count) pauses after failure \(failure)"
    case .deadLetter(let message, let queue, let target, let reason):
      "dead-letter \(message) from \(queue) to \(target), \(reason)"
    case .replay(let message): "replay \(message)"
    }
  }
}

extension DeadLetterRetry.Reply: CustomStringConvertible {
  var description: String {
    switch self {
    case .handled(let handled): "\(handled)"
    case .acknowledged(let id): "acknowledge \(id)"
    case .milliseconds(let list):
      list.prefix(12).map(String.init).joined(separator: " ") + (list.count > 12 ? " …" : "")
    case .message(let message): "\(message)"
    case .dropped: "dropped"
    }
  }
}

extension DeadLetterRetry.Handled: CustomStringConvertible {
  var description: String {
    "\(outcome)" + (runs == 0 ? ", not tried" : runs == 1 ? ", tried" : ", tried \(runs) times")
  }
}

extension DeadLetterRetry.Outcome: CustomStringConvertible {
  var description: String {
    switch self {
    case .done: "done"
    case .held: "held"
    case .early(let time): "early until \(time)"
    }
  }
}

extension DeadLetterRetry.Message: CustomStringConvertible {
  /// The id, the key in brackets, and whatever else is not as usual.
  var description: String {
    var parts = ["\(id)[\(key)]"]
    if attempts != 0 { parts.append("attempts \(attempts)") }
    if let notBefore { parts.append("not before \(notBefore)") }
    if let expiration { parts.append("expiration \(expiration)") }
    if !routingKeys.isEmpty { parts.append("keys \(routingKeys.joined(separator: "+"))") }
    if exchange != "shop" { parts.append("to \(exchange)") }
    if !deaths.isEmpty { parts.append("deaths \(deaths)") }
    if let firstDeath { parts.append("first \(firstDeath)") }
    return "(" + parts.joined(separator: ", ") + ")"
  }
}

extension DeadLetterRetry.Death: CustomStringConvertible {
  var description: String {
    "\(queue) \(reason.rawValue) \(count)x since \(time)"
      + (originalExpiration.map { " expiration \($0)" } ?? "")
      + " \(exchange) \(routingKeys.joined(separator: "+"))"
  }
}

extension DeadLetterRetry.FirstDeath: CustomStringConvertible {
  var description: String { "\(queue) \(reason.rawValue) \(exchange)" }
}
