import Foundation
import Glibc
import TestSupport
import Testing

/// A machine that keeps its packages as git repositories of root's: who may read them in a build.
@Suite struct MirrorTests {
  /// A clone whose manifest names a package, and a home whose git finds it in `mirrors`.
  ///
  /// The stand-in for the package manager asks git for the package, as the real one does.
  private struct Machine {
    let clone: FakeClone
    let home: String

    init(in folder: TemporaryFolder) throws {
      clone = try FakeClone(in: folder)
      home = folder["home"]
      try folder.write(
        "let url = \"https://packages.example/some/one\"\n", to: "my clone/Package.swift")
      try folder.write(
        """
        [user]
        \tname = Somebody
        [url "\(folder["mirrors"])/"]
        \tinsteadOf = https://packages.example/

        """, to: "home/.gitconfig")
      let ask =
        "#!/bin/bash\n"
        + "git config --global --includes user.name >>\"$LOG\"\n"
        + "git config --global --includes --get-all safe.directory >>\"$LOG\"\n"
        + "git ls-remote https://packages.example/some/one >&2 || exit 1\n"
      try clone.program(
        FakeTools.packageManager.replacing("#!/bin/bash\n", with: ask), at: "bin/swift")
      let make = ChildProcess("git", ["init", "-q", "--bare", folder["mirrors/some/one.git"]])
      guard try make.run().code == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// What git is told of a machine's settings must not come from the machine that tests.
    func start(_ environment: [String: String] = [:], as user: UInt32? = nil) -> ChildProcess {
      var child = clone.launcher(
        [], ["HOME": home, "GIT_CONFIG_NOSYSTEM": "1"].merging(environment) { $1 })
      guard let user else { return child }
      child.arguments =
        ["--reuid", "\(user)", "--regid", "\(user)", "--clear-groups"]
        + [child.program]
      child.program = "setpriv"
      return child
    }
  }

  /// A user whom the machine has not: nobody needs an account for this.
  private static let stranger: UInt32 = 64_317

  private static let isRoot = geteuid() == 0

  /// Lets the launcher believe that it is somebody's, and that what is ours is root's.
  private func pretend(_ machine: Machine) throws {
    try machine.clone.program("#!/bin/sh\necho \(Self.stranger)\n", at: "bin/id")
    let me = "\(geteuid())"
    try machine.clone.program(
      "#!/bin/bash\nexec /usr/bin/find \"${@/#root/\(me)}\"\n", at: "bin/find")
  }

  @Test("a build's git is told of root's mirrors, besides the user's own settings, which stay")
  func told() throws {
    try withTemporaryFolder { folder in
      let machine = try Machine(in: folder)
      try pretend(machine)
      try FileManager.default.createSymbolicLink(
        atPath: folder["mirrors/some/other.git"], withDestinationPath: "one.git")
      try folder.write("", to: "mirrors/some/no-repository/HEAD")
      let settings = try folder.text(of: "home/.gitconfig")
      let outcome = try machine.start().run()
      #expect(outcome.code == 7, "\(outcome.errors)")
      let calls = try machine.clone.calls()
      #expect(calls.contains("Somebody"))
      let told = Set(calls.filter { $0.hasPrefix("/") })
      #expect(
        told == [folder["mirrors/some/one.git"], folder["mirrors/some/other.git"]])
      #expect(try folder.text(of: "home/.gitconfig") == settings)
      #expect(!folder.has("home/.config"))
    }
  }

  @Test("settings of the user's in another place are kept, too", arguments: ["XDG", "GIT"])
  func elsewhere(kind: String) throws {
    try withTemporaryFolder { folder in
      let machine = try Machine(in: folder)
      try pretend(machine)
      try folder.write("[user]\n\temail = some@where.example\n", to: "settings/git/config")
      let text = try folder.text(of: "bin/swift").replacing("user.name", with: "user.email")
      try machine.clone.program(text, at: "bin/swift")
      try FileManager.default.removeItem(atPath: folder["home/.gitconfig"])
      let rewrite = "[url \"\(folder["mirrors"])/\"]\n\tinsteadOf = https://packages.example/\n"
      let all = try folder.text(of: "settings/git/config") + rewrite
      try folder.write(all, to: "settings/git/config")
      let environment =
        kind == "XDG"
        ? ["XDG_CONFIG_HOME": folder["settings"]]
        : ["GIT_CONFIG_GLOBAL": folder["settings/git/config"]]
      let outcome = try machine.start(environment).run()
      #expect(outcome.code == 7, "\(outcome.errors)")
      let calls = try machine.clone.calls()
      #expect(calls.contains("some@where.example"))
      #expect(calls.contains(folder["mirrors/some/one.git"]))
    }
  }

  @Test("a repository that is not root's, or of no package's host, is not trusted")
  func narrow() throws {
    try withTemporaryFolder { folder in
      let machine = try Machine(in: folder)
      try pretend(machine)
      // Nobody's numbers: whoever runs this test, the repository is somebody else's then.
      try machine.clone.program(
        "#!/bin/bash\nexec /usr/bin/find \"${@/#root/1999999999}\"\n", at: "bin/find")
      #expect(try machine.start().run().code == 7)
      #expect(try !machine.clone.calls().contains { $0.hasPrefix("/") })

      try pretend(machine)
      try folder.write(
        "let url = \"https://elsewhere.example/some/one\"\n", to: "my clone/Package.swift")
      #expect(try machine.start().run().code == 7)
      let calls = try machine.clone.calls()
      #expect(calls.contains("swift build"))
      #expect(!calls.contains { $0.hasPrefix("/") })
    }
  }

  @Test(
    "another user than root builds from root's mirrors, and git really refuses somebody else's",
    .enabled(if: isRoot, "only root can start a build as somebody else"))
  func really() throws {
    try withTemporaryFolder { folder in
      let machine = try Machine(in: folder)
      let give = ChildProcess(
        "chown", ["-R", "\(Self.stranger)", machine.clone.root, machine.home])
      #expect(try give.run().code == 0)
      let cache = ["XDG_CACHE_HOME": machine.home + "/cache"]
      let built = try machine.start(cache, as: Self.stranger).run()
      #expect(built.code == 7, "\(built.errors)")

      let other = ChildProcess("chown", ["-R", "\(Self.stranger + 1)", folder["mirrors"]])
      #expect(try other.run().code == 0)
      try machine.clone.program("let a = 2\n", at: "my clone/Sources/EDARuntime/A.swift")
      let refused = try machine.start(cache, as: Self.stranger).run()
      #expect(refused.code == 70)
      let log = try folder.text(of: "my clone/.build/build.log")
      #expect(log.contains("dubious ownership"), "\(log)")
    }
  }
}
