import Glibc
import TestSupport
import Testing

@testable import Sandbox

extension SandboxTests {
  @Suite struct RunFolderTests {
    @Test("an ordinary user executes a program where it lies")
    func ordinaryUser() throws {
      let folder = RunFolder(user: nil)
      #expect(try folder.reachable("/root/nowhere", as: "component") == "/root/nowhere")
    }

    @Test("a program that everyone reaches is executed where it lies")
    func reachable() throws {
      let folder = RunFolder(user: 1234)
      #expect(try folder.reachable("/bin/sh", as: "component") == "/bin/sh")
    }

    @Test("the folder of a run whose process is gone is removed, that of a living one is not")
    func stale() throws {
      // No process has the largest number: those of this machine are below 2^22.
      let stale = "/tmp/edalab-run-4194304-\(getpid())"
      let living = "/tmp/edalab-run-\(getpid())-living"
      let other = "/tmp/edalab-run-other"
      for folder in [stale, living, other] {
        mkdir(folder, 0o700)
        close(open(folder + "/component", O_WRONLY | O_CREAT, 0o600))
      }
      ScratchFolder.removeStaleRuns()
      #expect(access(stale, F_OK) != 0)
      for folder in [living, other] {
        #expect(access(folder + "/component", F_OK) == 0)
        unlink(folder + "/component")
        rmdir(folder)
      }
    }

    @Test(
      "root's hidden program runs from a folder of the run, which is gone afterwards",
      .enabled(if: UnprivilegedUser.isNeeded), arguments: Machine.levels)
    func hiddenProgram(level: IsolationLevel) throws {
      try Machine.withOwnComponent { component in
        // Two ways of hiding: the folder above it, and the program's own mode, which needs a copy.
        let above = String(component.dropLast("/component".count))
        chmod(above, 0o700)
        for mode in [mode_t(0o755), 0o700] {
          chmod(component, mode)
          let before = Machine.names(in: "/tmp", startingWith: "edalab-run-")
          let run = try Machine.run(at: level, component: component)
          #expect(try Components.start(.echo, "x", in: run).nextReply() == "x")
          run.close()
          #expect(
            Machine.names(in: "/tmp", startingWith: "edalab-run-").subtracting(before).isEmpty)
        }
        var facts = stat()
        #expect(stat(component, &facts) == 0)
        #expect(facts.st_uid == 0)
        #expect(facts.st_nlink == 1)
      }
    }
  }
}

extension Machine {
  static func names(in folder: String, startingWith prefix: String) -> Set<String> {
    guard let opened = opendir(folder) else { return [] }
    defer { closedir(opened) }
    var names: Set<String> = []
    while let entry = readdir(opened) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(prefix) { names.insert(name) }
    }
    return names
  }
}
