import EDARuntime
import GraderKit
import Results
import TestSupport
import Testing

@testable import Conductor

extension ConductorTests {
  @Suite("A checker") struct CheckerTests {
    @Test("a listing names every cell in the order of judging, and starts nothing")
    func listing() throws {
      var order = try CheckerProgram.order(component: "/nowhere/component")
      order.listOnly = true
      order.cpuSeconds = 0
      let run = try CheckerProgram.run(order)
      #expect(run.code == 0)
      let names = run.lines.compactMap { line in
        if case .listed(let name, let isExample) = line { "\(name) \(isExample)" } else { nil }
      }
      #expect(
        names == [
          "E1 true", "H1 false", "H2 false", "H3 false", "H4 false", "H5 false", "H6 false",
          "H7 false", "H8 false", "H9 false", "I1 false", "I1/duplicate false", "I1/crash false",
        ])
      guard case .finished(13, cpuMicroseconds: 0, processes: 0) = run.lines.last else {
        Issue.record("\(run.lines)")
        return
      }
      #expect(run.lines.count == 14)
    }

    @Test("an order that makes no sense is one tool fault and exit code 70")
    func nonsense() throws {
      let good = try CheckerProgram.json(try CheckerProgram.order(only: ["E1"]))
      let inputs: [(input: String, says: String)] = [
        ("", "unexpectedEnd"), ("[1]", "expected an object"), ("{}", "missing key"),
        (good + good, "trailingBytes"), (good.replacing("\"cpuSeconds\":5,", with: ""), "cpu"),
        (good.replacing("\"2a\"", with: "\"zz\""), "'zz' is no seed"),
        (good.replacing("\"2a\"", with: "\"\""), "'' is no seed"),
        (good.replacing("\"cpuSeconds\":5", with: "\"cpuSeconds\":-1"), "between 1 and 1000000"),
        (good.replacing("\"cpuSeconds\":5", with: "\"cpuSeconds\":0"), "between 1 and 1000000"),
        (
          good.replacing("\"memoryMebibytes\":512", with: "\"memoryMebibytes\":-1"),
          "between 1 and 1000000"
        ),
        (good.replacing(Puppet.path, with: "/nowhere/component"), "startFailed"),
        (good.replacing(BuildProducts.box, with: "/nowhere/box"), "boxMissing"),
      ]
      for (input, says) in inputs {
        let run = try CheckerProgram.run(input)
        #expect(run.code == 70, "\(says)")
        #expect(run.lines.count == 1)
        #expect(run.toolFaults.first?.contains(says) == true, "\(run.lines)")
      }
    }

    @Test(
      "a check that never ends, takes all memory, or traps is a tool fault that names its line",
      arguments: [
        ("H7", "computed for 1 s without asking the component anything: it never ends"),
        ("H8", "took more than 2048 MiB of memory: something in it has no bound"),
        ("H9", "trapped: the check itself has crashed"),
      ])
    func checkAtFault(check: String, says: String) throws {
      var order = try CheckerProgram.order(only: [check])
      order.checkSeconds = check == "H7" ? 1 : 20
      let run = try CheckerProgram.run(order)
      #expect(run.code == 70)
      #expect(run.cells.isEmpty)
      let text = try #require(run.toolFaults.first)
      #expect(text.hasSuffix("\(check) \(says)"))
      #expect(text.contains(#/\w+\.swift:\d+: /#))
    }

    @Test("an example that passes is told, then the end of what has no faults, then the end")
    func example() throws {
      let run = try CheckerProgram.run(try CheckerProgram.order(only: ["E1"]))
      #expect(run.code == 0)
      #expect(run.lines.count == 3)
      #expect(
        run.cells == [CellOutcome(id: "E1", fault: .none, isExample: true, verdict: .pass)])
      guard case .faultFree(let first) = run.lines[1],
        case .finished(1, let all, processes: 1) = run.lines[2]
      else {
        Issue.record("\(run.lines)")
        return
      }
      #expect(first > 0 && first <= all)
    }

    @Test("a check's name selects its cells, a cell's name that cell, and other names none")
    func selection() throws {
      func cells(_ only: String...) throws -> [String] {
        try CheckerProgram.run(try CheckerProgram.order(only: only)).cells.map(\.cell)
      }
      #expect(try cells("I1") == ["I1", "I1/duplicate", "I1/crash"])
      #expect(try cells("I1/duplicate") == ["I1/duplicate"])
      #expect(try cells("E1", "I1/crash") == ["E1", "I1/crash"])
      #expect(try cells("I", "i1", "I1/", "I1/drop", "E") == [])
    }

    @Test("the same order gives the same cells, byte for byte")
    func repeatable() throws {
      let order = try CheckerProgram.order(only: ["E1", "I1", "H3"])
      let first = try CheckerProgram.run(order)
      #expect(first.cells.count == 5)
      #expect(try CheckerProgram.run(order).cells == first.cells)
    }

    private func cell(_ id: String) throws -> CellOutcome {
      let run = try CheckerProgram.run(try CheckerProgram.order(only: [id]))
      #expect(run.code == 0)
      return try #require(run.cells.first)
    }

    @Test("a trap is a crash with counters, and with the message that Swift printed")
    func trap() throws {
      let outcome = try cell("H1")
      #expect(outcome.verdict == .crash)
      #expect(outcome.failure?.summary.hasPrefix("the component was ended by signal") == true)
      #expect(outcome.failure?.output.contains("Index out of range") == true)
      #expect(outcome.trapCounters.count > 3)
    }

    @Test("a component that leaves is a crash, and one that breaks the protocol a violation")
    func lost() throws {
      let left = try cell("H2")
      #expect(left.verdict == .crash)
      #expect(
        left.failure?.summary == "the component left (exit status 3) before the scenario ended")
      let forged = try cell("H3")
      #expect(forged.verdict == .protocol)
      #expect(
        forged.failure?.summary.hasPrefix("what the component sent is not the protocol") == true)
    }

    @Test("an answer of more than 1 MiB fails in words")
    func longAnswer() throws {
      let outcome = try cell("H4")
      #expect(outcome.verdict == .fail)
      #expect(
        outcome.failure?.actual
          == "the error the answer has 1048630 bytes; at most 1 MiB fits in one frame")
    }

    @Test("a check whose call has more than 1 MiB is the tool's fault")
    func longCall() throws {
      let outcome = try cell("H5")
      #expect(outcome.verdict == .inconclusive)
      #expect(
        outcome.toolFault?.hasSuffix("has 1048638 bytes; at most 1 MiB fits in one frame") == true)
    }

    @Test("a read of more than 1 MiB is refused in words, and the component says so")
    func longRead() throws {
      let outcome = try cell("H6")
      #expect(outcome.verdict == .fail)
      #expect(
        outcome.failure?.actual
          == "the error the answer is longer than 1 MiB; at most that fits in one frame")
    }

    @Test("a checker whose reader has gone ends by an error of its own, and its component with it")
    func readerGone() throws {
      try #require(CheckerProgram.path.hasPrefix("/"))
      try CompiledProgram.withCopy(of: Puppet.path) { component in
        try withTemporaryFolder { folder in
          try folder.write(
            try CheckerProgram.json(try CheckerProgram.order(component: component)), to: "order")
          // The reader closes its end first, and only then lets the checker start.
          let script = """
            mkfifo go
            { read -r word <go; "$0" <order; echo $? >code; } | { exec <&-; echo go >go; }
            """
          var shell = ChildProcess("sh", ["-c", script, CheckerProgram.path])
          shell.folder = folder.path
          #expect(try shell.run().code == 0)
          #expect(try folder.text(of: "code") == "74\n")
          #expect(ProcessTable.count(executing: component) == 0)
        }
      }
    }
  }
}
