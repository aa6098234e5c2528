/// When a stream gets colour.
package enum ColourChoice: String, Sendable, CaseIterable { case auto, always, never }

/// What one output stream may be given: decided once, from facts that the caller passes in.
package struct TerminalCapabilities: Hashable, Sendable {
  /// Colours may be used.
  package let hasColour: Bool
  /// Bold, underline and the like may be used. `NO_COLOR` does not take them away.
  package let hasAttributes: Bool
  /// One linear stream for screen readers and scripts: no styles, no boxes, words instead of signs.
  package let isPlain: Bool
  /// Columns for wrapped text, at least ``minimumWidth``.
  package let width: Int

  /// Narrower streams are treated as being this wide.
  package static let minimumWidth = 20
  /// The width where nothing says otherwise, and in a pipe.
  package static let defaultWidth = 80

  package init(hasColour: Bool, hasAttributes: Bool, isPlain: Bool, width: Int) {
    self.hasColour = hasColour && !isPlain
    self.hasAttributes = hasAttributes && !isPlain
    self.isPlain = isPlain
    self.width = max(width, TerminalCapabilities.minimumWidth)
  }

  /// A pipe of 80 columns.
  package static let pipe = TerminalCapabilities(
    hasColour: false, hasAttributes: false, isPlain: false, width: defaultWidth)
}

/// Everything that the capabilities of a stream depend on.
package struct TerminalFacts: Sendable {
  /// The environment of the process.
  package var environment: [String: String]
  /// Whether *this* stream is a terminal; stdout and stderr can differ.
  package var isTerminal: Bool
  /// The columns that the terminal reported.
  package var windowWidth: Int?
  /// `--color`.
  package var colour = ColourChoice.auto
  /// `--width`.
  package var width: Int?
  /// `--plain`.
  package var isPlain = false

  package init(environment: [String: String], isTerminal: Bool, windowWidth: Int? = nil) {
    self.environment = environment
    self.isTerminal = isTerminal
    self.windowWidth = windowWidth
  }

  /// The capabilities that follow.
  package var capabilities: TerminalCapabilities {
    TerminalCapabilities(
      hasColour: wantsColour, hasAttributes: wantsAttributes, isPlain: wantsPlain,
      width: columns)
  }

  /// The first rule that applies decides, in the order that most tools share.
  private var wantsColour: Bool {
    if colour != .auto { return colour == .always }
    if isSet("NO_COLOR") { return false }
    if isForced { return true }
    if isDumb || environment["CLICOLOR"] == "0" { return false }
    return isTerminal
  }

  private var wantsAttributes: Bool {
    if colour != .auto { return colour == .always || (isTerminal && !isDumb) }
    return isForced || (isTerminal && !isDumb)
  }

  /// A terminal that says it is dumb gets the linear stream too; a pipe without `TERM` does not.
  private var wantsPlain: Bool {
    isPlain || environment["EDALAB_ACCESSIBLE"] == "1" || environment["TERM"] == "dumb"
  }

  private var isForced: Bool {
    ["CLICOLOR_FORCE", "FORCE_COLOR"].contains { isSet($0) && environment[$0] != "0" }
  }

  private var isDumb: Bool { ["", "dumb"].contains(environment["TERM"] ?? "") }

  private func isSet(_ name: String) -> Bool { environment[name]?.isEmpty == false }

  private var columns: Int {
    if let width { return width }
    if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
    guard isTerminal, let windowWidth, windowWidth > 0 else {
      return TerminalCapabilities.defaultWidth
    }
    return windowWidth
  }
}
