import EDARuntime

// How calls and replies read in a failure. You need not read this file.

extension EventBus.Call: CustomStringConvertible {
  var description: String {
    switch self {
    case .subscribe(let name, let type, let actions):
      (["subscribe \(name) to \(type.shown)"] + actions.map(\.description))
        .joined(separator: ", ")
    case .cancel(let name): "cancel \(name)"
    case .publish(let event): "publish \(event.shown)"
    case .drain: "drain"
    case .failures: "failures"
    }
  }
}

extension EventBus.Action: CustomStringConvertible {
  var description: String {
    switch self {
    case .fail: "throws"
    case .publish(let type, let suffix): "publishes .\(suffix) \(type.shown)"
    case .subscribe(let name, let type): "subscribes \(name) to \(type.shown)"
    case .cancel(let name): "cancels \(name)"
    case .drain: "drains"
    }
  }
}

extension EventBus.Reply: CustomStringConvertible {
  var description: String {
    switch self {
    case .done: "done"
    case .handled(let entries): Self.list(entries.map(\.description), else: "no handler was called")
    case .refused(let attribute): "refused because of \(attribute.shown)"
    case .threw(let error, let entries):
      "threw \"\(error)\" after " + Self.list(entries.map(\.description), else: "nothing")
    case .failures(let errors): Self.list(errors, else: "no failures")
    }
  }

  private static func list(_ words: [String], else none: String) -> String {
    words.isEmpty ? none : words.joined(separator: ", ")
  }
}

extension EventBus.Entry: CustomStringConvertible {
  var description: String {
    switch deed {
    case .threw: "\(handler) threw"
    case .drained: "\(handler) drained"
    case .got, .published, .subscribed, .cancelled: "\(handler) \(deed) \(object)"
    }
  }
}

extension Envelope {
  /// The id and the type, and whatever of the rest may be wrong.
  fileprivate var shown: String {
    var words = [id.shown, type.shown]
    if source.isEmpty { words.append("without source") }
    if specversion.isEmpty { words.append("without specversion") }
    let names = headers.keys.sorted().map(\.shown)
    return (words + (names.isEmpty ? [] : ["with"]) + names).joined(separator: " ")
  }
}

extension String {
  /// In quotes, if it would be hard to see.
  fileprivate var shown: String {
    let isPlain = !isEmpty && unicodeScalars.allSatisfy { ("!"..."~").contains($0) }
    return isPlain ? self : "\"\(self)\""
  }
}
