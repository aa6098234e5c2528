import ArgumentParser
import Sandbox
import Terminal
import Toolchain
import Workbench

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Show the toolchain, the isolation level with each probe, and the terminal.")

  @OptionGroup var look: LookOptions

  func run() throws {
    let places = try Shell.places()
    let bench = try Bench(places: places)
    let isolation = try Isolation.detect(boxPath: bench.kit.box)
    let console = Console(.output, look)
    try console.write([
      StyledLine("Toolchain", .bold), StyledLine("  \(bench.toolchain.version)"),
      StyledLine("  \(bench.toolchain.compiler)"),
      StyledLine("Kit", .bold), StyledLine("  \(bench.kit.digest)"),
      StyledLine("Folders", .bold), StyledLine("  course   \(places.course)"),
      StyledLine("  cache    \(places.cache)"), StyledLine("  records  \(places.store)"),
      StyledLine("Editor", .bold), StyledLine("  \(Self.editor)"),
      StyledLine("Terminal", .bold), StyledLine("  \(Self.words(console.capabilities))"),
      StyledLine(isolation.label.capitalizedFirst, .bold),
    ])
    try console.write(isolation.probes.flatMap(Self.lines))
    if isolation.level < .landlock { throw Exit.unavailable }
  }

  private static var editor: String {
    let environment = Shell.environment
    return environment["VISUAL"] ?? environment["EDITOR"] ?? "none: set VISUAL or EDITOR"
  }

  private static func words(_ capabilities: TerminalCapabilities) -> String {
    "\(capabilities.width) columns, "
      + (capabilities.isPlain ? "plain" : capabilities.hasColour ? "colour" : "no colour")
  }

  private static func lines(_ probe: ProbeResult) -> [StyledLine] {
    let word = probe.passed ? "ok  " : "NO  "
    var lines = [
      StyledLine([
        Span("  \(word)", Style(colour: probe.passed ? .green : .red)),
        Span("\(probe.name): \(probe.detail)"),
      ])
    ]
    if !probe.passed, let remedy = probe.remedy { lines.append(StyledLine("        \(remedy)")) }
    return lines
  }
}

extension String {
  /// With a capital at its beginning: `Isolation: 3`.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
