import Glibc
import TestSupport
import Testing

@testable import Sandbox

/// What a component can find out, and what is left of it.
extension SandboxTests {
  @Suite struct ContainmentTests {
    private static let canary = "canary-\(getpid())-7f3a"

    @Test(
      "a file beside the component, a file elsewhere and system secrets cannot be read",
      arguments: Machine.levels)
    func hiddenFiles(level: IsolationLevel) throws {
      try withTemporaryFolder { folder in
        let elsewhere = try folder.write(Self.canary, to: "hidden")
        let beside = Components.path.dropLast("component".count) + "main.c"
        let run = try Machine.run(at: level)
        defer { run.close() }
        for path in [elsewhere, String(beside), "/etc/passwd", "/etc/shadow", "/proc/1/environ"] {
          let reply = try Components.start(.read, path, in: run).nextReply()
          let refusals = ["Permission denied", "No such file or directory"]
          #expect(refusals.contains(reply), "\(path): \(reply)")
        }
      }
    }

    @Test("the grader's environment and memory map cannot be read", arguments: Machine.levels)
    func graderEnvironment(level: IsolationLevel) throws {
      let run = try Machine.run(at: level)
      defer { run.close() }
      for name in ["environ", "maps", "mem", "auxv"] {
        let path = "/proc/\(getpid())/\(name)"
        let reply = try Components.start(.read, path, in: run).nextReply()
        #expect(!reply.hasPrefix("read:"), "\(path)")
      }
    }

    @Test("the environment is these four variables", arguments: Machine.levels)
    func environment(level: IsolationLevel) throws {
      setenv("EDALAB_CANARY", Self.canary, 1)
      defer { unsetenv("EDALAB_CANARY") }
      let run = try Machine.run(at: level)
      defer { run.close() }
      let instance = try Components.start(.environment, in: run)
      var text = ""
      while text.filter({ $0 == "\n" }).count < 4 { text += instance.nextReply() }
      let variables = Set(text.split(separator: "\n").map(String.init))
      let expected: Set = [
        "LANG=C.UTF-8", "TZ=UTC", "MALLOC_ARENA_MAX=2", "SWIFT_BACKTRACE=enable=no",
      ]
      #expect(variables == expected)
    }

    @Test("the descriptors are 0 to 4, whatever the grader has open", arguments: Machine.levels)
    func descriptors(level: IsolationLevel) throws {
      // Without close-on-exec, as a careless library might leave it.
      let leaked = open("/etc/passwd", O_RDONLY)
      defer { close(leaked) }
      let run = try Machine.run(at: level)
      defer { run.close() }
      let instance = try Components.start(.descriptors, in: run)
      var text = ""
      while !text.contains("4 ") { text += instance.nextReply() }
      #expect(text == "0 1 2 3 4 ")
    }

    @Test("nothing can be written, not even in /tmp or /dev/shm", arguments: Machine.levels)
    func writing(level: IsolationLevel) throws {
      let run = try Machine.run(at: level)
      defer { run.close() }
      for path in ["/tmp/edalab-x", "/dev/shm/edalab-x", "/edalab-x", "edalab-x", Components.path] {
        let reply = try Components.start(.write, path, in: run).nextReply()
        #expect(reply != "wrote", "\(path)")
      }
    }

    @Test("no process is left after close, whatever they were doing", arguments: Machine.levels)
    func nothingIsLeft(level: IsolationLevel) throws {
      try Machine.withOwnComponent { component in
        let run = try Machine.run(at: level, component: component)
        let instances = try [Components.Behaviour.pause, .loop, .flood, .echo].map {
          try Components.start($0, "x", in: run)
        }
        #expect(ProcessTable.count(executing: component) == 4)
        run.close()
        run.close()
        #expect(ProcessTable.count(executing: component) == 0)
        for instance in instances { #expect(instance.kill().ending == .signaled(SIGKILL)) }
      }
    }

    @Test("no descriptor is left after close", arguments: Machine.levels)
    func noDescriptorIsLeft(level: IsolationLevel) throws {
      let before = Machine.openDescriptors()
      let rounds = 60
      for _ in 0..<rounds {
        let run = try Machine.run(at: level)
        #expect(try Components.start(.echo, "x", in: run).nextReply() == "x")
        run.close()
      }
      // Tests of other modules open and close theirs meanwhile; a leak shows in every round.
      #expect(Machine.openDescriptors() - before < rounds)
    }

    @Test("a run that is forgotten is closed")
    func forgotten() throws {
      try Machine.withOwnComponent { component in
        do {
          let run = try Machine.run(at: .landlock, component: component)
          _ = try Components.start(.pause, in: run)
        }
        #expect(ProcessTable.count(executing: component) == 0)
      }
    }
  }
}
