import Results

/// A small seeded generator (xorshift), so that a trace that fails can be made again.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

/// Pieces of which the texts of random traces are made: what could break a line, a column or
/// markup.
private let pieces = [
  "order o1", "→", "漢字", "😀", "e\u{301}", "\u{301}", "\u{1B}[2J", "\n", "\t", "\u{0}", "\u{202E}",
  "<b a='1'>", "&amp;", "]]>", "\"", "--", " ",
  "a-word-without-any-space-in-it-that-goes-on-and-on",
  "{balance = 10}", "\u{FFFE}", "\u{85}", "👩‍👩‍👧", "\u{FE0F}", "…", "\\", "</script>",
]

extension Trace {
  /// Any value that the type allows, sense or nonsense: unknown nodes, circles of causes, numbers
  /// out of order, times at the ends of their range.
  static func random(_ seed: Int) -> Trace {
    var dice = Dice(seed)
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) }
    func text() -> String {
      (0..<number(0...6)).map { _ in pieces[number(0...pieces.count - 1)] }.joined()
    }
    let nodes = (0..<number(0...6)).map { ["network", "node \($0)", text(), "a"][number(0...3)] }
    func node() -> String { number(0...4) == 0 ? text() : nodes.randomElement(using: &dice) ?? "" }
    func maybe<T>(_ value: T) -> T? { number(0...1) == 0 ? nil : value }
    let steps = (0..<number(0...25)).map { index in
      TraceStep(
        number: number(0...9) == 0 ? number(-3...30) : index + 1,
        at: [Int64.min, Int64.max, 0, Int64(index) * 100][number(0...20) == 0 ? number(0...3) : 3],
        node: node(), kind: TraceStep.Kind.allCases[number(0...TraceStep.Kind.allCases.count - 1)],
        other: maybe(node()), input: maybe(number(0...123_456)), attempt: maybe(number(-1...3)),
        call: maybe(number(0...999)), text: text(), isFault: number(0...3) == 0,
        cause: maybe(number(-1...26)),
        writes: (0..<number(0...2)).map { _ in
          TraceWrite(store: text(), key: text(), value: maybe(text()))
        }, output: maybe(text()), state: maybe(text()))
    }
    return Trace(
      lab: text(), cell: text(), seed: text(), nodes: nodes,
      schedule: (0..<number(0...4)).map { _ in text() }, steps: steps,
      brokenAt: maybe(number(0...26)), digest: text())
  }
}

/// The columns of a line made of ASCII, signs and `pieces`, counted apart from the code under test.
func columns(_ text: String) -> Int {
  text.reduce(0) { count, character in
    let first = character.unicodeScalars.first?.value ?? 0
    if [0x301, 0xFE0F].contains(first) { return count }
    return count + (0x4E00...0x9FFF ~= first || first > 0x1F000 ? 2 : 1)
  }
}
