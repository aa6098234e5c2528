import Foundation
import TestSupport
import Testing

/// The launcher, with stand-ins for everything that is slow.
@Suite struct LauncherTests {
  @Test("a first start builds, makes the kit, and becomes the binary with all its arguments")
  func first() throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      let outcome = try clone.launcher(
        ["grade", "a b", "--", "--no-install", "*"], ["WAIT": "0.5"]
      ).run()
      #expect(outcome.code == 7)
      let lines = outcome.output.split(separator: "\n").map(String.init)
      #expect(lines[0] == "root=\(clone.root)")
      #expect(lines[1].hasPrefix("kit=\(clone.root)/.build/kit/"))
      #expect(
        Array(lines[2...]) == [
          "swiftc=\(clone.bin)/swiftc", "in=\(folder.path)", "lock=0", "grade", "a b", "--",
          "--no-install", "*",
        ])
      #expect(outcome.errors.contains("Building edalab: 25 %"))
      #expect(try clone.calls().contains("swift build"))
    }
  }

  @Test("the kit holds what the design says, and learners see one module")
  func kit() throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      let outcome = try clone.launcher().run()
      try #require(outcome.code == 7, "\(outcome.errors)")
      let kit = folder["my clone/.build/kit/current"]
      #expect(try contents(kit) == ["bin", "checker", "kit.txt", "learner"])
      #expect(try contents(kit + "/learner") == ["EDARuntime.swiftmodule", "libEDARuntime.a"])
      #expect(try contents(kit + "/bin") == ["edalab", "edalab-box"])
      #expect(try contents(kit + "/checker/include") == ["CSandbox.h", "module.modulemap"])
      let names = FakeTools.modules.flatMap { ["\($0).swiftmodule", "lib\($0).a"] } + ["include"]
      #expect(try contents(kit + "/checker") == names.sorted())
      let link = try FileManager.default.destinationOfSymbolicLink(atPath: kit)
      #expect(link.count == 64)
      let text = try folder.text(of: "my clone/.build/kit/current/kit.txt")
      #expect(
        text == "\(link)\nSwift version 6.3.1 (swift-6.3.1-RELEASE)\nedalab\n")
    }
  }

  @Test("a later start calls neither compiler nor package manager")
  func later() throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      _ = try clone.launcher().run()
      _ = try clone.calls()
      let outcome = try clone.launcher(["status"]).run()
      #expect(outcome.code == 7)
      #expect(outcome.errors.isEmpty)
      #expect(try clone.calls().isEmpty)
    }
  }

  @Test(
    "a change of a source, the manifest or the compiler builds again",
    arguments: ["my clone/Sources/EDARuntime/A.swift", "my clone/Package.swift", "bin/swiftc"])
  func changed(file: String) throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      let before = try clone.launcher().run().output
      _ = try clone.calls()
      let text = file == "bin/swiftc" ? FakeTools.compiler("6.4") : "let b = 2\n"
      try clone.program(text, at: file)
      let after = try clone.launcher().run()
      #expect(after.code == 7)
      #expect(after.output != before)
      #expect(try clone.calls().contains("swift build"))
    }
  }

  @Test(
    "a new, a removed and an old file moved into place are noticed, a touched one builds nothing")
  func noticed() throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      _ = try clone.launcher().run()
      let old = try folder.write("let c = 3\n", to: "old.swift")
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: old)
      try FileManager.default.moveItem(
        atPath: old, toPath: clone.root + "/Sources/EDARuntime/C.swift")
      try expectCalls(clone, build: true)
      try FileManager.default.removeItem(atPath: clone.root + "/Sources/EDARuntime/C.swift")
      try expectCalls(clone, build: false)
      try folder.write("let a = 1\n", to: "my clone/Sources/EDARuntime/A.swift")
      try expectCalls(clone, build: false)
    }
  }

  /// Going back to sources that a kept kit was made from takes that kit.
  private func expectCalls(_ clone: FakeClone, build: Bool) throws {
    _ = try clone.calls()
    #expect(try clone.launcher().run().code == 7)
    #expect(try clone.calls().contains("swift build") == build)
    #expect(try clone.launcher().run().code == 7)
    #expect(try clone.calls().isEmpty)
  }

  @Test("it starts through a symlink, from a shell, and without a home")
  func ways() throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      try FileManager.default.createSymbolicLink(
        atPath: folder["second"], withDestinationPath: "my clone/edalab")
      try FileManager.default.createSymbolicLink(
        atPath: folder["first"], withDestinationPath: folder["second"])
      #expect(try clone.launcher(program: "./first").run().code == 7)
      #expect(
        try clone.launcher(program: "first", ["PATH": "\(clone.bin):\(folder.path):/usr/bin:/bin"])
          .run().code == 7)
      #expect(try clone.launcher(["first", "x"], program: "sh", ["HOME": ""]).run().code == 7)
    }
  }

  @Test("a compiler that fails is shown with its errors and the log, and the next start goes on")
  func failure() throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      let outcome = try clone.launcher([], ["FAIL": "1"]).run()
      #expect(outcome.code == 70)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains("error: cannot find 'x' in scope"))
      #expect(!outcome.errors.contains("Compiling"))
      #expect(outcome.errors.contains("the whole log is \(clone.root)/.build/build.log"))
      #expect(try clone.launcher().run().code == 7)
    }
  }

  @Test("without a toolchain, or with an old one, it says what it wants and where it looked")
  func toolchain() throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder, version: "6.2")
      let script = try folder.text(of: "my clone/Scripts/build")
        .replacing("/opt/swift/usr/bin /usr/local/swift/usr/bin /usr/libexec/swift/bin", with: "")
      try clone.program(script, at: "my clone/Scripts/build")
      let outcome = try clone.launcher().run()
      #expect(outcome.code == 69)
      #expect(outcome.errors.contains("version 6.3 or newer"))
      #expect(outcome.errors.contains(clone.bin))
      #expect(outcome.errors.contains("found: Swift version 6.2"))
    }
  }
}

private func contents(_ folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}
