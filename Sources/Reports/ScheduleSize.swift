import Results

/// What a schedule is made of, counted: messages, and faults by kind.
struct ScheduleSize {
  private struct Noun: Hashable {
    let one: String
    let many: String
    let isFault: Bool

    init(_ one: String, _ many: String? = nil, isFault: Bool = true) {
      (self.one, self.many, self.isFault) = (one, many ?? one + "s", isFault)
    }

    func counted(_ count: Int) -> String { count == 1 ? "1 \(one)" : "\(count) \(many)" }
  }

  /// In the order in which they stand in the schedule.
  private var parts: [(noun: Noun, count: Int)] = []

  init(_ lines: [String]) {
    for noun in lines.map(Self.noun) {
      if let place = parts.firstIndex(where: { $0.noun == noun }) {
        parts[place].count += 1
      } else {
        parts.append((noun, 1))
      }
    }
  }

  /// `2 messages and 1 crash`; empty if there is nothing.
  var words: String { Self.list(parts.map { $0.noun.counted($0.count) }) }

  /// The faults alone; empty if there are none.
  var faults: String {
    Self.list(parts.filter(\.noun.isFault).map { $0.noun.counted($0.count) })
  }

  /// What a line is about, by the words that the judge writes schedules in.
  private static func noun(_ line: String) -> Noun {
    let mark = "FAULT "
    guard line.hasPrefix(mark) else { return message(line) }
    let fault = line.dropFirst(mark.count)
    let found = faultNouns.first { entry in
      entry.isAtStart ? fault.hasPrefix(entry.words) : fault.contains(entry.words)
    }
    return found?.noun ?? Noun("fault")
  }

  private static func message(_ line: String) -> Noun {
    if line.hasPrefix("the nodes take turns") { return Noun("drawn order", isFault: false) }
    if !line.hasPrefix("#"), line.contains(" is restarted at ") {
      return Noun("restart", isFault: false)
    }
    return line.hasPrefix("#") && line.contains(": POISON ")
      ? Noun("poison message") : Noun("message", isFault: false)
  }

  private static let faultNouns: [(words: String, isAtStart: Bool, noun: Noun)] = [
    ("no link ", true, Noun("cut link")),
    ("the clock of ", true, Noun("wrong clock")),
    ("published message ", true, Noun("fault of a publication", "faults of publications")),
    (" arrives once more", false, Noun("duplicate")),
    (" arrive at each other's time", false, Noun("swap")),
    (" is lost, and comes again", false, Noun("loss", "losses")),
    (" is late by ", false, Noun("delay")),
    (" does nothing for ", false, Noun("stall")),
    (" crashes ", false, Noun("crash", "crashes")),
  ]

  private static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension Schedule {
  /// How short the schedule is, in a sentence that ends with a colon.
  var words: String {
    let size = ScheduleSize(lines).words
    guard !size.isEmpty else { return "It shows without any message." }
    let before = lengthBefore > length ? ", of \(lengthBefore)" : ""
    let proof = isMinimal && length > 1 ? "; without any of these it passes" : ""
    return size + (length == 1 ? " shows it" : " show it") + before + proof + ":"
  }
}
