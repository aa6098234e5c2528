import Terminal
import Workbench

/// The terminal that the learner sits at, as a desk.
final class TerminalDesk: Desk {
  private let look: LookOptions
  private let keyboard: Keyboard
  private var footer: Footer
  private var footerLine: StyledLine?
  private var capabilities: TerminalCapabilities

  init(_ look: LookOptions) throws {
    self.look = look
    keyboard = try Keyboard()
    capabilities = Console(.output, look).capabilities
    footer = Footer(capabilities)
  }

  /// Gives the terminal back as it was.
  func close() {
    try? setFooter(nil)
    keyboard.close()
  }

  var width: Int { capabilities.width }

  /// Whether everything is told in sentences.
  var isLinear: Bool { capabilities.isPlain }

  /// A plain stream is not paged: whoever listens decides when to stop.
  var rows: Int? {
    capabilities.isPlain ? nil : Terminal.windowRows(.output).map { max(3, $0 - 1) }
  }

  var isInterrupted: Bool { Interrupt.isWanted }

  func write(_ lines: [StyledLine]) throws {
    guard !lines.isEmpty else { return }
    try put(footer.text(lines: lines, footer: footerLine))
  }

  func erase(_ rows: Int) throws -> Bool {
    guard let height = self.rows, rows < height else { return false }
    try put(footer.erasing(rows: rows, footer: footerLine))
    return true
  }

  func setFooter(_ line: StyledLine?) throws {
    takeChange()
    footerLine = line
    try put(footer.text(lines: [], footer: line))
  }

  func keys() -> [Key] { keyboard.keys() }

  func wait(for descriptors: [Int32], milliseconds: Int) {
    Terminal.wait(
      for: descriptors + [Terminal.keyboardDescriptor], milliseconds: milliseconds)
  }

  /// Lends the terminal to a program.
  func lend(to program: ForegroundProgram) throws -> Int32 {
    try setFooter(nil)
    return try keyboard.lending(program.run)
  }

  /// The window may have another size, or somebody else may have written to it.
  private func takeChange() {
    guard keyboard.takeChange() else { return }
    capabilities = Console(.output, look).capabilities
    footer = Footer(capabilities)
    try? Terminal.write(raw: capabilities.isPlain ? "" : "\r\u{1b}[K", to: .output)
  }

  private func put(_ text: String) throws {
    guard !text.isEmpty else { return }
    try Terminal.write(raw: text, to: .output)
  }
}
