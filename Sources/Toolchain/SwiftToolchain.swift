import Glibc
package import Sandbox

/// One installed Swift toolchain, by absolute path: what a `PATH`, an alias or a dot-file says
/// about `swiftc` never matters.
package struct SwiftToolchain: Sendable, Hashable {
  /// The folder that holds `bin` and `lib`, absolute and without symbolic links.
  package let root: String
  /// The first line of what the compiler says about its version.
  package let version: String

  package var compiler: String { root + "/bin/swiftc" }
  package var symbolizer: String { root + "/bin/llvm-symbolizer" }
  package var objectDump: String { root + "/bin/llvm-objdump" }

  /// What a confined compiler must be able to read and execute, besides the system folders that the
  /// sandbox shows to every build.
  package var readable: [String] { [root] }

  /// A toolchain whose version line is already known, as the launcher's record has it.
  ///
  /// - Parameter compiler: the absolute path of `swiftc`; symbolic links are followed once, here.
  package init(compiler: String, version: String) throws(ToolchainError) {
    guard compiler.hasPrefix("/"), let resolved = realpath(SwiftToolchain.folder(of: compiler), nil)
    else { throw ToolchainError(.programMissing, path: compiler, errorNumber: errno) }
    defer { free(resolved) }
    root = SwiftToolchain.folder(of: String(cString: resolved))
    self.version = version
    for program in [self.compiler, symbolizer, objectDump] where access(program, X_OK) != 0 {
      throw ToolchainError(.programMissing, path: program, errorNumber: errno)
    }
  }

  /// A toolchain that is asked for its version, once.
  package static func asking(
    compiler: String, in isolation: Isolation
  ) throws(ToolchainError) -> SwiftToolchain {
    let unnamed = try SwiftToolchain(compiler: compiler, version: "")
    let answer = try ToolRun(toolchain: unnamed, isolation: isolation)
      .text(of: unnamed.compiler, ["--version"])
    let line = answer.split(separator: "\n").first { $0.contains("Swift version") }
    guard let line else { throw ToolchainError(.toolFailed, path: compiler, detail: answer) }
    return try SwiftToolchain(compiler: compiler, version: String(line))
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }
}
