import Foundation
import TestSupport
import Testing

/// What may happen to a launcher: missing packages, a clone of others, a kill, a second start.
@Suite struct LauncherFaultTests {
  @Test(
    "missing packages are named first, and --no-install installs nothing", arguments: [0, 1, 2])
  func noInstall(form: Int) throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      try clone.program("#!/bin/sh\nexit 1\n", at: "bin/pkg-config")
      try clone.program("#!/bin/sh\necho apt-get >>\"$LOG\"\n", at: "bin/apt-get")
      let arguments = [["--no-install", "status"], ["status", "--no-install"], ["status"]][form]
      let outcome = try clone.launcher(arguments, form == 2 ? ["EDALAB_NO_INSTALL": "1"] : [:])
        .run()
      #expect(outcome.code == 69)
      #expect(outcome.errors.contains("apt-get install -y libsqlite3-dev libcmark-dev"))
      #expect(try !clone.calls().contains("apt-get"))
    }
  }

  @Test("otherwise they are installed, and the build goes on")
  func install() throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      try clone.program("#!/bin/sh\n[ -e \"$LOG.apt\" ]\n", at: "bin/pkg-config")
      let apt = "#!/bin/sh\necho \"apt-get $*\" >>\"$LOG\"\n: >\"$LOG.apt\"\n"
      try clone.program(apt, at: "bin/apt-get")
      try clone.program("#!/bin/sh\nexec \"$@\"\n", at: "bin/sudo")
      let outcome = try clone.launcher().run()
      #expect(outcome.code == 7)
      #expect(outcome.errors.contains("Installing them with: "))
      let calls = try clone.calls().filter { $0.hasPrefix("apt-get") }
      #expect(calls == ["apt-get update", "apt-get install -y libsqlite3-dev libcmark-dev"])
    }
  }

  @Test("an installation that fails ends with its last words and 69")
  func failedInstall() throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      try clone.program("#!/bin/sh\nexit 1\n", at: "bin/pkg-config")
      let apt = "#!/bin/sh\necho 'E: Unable to locate package'\nexit 100\n"
      try clone.program(apt, at: "bin/apt-get")
      try clone.program("#!/bin/sh\nexec \"$@\"\n", at: "bin/sudo")
      let outcome = try clone.launcher().run()
      #expect(outcome.code == 69)
      #expect(outcome.errors.contains("E: Unable to locate package"))
    }
  }

  @Test("two starts at once build once, and the second says that it waits")
  func twice() throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      let script = "\"$0\" first & \"$0\" second; echo code $?; wait $!; echo code $?"
      let child = clone.launcher(
        ["-c", script, clone.root + "/edalab"], program: "sh", ["WAIT": "2"])
      let outcome = try child.run()
      #expect(outcome.output.split(separator: "\n").filter { $0 == "code 7" }.count == 2)
      #expect(outcome.errors.components(separatedBy: "waiting for it").count == 2)
      #expect(
        try clone.calls().filter { $0 == "swift build" }.count == 2, "one build, two products")
    }
  }

  @Test("after a start that was killed half-way the next one is clean")
  func killed() throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      var slow = clone.launcher([], ["WAIT": "2"])
      slow.limit = .milliseconds(700)
      #expect(try slow.run().end == .timeout)
      try folder.write("junk", to: "my clone/.build/kit/.part-0000/bin/edalab")
      let outcome = try clone.launcher(["x"]).run()
      #expect(outcome.code == 7)
      #expect(!folder.has("my clone/.build/kit/.part-0000"))
    }
  }

  @Test("an interrupt ends the build whole, with 130")
  func interrupted() throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      let script = "\"$0\" & sleep 1; kill -TERM $!; wait $!"
      let child = clone.launcher(
        ["-c", script, clone.root + "/edalab"], program: "sh", ["WAIT": "30"])
      let outcome = try child.run()
      #expect(outcome.code == 130)
      #expect(outcome.errors.contains("Stopped"))
      let next = try clone.launcher().run()
      #expect(next.code == 7)
      #expect(!next.errors.contains("waiting"), "nothing of the first build is left")
    }
  }

  @Test("a clone that cannot be written to is built in the cache folder")
  func cache() throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      // A file where the folder should be is unwritable for everybody, root too.
      try folder.write("", to: "my clone/.build", mode: 0o444)
      let script = try folder.text(of: "my clone/edalab")
        .replacing("if [ -w \"$base\" ] ||", with: "if [ -d \"$base\" ] ||")
      try clone.program(script, at: "my clone/edalab")
      let outcome = try clone.launcher([], ["XDG_CACHE_HOME": folder["cache"]]).run()
      #expect(outcome.code == 7)
      #expect(outcome.output.contains("kit=\(folder["cache"])/edalab/"))
      _ = try clone.calls()
      #expect(try clone.launcher([], ["XDG_CACHE_HOME": folder["cache"]]).run().code == 7)
      #expect(try clone.calls().isEmpty)
    }
  }

  @Test("a start that may not build says so")
  func noBuild() throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      let outcome = try clone.launcher([], ["EDALAB_NO_BUILD": "1"]).run()
      #expect(outcome.code == 69)
      #expect(try !clone.calls().contains("swift build"))
    }
  }

  @Test("on a terminal one line moves, and no escape sequence is used")
  func terminal() throws {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      let command = "'\(clone.root)/edalab'; echo code $?"
      let child = clone.launcher(
        ["-qec", command, "/dev/null"], program: "script", ["WAIT": "1", "TERM": "xterm"])
      let output = try child.run().output
      #expect(output.contains("code 7"))
      #expect(output.split(separator: "\r").filter { $0.hasPrefix("Building edalab") }.count > 2)
      #expect(!output.contains("\u{1B}"))
      #expect(!output.contains("Building edalab: "))
    }
  }
}
