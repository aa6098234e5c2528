package import GraderKit
package import Sandbox
package import Simulation

/// What a checker is told on its standard input: one JSON object.
package struct CheckerOrder: Codable, Sendable {
  /// Path of the component's binary.
  package var component: String
  /// The run's seed in hexadecimal.
  package var seed: String
  /// Which cells to judge, by name (`H1`, `H1/crash`); empty means all. A check's name selects its
  /// cells under faults, too.
  package var only: [String]
  package var isolation: Isolation
  package var cpuSeconds: Int
  package var memoryMebibytes: Int
  package var outputMebibytes: Int
  /// The wall-clock backstop of one exchange; by default ten times the CPU limit and no less than
  /// 10 s.
  package var wallSeconds: Int
  /// In so many runs is a crash tried, all cells together.
  package var crashRuns: Int
  /// So long may a check compute without asking a component anything.
  package var checkSeconds = 10
  /// True: name the cells and judge nothing.
  package var listOnly: Bool
  /// Path of the reference solution's binary: what it answers is right. Needed to shorten the
  /// schedules of properties.
  package var reference: String?
  /// Whether the shortest schedule of each failure is looked for, and its run recorded.
  package var explains: Bool
  /// Does this run again, and judges nothing else.
  package var replay: Replay?

  /// A run to be done again, or one that was never done.
  package struct Replay: Codable, Sendable {
    package var cell: String
    package var worldSeed: String
    /// Nil: the scenario of the cell's check as it is when nothing goes wrong.
    package var plan: Plan?

    package init(_ recording: Recording) {
      cell = recording.cell
      worldSeed = recording.worldSeed
      plan = recording.plan
    }

    /// The scenario of an invariant, without faults.
    package init(scenarioOf cell: String) {
      self.cell = cell
      worldSeed = ""
    }
  }

  package init(
    component: String, seed: String, only: [String] = [], isolation: Isolation,
    cpuSeconds: Int, memoryMebibytes: Int, outputMebibytes: Int, wallSeconds: Int? = nil,
    crashRuns: Int = 2000, listOnly: Bool = false, reference: String? = nil, explains: Bool = false,
    replay: Replay? = nil
  ) {
    self.component = component
    self.seed = seed
    self.only = only
    self.isolation = isolation
    self.cpuSeconds = cpuSeconds
    self.memoryMebibytes = memoryMebibytes
    self.outputMebibytes = outputMebibytes
    self.wallSeconds = wallSeconds ?? ResourceLimits.wallSeconds(cpuSeconds: cpuSeconds)
    self.crashRuns = crashRuns
    self.listOnly = listOnly
    self.reference = reference
    self.explains = explains
    self.replay = replay
  }
}

/// What a checker says on its standard output: one JSON object a line. A checker that does not say
/// `finished` has not finished.
package enum CheckerLine: Codable, Sendable {
  case cell(CellOutcome)
  /// This cell has failed; its shortest schedule is looked for now, and its outcome follows.
  case failing(CellOutcome)
  /// In a listing: the name of a cell, and whether it is an example.
  case listed(name: String, isExample: Bool)
  /// All cells without faults are judged; the CPU time so far.
  case faultFree(cpuMicroseconds: Int)
  case finished(cells: Int, cpuMicroseconds: Int, processes: Int)
  case toolFault(String)
}
