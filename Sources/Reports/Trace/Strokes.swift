extension Diagram {
  /// What a terminal can show.
  package enum Characters: Sendable {
    case unicode
    /// Also the texts of the trace are written in ASCII.
    case ascii
    /// Strokes and signs are ASCII; the letters of every script stay as they are.
    case plain

    var strokes: Strokes { self == .unicode ? .unicode : .ascii }

    func write(_ text: String) -> String {
      switch self {
      case .unicode: text
      case .ascii: text.inASCII
      case .plain: text.withoutSigns
      }
    }

    /// Cut to so many columns.
    func shorten(_ text: String, to limit: Int) -> String {
      guard self != .unicode, text.columns > limit else { return text.cut(to: limit) }
      guard limit > 3 else { return String("...".prefix(max(0, limit))) }
      return String(text.cut(to: limit - 2).dropLast()) + "..."
    }

    /// Cut to so many columns without losing the end.
    func shorten(_ text: String, inside limit: Int) -> String {
      guard self != .unicode else { return text.cutInside(to: limit) }
      return String(text.cutInside(to: limit).map { $0 == "…" ? "~" : $0 })
    }
  }
}

/// The characters that a diagram is drawn with.
struct Strokes {
  let line: Character
  let stalled: Character
  let horizontal: Character
  let crossing: Character
  /// Where an arrow leaves a line, to the right and to the left.
  let tails: (right: Character, left: Character)
  let heads: (right: Character, left: Character)
  let call: Character
  let again: Character
  let cross: Character
  let note: Character
  let start: Character
  let stop: Character

  static let unicode = Strokes(
    line: "│", stalled: "┊", horizontal: "─", crossing: "┼", tails: ("├", "┤"), heads: ("►", "◄"),
    call: "●", again: "○", cross: "×", note: "!", start: "┬", stop: "┴")

  static let ascii = Strokes(
    line: "|", stalled: ":", horizontal: "-", crossing: "+", tails: ("|", "|"), heads: (">", "<"),
    call: "*", again: "o", cross: "x", note: "!", start: "+", stop: "+")

  /// What the signs mean, for the line below a diagram.
  var legend: [String] {
    [
      "\(tails.right)\(horizontal)\(heads.right) delivery",
      "\(heads.left)\(horizontal)\(tails.left) answer", "\(call) runtime call",
      "\(again) not acknowledged", "\(cross) crash, loss or cut", "\(stalled) stalled",
    ]
  }
}

extension ReportLine {
  /// The line without signs that are not ASCII, if that is wanted.
  func written(in characters: Diagram.Characters) -> ReportLine {
    ReportLine(kind, characters.write(text))
  }
}

extension String {
  /// The text in ASCII: what stands in a trace often has a substitute, all else becomes `?`.
  var inASCII: String {
    withoutSigns.reduce(into: "") { $0 += $1.isASCII ? String($1) : "?" }
  }

  /// The text with ASCII in the place of arrows, marks and typographic signs.
  var withoutSigns: String {
    guard !utf8.allSatisfy({ $0 < 0x80 }) else { return self }
    return reduce(into: "") { $0 += Self.substitutes[$1] ?? String($1) }
  }

  private static let substitutes: [Character: String] = [
    "→": "->", "▶": "->", "►": "->", "⇒": "=>", "←": "<-", "◀": "<-", "◄": "<-", "↔": "<->",
    "…": "...", "–": "-", "—": "-", "‘": "'", "’": "'", "“": "\"", "”": "\"",
    "✓": "ok", "✔": "ok", "✗": "x", "✘": "x", "×": "x", "·": "-", "•": "-", "●": "*", "○": "o",
    "≤": "<=", "≥": ">=", "≠": "/=",
  ]
}
