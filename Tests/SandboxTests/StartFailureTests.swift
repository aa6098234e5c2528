import Glibc
import TestSupport
import Testing

@testable import Sandbox

extension SandboxTests {
  @Suite struct StartFailureTests {
    @Test(
      "a component that is not there is an error of the execute step", arguments: Machine.levels)
    func missingComponent(level: IsolationLevel) throws {
      let expected = SandboxError(
        .startFailed, step: .execute, errorNumber: ENOENT, detail: "/nowhere/component")
      #expect(throws: expected) {
        _ = try Machine.run(at: level, component: "/nowhere/component")
      }
    }

    @Test("a file that is no program fails at the execute step", arguments: Machine.levels)
    func notAProgram(level: IsolationLevel) throws {
      try withTemporaryFolder { folder in
        let path = try folder.write("no program", to: "component", mode: 0o755)
        let run = try Machine.run(at: level, component: path)
        defer { run.close() }
        #expect(throws: SandboxError(.startFailed, step: .execute, errorNumber: ENOEXEC)) {
          _ = try run.startInstance()
        }
        // The box is not harmed by it.
        #expect(throws: SandboxError(.startFailed, step: .execute, errorNumber: ENOEXEC)) {
          _ = try run.startInstance()
        }
      }
    }

    @Test("a working directory that is not there fails at the directory step")
    func missingDirectory() throws {
      var program = Confinement.component(Components.path, limits: .run)
      program.workingDirectory = "/nowhere"
      let run = try SandboxedRun(program, isolation: Machine.isolation(.landlock))
      defer { run.close() }
      #expect(throws: SandboxError(.startFailed, step: .directory, errorNumber: ENOENT)) {
        _ = try run.startInstance()
      }
    }

    @Test("an order that names an absent path fails at the landlock step")
    func absentPath() throws {
      var program = Confinement.component(Components.path, limits: .run)
      program.readable = ["/nowhere"]
      #expect(throws: SandboxError(.startFailed, step: .landlock, errorNumber: ENOENT)) {
        _ = try SandboxedRun(program, isolation: Machine.isolation(.landlock))
      }
    }

    @Test("a box that is not there is named", arguments: Machine.levels)
    func missingBox(level: IsolationLevel) throws {
      #expect(throws: SandboxError(.boxMissing, errorNumber: ENOENT, detail: "/nowhere/box")) {
        _ = try Isolation.detect(boxPath: "/nowhere/box", atMost: level)
      }
    }

    @Test(
      "what bubblewrap printed is in the error", .enabled(if: Machine.levels.contains(.namespaces)))
    func bubblewrapFails() throws {
      var program = Confinement.component(Components.path, limits: .run)
      program.readable = ["/nowhere"]
      let error = #expect(throws: SandboxError.self) {
        _ = try SandboxedRun(program, isolation: Machine.isolation(.namespaces))
      }
      #expect(error?.code == .boxLost)
      #expect(error?.detail.contains("/nowhere") == true)
    }
  }
}
