internal import Course
internal import EDARuntime
package import Results
package import Simulation

/// A fault as a player writes it, for example `crash after 3`. It is read against the run in which
/// nothing went wrong: from there come the numbers of messages and calls.
package struct FaultPhrase {
  /// What can be written for a class of faults.
  package struct Form: Sendable, Equatable {
    package let fault: Results.FaultClass
    package let pattern: String
    package let meaning: String
  }

  package static let forms = [
    Form(
      fault: .duplicate, pattern: "duplicate #2 [500]",
      meaning: "message #2 comes once more, 500 ms later"),
    Form(
      fault: .reorder, pattern: "swap #1 #3", meaning: "#1 and #3 come at each other's time"),
    Form(fault: .drop, pattern: "lose #2", meaning: "#2 is lost, and delivered again later"),
    Form(
      fault: .drop, pattern: "unconfirmed 1",
      meaning: "the 1st published message arrives, its confirm does not"),
    Form(fault: .drop, pattern: "unpublished 1", meaning: "the 1st published message is lost"),
    Form(fault: .drop, pattern: "refused 1", meaning: "the broker refuses the 1st one"),
    Form(fault: .delay, pattern: "delay #2 700", meaning: "#2 comes 700 ms later"),
    Form(
      fault: .crash, pattern: "crash before 3", meaning: "the process dies before its call 3"),
    Form(fault: .crash, pattern: "crash after 3", meaning: "it dies right after call 3"),
    Form(fault: .crash, pattern: "crash after #2", meaning: "it dies once #2 is answered"),
    Form(
      fault: .partition, pattern: "cut NODE 100 400",
      meaning: "no link to NODE from 100 ms until 400 ms"),
    Form(
      fault: .skew, pattern: "clock NODE 100 -5000",
      meaning: "at 100 ms the clock of NODE is set back by 5000 ms"),
    Form(
      fault: .stall, pattern: "stall NODE 100 3000",
      meaning: "from 100 ms on NODE does nothing for 3000 ms"),
  ]

  let trace: Trace
  let allowed: Set<Results.FaultClass>

  package init(in trace: Trace, allowed: Set<Results.FaultClass>) {
    self.trace = trace
    self.allowed = allowed
  }

  /// The forms that can be written here.
  package var forms: [Form] { Self.forms.filter { allowed.contains($0.fault) } }

  /// The fault that a line means.
  package func disturbance(_ line: String) throws(PhraseError) -> Disturbance {
    let words = line.split(separator: " ").map(String.init)
    guard let verb = words.first, let form = Self.forms.first(where: { $0.verb == verb }) else {
      let verbs = Set(forms.map(\.verb)).sorted().joined(separator: ", ")
      throw PhraseError("'\(words.first ?? "")' is no fault; here they are \(verbs)")
    }
    guard allowed.contains(form.fault) else {
      throw PhraseError("\(form.fault.rawValue) is no fault that this property has to bear")
    }
    var phrase = Words(rest: Array(words.dropFirst()), form: form)
    let disturbance = try read(verb, &phrase)
    try phrase.end()
    return disturbance
  }

  private func read(_ verb: String, _ words: inout Words) throws(PhraseError) -> Disturbance {
    switch verb {
    case "duplicate":
      return .duplicate(try message(&words), laterByMilliseconds: try words.number(default: 500))
    case "swap": return .swap(try message(&words), try message(&words))
    case "lose": return .loss(try message(&words))
    case "delay": return .delay(try message(&words), byMilliseconds: try words.number())
    case "unconfirmed": return .publish(Int(try words.number()), .confirmLost)
    case "unpublished": return .publish(Int(try words.number()), .messageLost)
    case "refused": return .publish(Int(try words.number()), .refused)
    case "crash": return .crash(try crash(&words))
    case "cut":
      let node = try node(&words)
      let (from, until) = (try words.number(), try words.number())
      return .cut(
        Cut(node, from: Instant(milliseconds: from), until: Instant(milliseconds: until)))
    case "clock":
      let node = try node(&words)
      let (at, shift) = (try words.number(), try words.number())
      return .clock(node: node, at: Instant(milliseconds: at), byMilliseconds: shift)
    default:
      let node = try node(&words)
      let (at, length) = (try words.number(), try words.number())
      return .stall(Stall(node, .at(Instant(milliseconds: at)), milliseconds: length))
    }
  }

  private func message(_ words: inout Words) throws(PhraseError) -> InputName {
    let number = try words.message()
    guard trace.steps.contains(where: { $0.kind == .deliver && $0.input == number }) else {
      throw PhraseError("there is no message #\(number) in this run")
    }
    return InputName(number)
  }

  private func node(_ words: inout Words) throws(PhraseError) -> String {
    let name = try words.next()
    guard trace.nodes.contains(name) else {
      throw PhraseError(
        "no node is called '\(name)'; there is \(trace.nodes.joined(separator: ", "))")
    }
    return name
  }

  private func crash(_ words: inout Words) throws(PhraseError) -> Crash {
    let place = try words.next()
    guard place == "before" || place == "after" else { throw words.misread }
    if place == "after", words.hasMessage {
      let input = try message(&words)
      let answer = trace.steps.last { $0.input == input.number && $0.kind == .reply }
      return Crash(node: answer?.node ?? trace.nodes[0], point: .idle(after: input))
    }
    let number = Int(try words.number())
    guard let call = trace.steps.first(where: { $0.kind == .call && $0.call == number }) else {
      throw PhraseError("there is no call \(number) in this run")
    }
    let (input, count) = try placeOfCall(call)
    let point: CrashPoint =
      place == "before" ? .before(call: count, of: input) : .after(call: count, of: input)
    return Crash(node: call.node, point: point)
  }

  /// The input for which a call was made, and which of its calls it is.
  private func placeOfCall(_ call: TraceStep) throws(PhraseError) -> (InputName, Int) {
    var count = 0
    for step in trace.steps.prefix(call.number).reversed() where step.node == call.node {
      if step.kind == .call { count += 1 }
      guard step.kind == .deliver else { continue }
      guard let number = step.input else { break }
      return (InputName(number, attempt: step.attempt ?? 1), count)
    }
    throw PhraseError("call \(call.call ?? 0) belongs to no message; choose one that does")
  }
}

/// A line that names no fault.
package struct PhraseError: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

extension FaultPhrase.Form {
  /// The word that it begins with.
  var verb: String { String(pattern.prefix { $0 != " " }) }
}

/// What is left of a line.
private struct Words {
  var rest: [String]
  let form: FaultPhrase.Form

  var misread: PhraseError { PhraseError("write it like this: \(form.pattern)") }
  var hasMessage: Bool { rest.first?.hasPrefix("#") == true }

  mutating func next() throws(PhraseError) -> String {
    guard !rest.isEmpty else { throw misread }
    return rest.removeFirst()
  }

  mutating func number(default value: Int64? = nil) throws(PhraseError) -> Int64 {
    if rest.isEmpty, let value { return value }
    guard let number = Int64(try next()) else { throw misread }
    return number
  }

  mutating func message() throws(PhraseError) -> Int {
    let word = try next()
    guard word.hasPrefix("#"), let number = Int(word.dropFirst()) else { throw misread }
    return number
  }

  func end() throws(PhraseError) { if !rest.isEmpty { throw misread } }
}
