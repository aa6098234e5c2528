import Glibc
import Testing

@testable import Sandbox

extension SandboxTests {
  @Suite struct ComponentInstanceTests {
    @Test("what is sent comes back from an echo, frame by frame", arguments: Machine.levels)
    func echo(level: IsolationLevel) throws {
      let run = try Machine.run(at: level)
      defer { run.close() }
      let instance = try Components.start(.echo, "first", in: run)
      #expect(instance.nextReply() == "first")
      for round in 0..<200 {
        #expect(instance.send(Array("frame \(round)".utf8), wallMilliseconds: 10_000))
        #expect(instance.nextReply() == "frame \(round)")
      }
      #expect(instance.kill().ending == .signaled(SIGKILL))
    }

    @Test("many instances of one run are alive at once, each with its own state")
    func manyInstances() throws {
      let run = try Machine.run(at: .landlock)
      defer { run.close() }
      let instances = try (0..<40).map { try Components.start(.echo, "\($0)", in: run) }
      for (number, instance) in instances.enumerated().reversed() {
        #expect(instance.nextReply() == "\(number)")
      }
      #expect(instances[7].kill().ending == .signaled(SIGKILL))
      #expect(instances[8].send([65], wallMilliseconds: 10_000))
      #expect(instances[8].nextReply() == "A")
    }

    @Test("an exit code is reported with what was printed", arguments: Machine.levels)
    func exitCode(level: IsolationLevel) throws {
      let run = try Machine.run(at: level)
      defer { run.close() }
      let report = try Components.start(.exit, "3", in: run).repliesUntilEnd().report
      #expect(report.ending == .exited(3))
      #expect(report.errors.bytes == Array("bye".utf8))
      #expect(report.maxResidentBytes > 0)
    }

    @Test("a fault is reported as its signal", arguments: Machine.levels)
    func fault(level: IsolationLevel) throws {
      let run = try Machine.run(at: level)
      defer { run.close() }
      let report = try Components.start(.fault, in: run).repliesUntilEnd().report
      #expect(report.ending == .signaled(SIGSEGV))
    }

    @Test("what was printed before a reply is there when the reply is", arguments: Machine.levels)
    func printBeforeReply(level: IsolationLevel) throws {
      let run = try Machine.run(at: level)
      defer { run.close() }
      let instance = try Components.start(.printThenReply, in: run)
      #expect(instance.nextReply() == "replied")
      #expect(instance.output.bytes == Array("printed".utf8))
    }

    @Test(
      "a silent process is stalled, and still there until it is killed", arguments: Machine.levels)
    func stalled(level: IsolationLevel) throws {
      let run = try Machine.run(at: level)
      defer { run.close() }
      let instance = try Components.start(.pause, in: run)
      #expect(instance.receive(wallMilliseconds: 30) == .stalled)
      #expect(instance.receive(wallMilliseconds: 30) == .stalled)
      let report = instance.kill()
      #expect(report.ending == .signaled(SIGKILL))
      #expect(instance.receive(wallMilliseconds: 30) == .ended(report))
      #expect(instance.kill() == report)
      #expect(!instance.send([1], wallMilliseconds: 30))
    }

    @Test("a reply that nobody received is kept when the process is killed")
    func unreceived() throws {
      let run = try Machine.run(at: .landlock)
      defer { run.close() }
      let instance = try Components.start(.replyThenPause, in: run)
      #expect(instance.receive(wallMilliseconds: 10_000) == .bytes(Array("half".utf8)))
      // The second reply is in the pipe when the echo has answered; it is left there.
      let second = try Components.start(.echo, "first", in: run)
      #expect(second.nextReply() == "first")
      #expect(second.send(Array("second".utf8), wallMilliseconds: 10_000))
      var reply = pollfd(fd: second.replyNumber, events: Int16(POLLIN), revents: 0)
      #expect(poll(&reply, 1, 10_000) == 1)
      second.kill()
      #expect(second.unreceived == Array("second".utf8))
    }

    @Test("a process that never reads makes a large frame fail, not the grader hang")
    func deaf() throws {
      let run = try Machine.run(at: .landlock)
      defer { run.close() }
      let instance = try Components.start(.deaf, in: run)
      #expect(!instance.send([UInt8](repeating: 1, count: 1 << 20), wallMilliseconds: 100))
      #expect(instance.kill().ending == .signaled(SIGKILL))
    }

    @Test("a frame larger than a pipe reaches a process that reads")
    func largeFrame() throws {
      let run = try Machine.run(at: .landlock)
      defer { run.close() }
      let instance = try Components.start(.printThenReply, in: run)
      #expect(instance.nextReply() == "replied")
      #expect(instance.send([UInt8](repeating: 1, count: 1 << 20), wallMilliseconds: 10_000))
      #expect(instance.kill().ending == .signaled(SIGKILL))
    }
  }
}
