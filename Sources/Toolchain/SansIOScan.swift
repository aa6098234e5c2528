package import Sandbox

/// Looks in the machine code of a component for calls that a sans-IO state machine does not make.
/// It reads the object file, not the source, so a call hidden behind another name is found too.
package struct SansIOScan: Sendable {
  private let run: ToolRun

  package init(toolchain: SwiftToolchain, isolation: Isolation) {
    run = ToolRun(toolchain: toolchain, isolation: isolation)
  }

  /// What the learner's own lines refer to. Exact for a `.quick` build; in a `.full` one the
  /// optimiser may have moved a call to another line or into code that belongs to none.
  package func report(on program: BuiltProgram) throws(ToolchainError) -> SansIOReport {
    var run = run
    run.readable = [program.object]
    let text = try run.text(
      of: run.toolchain.objectDump,
      ["-t", "-dr", "-l", "--no-show-raw-insn", "--no-leading-addr", program.object])
    return SansIOReport(ObjectListing(text))
  }
}

/// What ``SansIOScan`` found. It is data: the lab's policy decides what follows from it.
package struct SansIOReport: Sendable, Equatable {
  /// One call outside the rules.
  package struct Finding: Sendable, Hashable {
    package let site: SourceSite
    /// What was called, in the author's words: `Date`, `sleep()`.
    package let called: String
    /// What to do instead.
    package let advice: String
  }

  /// Sorted by file and line, each call once per line.
  package let findings: [Finding]
  /// Symbols that the object defines outside Swift's own names, such as a `write` that would take
  /// the place of the C library's.
  package let reservedSymbols: [String]

  init(_ listing: ObjectListing) {
    var found: Set<Finding> = []
    for reference in listing.references where reference.site.origin == .submission {
      guard let (name, advice) = SansIORule.forbidding(reference.symbol) else { continue }
      found.insert(Finding(site: reference.site, called: name, advice: advice))
    }
    findings = found.sorted {
      ($0.site.file, $0.site.line, $0.called) < ($1.site.file, $1.site.line, $1.called)
    }
    let foreign = listing.definitions.filter { !SansIOReport.isSwiftName($0) }
    reservedSymbols = Set(foreign.map { VisibleText.line($0) }).sorted()
  }

  private static func isSwiftName(_ symbol: Substring) -> Bool {
    symbol == "main"
      || ["$s", "__swift", "_swift", "symbolic", "get_", ".", "DW."].contains {
        symbol.hasPrefix($0)
      }
  }
}
