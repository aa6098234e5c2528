extension Diagram {
  /// What a terminal can show.
  package enum Characters: Sendable {
    case unicode
    /// Also the texts of the trace are written in ASCII.
    case ascii

    var strokes: Strokes { self == .unicode ? .unicode : .ascii }

    func write(_ text: String) -> String { self == .unicode ? text : text.inASCII }

    /// Cut to so many columns.
    func shorten(_ text: String, to limit: Int) -> String {
      guard self == .ascii, text.columns > limit else { return text.cut(to: limit) }
      return String(text.prefix(max(0, limit - 3))) + String("...".prefix(max(0, limit)))
    }

    /// Cut to so many columns without losing the end.
    func shorten(_ text: String, inside limit: Int) -> String {
      guard self == .ascii else { return text.cutInside(to: limit) }
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

extension String {
  /// The text in ASCII: what stands in a trace often has a substitute, all else becomes `?`.
  var inASCII: String {
    var text = ""
    for character in self {
      switch character {
      case "→": text += "->"
      case "←": text += "<-"
      case "…": text += "..."
      case "–", "—": text += "-"
      case "‘", "’": text += "'"
      case "“", "”": text += "\""
      default: text += character.isASCII ? String(character) : "?"
      }
    }
    return text
  }
}
