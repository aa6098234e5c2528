import Results

extension TraceStep {
  /// The word in capitals that marks what is no normal working of a component; nil for what is.
  var mark: String? {
    switch kind {
    case .error: "ERROR"
    case .crash: "CRASH"
    case .giveUp: "GIVEN UP"
    case .lose: "LOST"
    case .cut: "CUT"
    case .heal: "HEALED"
    case .stall: "STALLED"
    case .resume: "RESUMED"
    case .clock: "CLOCK"
    case .start, .deliver, .call, .reply, .disk, .stop, .redeliver: isFault ? "FAULT" : nil
    }
  }

  /// The input's number as people see it, for example `#3`.
  var inputName: String? { input.map { "#\($0)" } }

  /// What the step is about, in a few words, where its node is shown by a column.
  ///
  /// - Parameter naming: whether the input's number must be said, because no arrow carries it. A
  ///   call needs none: it belongs to the delivery above it.
  func label(naming: Bool) -> String {
    let words = [mark, naming && kind != .call ? inputName : nil, verb].compactMap { $0 }.joined(
      separator: " ")
    let again = (attempt ?? 1) > 1 ? " (attempt \(attempt ?? 1))" : ""
    let line = text.onOneLine
    if line.isEmpty { return words + again }
    let separator = words.isEmpty ? "" : verb == nil ? " " : ": "
    return words + separator + line + again
  }

  private var verb: String? {
    switch kind {
    case .start: "starts"
    case .call: call.map { "call \($0)" } ?? "call"
    case .reply: "answer"
    case .disk: "disk"
    case .stop: "stops"
    case .redeliver: "comes again"
    case .deliver, .error, .crash, .giveUp, .lose, .cut, .heal, .stall, .resume, .clock: nil
    }
  }
}

extension TraceStep {
  /// The step as a sentence, without its number and time.
  var sentence: String {
    let line = text.onOneLine
    let said = subject + (line.isEmpty ? "" : ": " + line)
    return mark == "FAULT" ? "FAULT, " + said : said
  }

  private var subject: String {
    let node = node.onOneLine
    return switch kind {
    case .start: "\(node) starts"
    case .deliver: "\(node) receives \(message)\(again)\(peer("from"))"
    case .call: "\(node) makes \(call.map { "call \($0)" } ?? "a call")\(peer("to"))"
    case .reply: "\(node) answers \(message)\(peer("from"))"
    case .error: "ERROR, \(node) fails at \(message)\(peer("from"))"
    case .crash: "CRASH, \(node) is killed"
    case .disk: "what is left of a file of \(node)"
    case .stop: "\(node) is stopped"
    case .redeliver: "\(message) was not acknowledged by \(node) and comes again"
    case .giveUp: "GIVEN UP, \(message) comes to \(node) no more"
    case .lose: "LOST on the way\(link)"
    case .cut: "CUT, the link\(link)"
    case .heal: "HEALED, the link\(link)"
    case .stall: "STALLED, \(node) stops running"
    case .resume: "RESUMED, \(node) goes on"
    case .clock: "CLOCK of \(node) is set"
    }
  }

  private var message: String { inputName ?? "an input" }

  private var again: String { (attempt ?? 1) > 1 ? " (attempt \(attempt ?? 1))" : "" }

  private func peer(_ word: String) -> String {
    guard let other, other != node else { return "" }
    return " \(word) \(other.onOneLine)"
  }

  private var link: String {
    guard let other, other != node else { return " of \(node.onOneLine)" }
    return " between \(node.onOneLine) and \(other.onOneLine)"
  }
}
