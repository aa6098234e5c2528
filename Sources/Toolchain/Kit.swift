/// The folder of prebuilt modules that the launcher makes: one half for learners, one for checkers.
///
/// `kit.txt` holds the kit's digest on its first line and the compiler's version line on its
/// second: a `.swiftmodule` can be read only by the compiler that wrote it.
package struct Kit: Sendable, Hashable {
  /// Absolute.
  package let path: String
  package let digest: String
  package let compilerVersion: String

  /// The only modules a submission can import besides the toolchain's own: `EDARuntime`.
  package var learner: String { path + "/learner" }
  /// Every module that a checker may import, with their archives.
  package var checker: String { path + "/checker" }
  package var box: String { path + "/bin/edalab-box" }

  /// Reads `kit.txt`.
  package init(path: String) throws(ToolchainError) {
    let file = path + "/kit.txt"
    let bytes = try Files.read(file, atMost: 64 << 10)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard path.hasPrefix("/"), lines.count >= 2 else {
      throw ToolchainError(.kitUnreadable, path: file)
    }
    self.path = path
    digest = String(lines[0])
    compilerVersion = String(lines[1])
  }

  /// Refuses a kit that this compiler cannot read.
  func check(against toolchain: SwiftToolchain) throws(ToolchainError) {
    guard toolchain.version == compilerVersion else {
      throw ToolchainError(.kitFromOtherCompiler, path: path, detail: compilerVersion)
    }
  }
}
