import Terminal
import Testing

/// Capabilities of a stream in an environment.
private func capabilities(
  _ environment: [String: String], terminal: Bool = true, window: Int? = nil,
  _ change: (inout TerminalFacts) -> Void = { _ in }
) -> TerminalCapabilities {
  var facts = TerminalFacts(
    environment: environment, isTerminal: terminal, windowWidth: window)
  change(&facts)
  return facts.capabilities
}

@Suite struct TerminalCapabilitiesTests {
  @Test("a terminal gets colour, a pipe does not")
  func streams() {
    #expect(capabilities(["TERM": "xterm"]).hasColour)
    #expect(!capabilities(["TERM": "xterm"], terminal: false).hasColour)
    #expect(!capabilities([:]).hasColour)
    #expect(!capabilities(["TERM": "xterm", "CLICOLOR": "0"]).hasColour)
  }

  @Test("NO_COLOR beats a forced colour and leaves bold alone")
  func noColour() {
    let both = capabilities(["TERM": "xterm", "NO_COLOR": "1", "CLICOLOR_FORCE": "1"])
    #expect(!both.hasColour)
    #expect(both.hasAttributes)
    #expect(capabilities(["TERM": "xterm", "NO_COLOR": ""]).hasColour)
  }

  @Test("colour can be forced into a pipe, but not with 0")
  func forced() {
    #expect(capabilities(["FORCE_COLOR": "1"], terminal: false).hasColour)
    #expect(!capabilities(["FORCE_COLOR": "0"], terminal: false).hasColour)
  }

  @Test("--color beats the environment")
  func flag() {
    let always = capabilities(["NO_COLOR": "1"], terminal: false) { $0.colour = .always }
    #expect(always.hasColour)
    let never = capabilities(["TERM": "xterm", "FORCE_COLOR": "1"]) { $0.colour = .never }
    #expect(!never.hasColour)
  }

  @Test("plain output has no styles at all, and a dumb terminal gets it")
  func plain() {
    let asked = capabilities(["TERM": "xterm", "FORCE_COLOR": "1"]) { $0.isPlain = true }
    #expect(asked.isPlain && !asked.hasColour && !asked.hasAttributes)
    #expect(capabilities(["TERM": "dumb"]).isPlain)
    #expect(capabilities(["TERM": "xterm", "EDALAB_ACCESSIBLE": "1"]).isPlain)
  }

  @Test("the width is the flag's, else COLUMNS, else the window's, else 80, and never below 20")
  func width() {
    #expect(capabilities(["COLUMNS": "70"], window: 60) { $0.width = 50 }.width == 50)
    #expect(capabilities(["COLUMNS": "70"], window: 60).width == 70)
    #expect(capabilities(["COLUMNS": "-1"], window: 60).width == 60)
    #expect(capabilities([:], terminal: false, window: 60).width == 80)
    #expect(capabilities(["COLUMNS": "3"]).width == 20)
  }
}
