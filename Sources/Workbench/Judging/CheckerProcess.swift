internal import Conductor
internal import EDARuntime
internal import GraderKit
internal import Sandbox

/// A lab's checker at work.
struct CheckerProcess {
  /// What the checker said at its end.
  struct Summary: Equatable {
    var cells = 0
    var cpuMicroseconds = 0
    /// Of the cells without faults.
    var faultFreeMicroseconds = 0
    var processes = 0
  }

  let executable: String

  /// Has an order carried out; tells each outcome as soon as the checker says it.
  func run(
    _ order: CheckerOrder, isCancelled: () -> Bool = { false }, onFaultFree: () -> Void = {},
    onFailing: (CellOutcome) throws -> Void = { _ in }, onCell: (CellOutcome) throws -> Void
  ) throws -> Summary {
    let process = try start(order)
    defer { process.kill() }
    var faultFree = 0
    while let line = try process.nextLine(isCancelled: isCancelled) {
      switch try decode(line) {
      case .cell(let outcome): try onCell(outcome)
      case .failing(let outcome): try onFailing(outcome)
      case .listed: continue
      case .faultFree(let cpuMicroseconds):
        faultFree = cpuMicroseconds
        onFaultFree()
      case .finished(let cells, let cpuMicroseconds, let processes):
        return Summary(
          cells: cells, cpuMicroseconds: cpuMicroseconds, faultFreeMicroseconds: faultFree,
          processes: processes)
      case .toolFault(let text): throw WorkbenchError(.checkerFailed, detail: text)
      }
    }
    throw WorkbenchError(
      .checkerFailed, detail: "the checker ended early (status \(process.wait()))")
  }

  /// The names of the cells that the checker judges, and which of them are examples.
  func cells(_ order: CheckerOrder) throws -> [(name: String, isExample: Bool)] {
    let process = try start(order)
    defer { process.kill() }
    var cells: [(name: String, isExample: Bool)] = []
    while let line = try process.nextLine() {
      if case .listed(let name, let isExample) = try decode(line) {
        cells.append((name, isExample))
      }
    }
    return cells
  }

  private func start(_ order: CheckerOrder) throws -> TrustedProcess {
    let input = JSONWriter.write(try ValueEncoder.encode(order))
    return try TrustedProcess(executable: executable, input: input)
  }

  private func decode(_ line: [UInt8]) throws -> CheckerLine {
    try ValueDecoder.decode(CheckerLine.self, from: try JSONParser.parse(line))
  }
}
