import EDARuntime
import GraderKit
import TestSupport
import Testing

@testable import Conductor

/// A checker of the puppet's lab, and a way to have it carry out an order.
enum CheckerProgram {
  /// The program, compiled once per test run; what the compiler said if it makes none.
  static let path = CompiledProgram.swift(
    Puppet.lab + checks,
    importing: [
      "EDARuntime", "Digests", "Results", "Simulation", "GraderKit", "Brokers", "CSandbox",
      "Sandbox", "Conductor",
    ])

  private static let checks = #"""
    import Conductor
    import GraderKit

    let puts = Scenario<Puppet>("puts") { plan in
      let node = try plan.node("puppet", setup: "")
      for number in 1...3 {
        try plan.deliver(["put", "k\(number)", "v"], to: node, atMilliseconds: Int64(number))
      }
    }

    func requireKeys(_ history: History<Puppet>) throws {
      history.saw("keys", history.store().count())
      try expect(history.store().count(), equals: 3, "three keys are in the store")
    }

    func calls(_ id: String, _ words: String...) -> Check<Puppet> {
      property(id, needs: .none) { lab in try lab.component(setup: "").call(words) }
    }

    Checker.main(
      examples: Checks(Puppet.self) {
        example("E1") { lab in
          try lab.component(setup: "").expect(["echo", "x"], equals: ["x"])
        }
      },
      checks: Checks(Puppet.self) {
        calls("H1", "trap", "9")
        calls("H2", "leave", "3")
        calls("H3", "say", "0", "PASS")
        calls("H4", "long", "1048576")
        calls("H5", "echo", String(repeating: "x", count: 1 << 20))
        property("H6", needs: .none) { lab in
          let component = try lab.component(setup: "")
          for _ in 0..<2 { try component.call(["append", "700000"]) }
          try component.call(["read"])
        }
        property("H7", needs: .none) { lab in
          var count = 1
          while count != 0 { count = count &* 3 }
          try expect(count, equals: 0, "it never gets here")
        }
        property("H8", needs: .none) { lab in
          var all: [[UInt8]] = []
          while all.count < 1_000_000 { all.append(Array(repeating: 7, count: 1 << 20)) }
          try expect(all.count, equals: 0, "it never gets here")
        }
        property("H9", needs: .none) { lab in
          let none: [Int] = []
          try expect(none[Int.random(in: 1...9, using: &lab.random)], equals: 0, "nor here")
        }
        invariant(
          "I1", of: puts, under: .duplicate, .crash(atEveryEffect: true),
          needs: .witness(keys: 3), requireKeys)
      })
    """#

  /// What a checker said, and how it ended.
  struct Run {
    let lines: [CheckerLine]
    let code: Int32?

    var cells: [CellOutcome] {
      lines.compactMap { line in if case .cell(let outcome) = line { outcome } else { nil } }
    }

    var toolFaults: [String] {
      lines.compactMap { line in if case .toolFault(let text) = line { text } else { nil } }
    }
  }

  /// An order for the puppet.
  static func order(
    only: [String] = [], component: String = Puppet.path
  ) throws -> CheckerOrder {
    CheckerOrder(
      component: component, seed: "2a", only: only, isolation: try Machine.isolation.get(),
      cpuSeconds: 5, memoryMebibytes: 512, outputMebibytes: 1)
  }

  static func json(_ order: CheckerOrder) throws -> String {
    JSONWriter.text(try ValueEncoder.encode(order))
  }

  /// Starts the checker with this text on its standard input.
  static func run(_ input: String) throws -> Run {
    try #require(path.hasPrefix("/"), "\(path)")
    var child = ChildProcess(path)
    child.environment = [:]
    child.input = input
    child.limit = .seconds(120)
    let outcome = try child.run()
    let lines = try outcome.output.split(separator: "\n").map { line in
      try ValueDecoder.decode(
        CheckerLine.self, from: try JSONParser.parse(Array(line.utf8)))
    }
    return Run(lines: lines, code: outcome.code)
  }

  static func run(_ order: CheckerOrder) throws -> Run { try run(try json(order)) }
}
