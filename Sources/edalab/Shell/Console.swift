import ArgumentParser
import Reports
import Terminal
import Workbench

/// Flags that decide how text for people looks; the same for every command.
struct LookOptions: ParsableArguments {
  @Flag(help: "One linear stream: no styles, no boxes, words instead of signs.")
  var plain = false

  @Option(help: ArgumentHelp("When to use colour: auto, always or never.", valueName: "when"))
  var color: ColourChoice = .auto

  @Option(help: ArgumentHelp("Columns to fill.", valueName: "columns"))
  var width: Int?
}

extension ColourChoice: ExpressibleByArgument {}

/// An output stream with what it can show.
struct Console {
  let stream: Terminal.Stream
  let capabilities: TerminalCapabilities

  init(_ stream: Terminal.Stream = .output, _ look: LookOptions? = nil) {
    self.stream = stream
    var facts = TerminalFacts(
      environment: Shell.environment, isTerminal: Terminal.isTerminal(stream),
      windowWidth: Terminal.windowWidth(stream))
    if let look {
      facts.isPlain = look.plain
      facts.colour = look.color
      facts.width = look.width
    }
    capabilities = facts.capabilities
  }

  func write(_ lines: [StyledLine]) throws {
    try Terminal.write(lines: lines, to: stream, capabilities)
  }

  func write(_ text: String) throws { try write([StyledLine(text)]) }

  /// Lines of a report, each kind in its style; commands in them are such as can be typed here.
  func write(_ lines: [ReportLine]) throws {
    try write(
      lines.map { StyledLine(Shell.tool.spelling(inLine: $0.text), Self.style($0.kind)) })
  }

  static func style(_ kind: ReportLine.Kind) -> Style {
    switch kind {
    case .heading: .bold
    case .pass: Style(colour: .green)
    case .fail: Style(colour: .red, isBold: true)
    case .note, .detail: .regular
    case .hint: Style(colour: .cyan)
    }
  }
}
