// How calls and replies read in a failure. You need not read this file.

extension EventStores.Call: CustomStringConvertible {
  var description: String {
    switch self {
    case .append(let events, let stream, let expected):
      "append [\(events.map(\.id.quoted).joined(separator: " "))] to \(stream.quoted), \(expected)"
    case .readStream(let stream, let from, let direction, let limit):
      "readStream \(stream.quoted) from \(from) \(direction) limit \(limit)"
    case .readAll(let position, let limit): "readAll after \(position) limit \(limit)"
    }
  }
}

extension EventStores.Reply: CustomStringConvertible {
  var description: String {
    switch self {
    case .outcome(let outcome): "\(outcome)"
    case .events(let events):
      events.isEmpty ? "no events" : events.map(\.description).joined(separator: ", ")
    case .acknowledged(let position):
      position < 0 ? "nothing is acknowledged" : "acknowledged up to position \(position)"
    }
  }
}

extension EventStores.Outcome: CustomStringConvertible {
  var description: String {
    switch self {
    case .acknowledged(let receipt): "acknowledged, \(receipt)"
    case .pending(let receipt): "pending, \(receipt)"
    }
  }
}

extension EventStores.Receipt: CustomStringConvertible {
  var description: String { "version \(version) at position \(position)" }
}

extension EventStores.Expected: CustomStringConvertible {
  var description: String {
    switch self {
    case .any: "any"
    case .noStream: "noStream"
    case .streamExists: "streamExists"
    case .exact(let version): "exact(\(version))"
    }
  }
}

extension EventStores.Failure: CustomStringConvertible {
  var description: String {
    switch self {
    case .wrongExpectedVersion(let actual): "wrongExpectedVersion(actual: \(actual))"
    case .corrupt: "corrupt"
    }
  }
}

extension EventStores.Recorded: CustomStringConvertible {
  /// Stream, version, event and position: `order-7/0 e1 @4`.
  var description: String { "\(stream.quoted)/\(version) \(event) @\(position)" }
}

extension EventStores.Event: CustomStringConvertible {
  /// The id, and whatever else there is.
  var description: String {
    let parts = [id.quoted, type.isEmpty ? "" : type.quoted, Self.text(data)]
    return parts.filter { !$0.isEmpty }.joined(separator: ":")
  }

  /// Bytes in hexadecimal, the first of many.
  private static func text(_ bytes: [UInt8]) -> String {
    let digits = bytes.prefix(12).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    return digits.joined() + (bytes.count > 12 ? "… (\(bytes.count) bytes)" : "")
  }
}

extension String {
  /// As it is if it is a plain word, else in quotes with what cannot be seen escaped.
  fileprivate var quoted: String {
    let isPlain =
      !isEmpty
      && utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
          true
        default: false
        }
      }
    return isPlain ? self : debugDescription
  }
}
