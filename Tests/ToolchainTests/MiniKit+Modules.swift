import Foundation
import TestSupport
import Testing

@testable import Toolchain

extension MiniKit {
  static func write(_ text: String, to path: String) throws {
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  /// `learner`: EDARuntime alone. `checker`: EDARuntime, Brokers, and GraderKit over a C module.
  static func compileModules(in kit: String, with toolchain: SwiftToolchain) throws {
    try write(runtime, to: kit + "/src/EDARuntime.swift")
    try write("public let secretAnswer = 42\n", to: kit + "/src/Brokers.swift")
    try write(grader, to: kit + "/src/GraderKit.swift")
    try write("int box_answer(void) { return 7; }\n", to: kit + "/src/CSandbox.c")
    try write("int box_answer(void);\n", to: kit + "/checker/include/CSandbox.h")
    try write(
      "module CSandbox { header \"CSandbox.h\" export * }\n",
      to: kit + "/checker/include/module.modulemap")
    let bin = toolchain.root + "/bin/"
    try compile("EDARuntime", into: "learner", of: kit, with: toolchain)
    for module in ["EDARuntime", "Brokers", "GraderKit"] {
      try compile(module, into: "checker", of: kit, with: toolchain)
    }
    try run(bin + "clang", ["-c", "src/CSandbox.c", "-o", "src/CSandbox.o"], in: kit)
    try run(bin + "llvm-ar", ["rcs", "checker/libCSandbox.a", "src/CSandbox.o"], in: kit)
  }

  private static func compile(
    _ module: String, into half: String, of kit: String, with toolchain: SwiftToolchain
  ) throws {
    try run(
      toolchain.compiler,
      [
        "-O", "-wmo", "-swift-version", "6", "-parse-as-library", "-static", "-emit-library",
        "-emit-module", "-module-name", module, "-package-name", "edalab", "-I",
        kit + "/checker/include", "-emit-module-path", "\(kit)/\(half)/\(module).swiftmodule", "-o",
        "\(kit)/\(half)/lib\(module).a", "\(kit)/src/\(module).swift",
      ], in: kit)
  }

  private static func run(_ program: String, _ arguments: [String], in folder: String) throws {
    var child = ChildProcess(program, arguments)
    child.folder = folder
    let outcome = try child.run()
    try #require(outcome.end == .exit(0), "\(outcome.errors)")
  }

  private static let grader = """
    internal import CSandbox
    package func verdict() -> Int { Int(box_answer()) }
    """

  /// Calls the component with each argument, and reports a trap as the real host does, with the
  /// return addresses behind the program counter.
  private static let runtime = """
    internal import Glibc
    public func host(_ answer: (String) -> Int) {
      var action = sigaction()
      action.__sigaction_handler.sa_sigaction = report
      action.sa_flags = SA_SIGINFO
      for signal in [SIGILL, SIGTRAP] { sigaction(signal, &action, nil) }
      for argument in CommandLine.arguments.dropFirst() { print(answer(argument)) }
    }
    private func report(
      _ signal: Int32, _ info: UnsafeMutablePointer<siginfo_t>?, _ context: UnsafeMutableRawPointer?
    ) {
      let machine = context!.assumingMemoryBound(to: ucontext_t.self).pointee.uc_mcontext
      #if arch(x86_64)
        let counter = UInt(bitPattern: Int(machine.gregs.16))
        var frame = UInt(bitPattern: Int(machine.gregs.10))
      #else
        let counter = UInt(machine.pc)
        var frame = UInt(machine.regs.29)
      #endif
      var text = "edalab-trap " + String(counter, radix: 16)
      for _ in 0..<40 where frame & 7 == 0 && frame != 0 {
        let record = UnsafePointer<UInt>(bitPattern: frame)!
        text += " " + String(record[1], radix: 16)
        guard record[0] > frame else { break }
        frame = record[0]
      }
      text += "\\n"
      _ = write(2, text, text.utf8.count)
      _exit(42)
    }
    """
}
