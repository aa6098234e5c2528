import Foundation
import Glibc
import Synchronization

/// A small program that tests compile for themselves. It lies where the user that a sandbox runs as
/// can execute it, and is gone when the tests end.
package enum CompiledProgram {
  /// The path of the program that this C source makes; what the compiler said if it makes none.
  package static func c(_ source: String) -> String {
    compiled("/usr/bin/cc", ["-O1", "-pthread", "-w"], source: source, ending: "c")
  }

  /// The same for a Swift source, which may import modules of this package.
  package static func swift(
    _ source: String, importing modules: [String] = [], optimized isOptimized: Bool = false
  ) -> String {
    let options = [isOptimized ? "-O" : "-Onone", "-swift-version", "6", "-static-stdlib"]
    let packaged = modules.isEmpty ? [] : BuildProducts.compilerArguments(importing: modules)
    return compiled("swiftc", options + packaged, source: source, ending: "swift")
  }

  /// Calls `body` with a copy of a program that nothing else executes, in a folder of its own.
  package static func withCopy(of program: String, _ body: (String) throws -> Void) throws {
    let folder = try makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // Another process copies: what this one has open for writing, a child that some other test
    // starts meanwhile would hold open, and the copy could not be executed.
    let copy = ChildProcess("cp", [program, folder + "/component"])
    guard try copy.run().code == 0 else { throw CocoaError(.fileWriteUnknown) }
    try body(folder + "/component")
  }

  private static func makeFolder() throws -> String {
    var template = Array("/tmp/edalab-component-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    chmod(folder, 0o755)
    return folder
  }

  private static func compiled(
    _ compiler: String, _ options: [String], source: String, ending: String
  ) -> String {
    do {
      let folder = try makeFolder()
      removeAtExit(folder)
      let file = "\(folder)/main.\(ending)"
      var command = ChildProcess(compiler, options + [file, "-o", "\(folder)/component"])
      command.limit = .seconds(240)
      try source.write(toFile: file, atomically: false, encoding: .utf8)
      let outcome = try command.run()
      return outcome.code == 0 ? "\(folder)/component" : "not compiled: \(outcome.errors)"
    } catch {
      return "not compiled: \(error)"
    }
  }

  private static let folders = Mutex<[String]>([])

  private static func removeAtExit(_ folder: String) {
    let isFirst = folders.withLock { folders in
      folders.append(folder)
      return folders.count == 1
    }
    guard isFirst else { return }
    atexit {
      for folder in CompiledProgram.folders.withLock({ $0 }) {
        try? FileManager.default.removeItem(atPath: folder)
      }
    }
  }
}
