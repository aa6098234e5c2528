package import Sandbox

/// Turns the program counter that a trapped component reported into a reason and a place in the
/// learner's files.
package struct TrapLocator: Sendable {
  private let run: ToolRun

  package init(toolchain: SwiftToolchain, isolation: Isolation) {
    run = ToolRun(toolchain: toolchain, isolation: isolation)
  }

  /// Where the program stopped.
  ///
  /// - Parameters:
  ///   - counters: the program counter at the trap and then, if the component reported them, the
  ///     return addresses of its callers, innermost first. Only with them is a trap inside the
  ///     standard library traced back to the learner's line.
  ///   - errors: what the component wrote to its standard error; the runtime's own last message is
  ///     taken from it. A component can forge it, so it is shown, never believed.
  package func locate(
    _ counters: [UInt64], in program: BuiltProgram, errors: [UInt8] = []
  ) throws(ToolchainError) -> TrapLocation {
    let message = FatalMessage(in: errors)
    // A return address may already belong to the next line, or the next function.
    let addresses = counters.prefix(64).enumerated().map { index, counter in
      "0x" + String(index == 0 ? counter : counter &- 1, radix: 16)
    }
    guard !addresses.isEmpty else { return TrapLocation(frames: [], message: message) }
    var run = run
    run.readable = [program.executable]
    let text = try run.text(
      of: run.toolchain.symbolizer,
      ["--obj=" + program.executable, "--inlines", "--no-demangle"] + addresses)
    return TrapLocation(frames: SymbolizerOutput.frames(in: text), message: message)
  }
}
