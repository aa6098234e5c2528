public import EDARuntime
@preconcurrency internal import Glibc
public import GraderKit
internal import Sandbox
internal import Simulation

/// The main program of a lab's checker: it holds the checks, and never the component.
public enum Checker<Lab: Bridge> {
  /// Reads its order from standard input, judges, and says each outcome as soon as it is known.
  public static func main(examples: Checks<Lab>, checks: Checks<Lab>) -> Never {
    // A reader that has gone away must end the checker by an error, not by a signal half-way.
    signal(SIGPIPE, SIG_IGN)
    do {
      let order = try ValueDecoder.decode(
        CheckerOrder.self, from: try JSONParser.parse(StandardStreams.readAll()))
      try carryOut(order, examples, checks)
      exit(0)
    } catch {
      StandardStreams.say(.toolFault("\(error)"))
      exit(70)
    }
  }

  private static func carryOut(
    _ order: CheckerOrder, _ examples: Checks<Lab>, _ checks: Checks<Lab>
  ) throws {
    guard let seed = Seed(hexadecimal: order.seed) else {
      throw CheckerOrderError(description: "'\(order.seed)' is no seed")
    }
    if order.listOnly { return list(examples, checks, seed) }
    guard order.hasLimits else {
      throw CheckerOrderError(description: "a limit is not between 1 and 1000000")
    }
    CheckWatch.install(seconds: order.checkSeconds)
    let starter = try ProcessStarter(
      component: order.component, isolation: order.isolation, limits: order.limits,
      wallSeconds: order.wallSeconds)
    defer { starter.close() }
    let reference = order.reference.map { path in
      DeferredStarter {
        try ProcessStarter(
          component: path, isolation: order.isolation, limits: order.limits,
          wallSeconds: order.wallSeconds)
      }
    }
    defer { reference?.close() }
    let judge = Judge(
      examples: examples, checks: checks, seed: seed, starter: starter, reference: reference,
      explains: order.explains, crashRuns: order.crashRuns)
    if let replay = order.replay {
      StandardStreams.say(.cell(try outcome(of: replay, judge)))
      return StandardStreams.say(.finished(cells: 1, cpuMicroseconds: 0, processes: 0))
    }
    let plainCells = judge.cells.count { order.wants($0.name) && !$0.isFaulty }
    var cells = 0
    func report(_ outcome: CellOutcome) {
      cells += 1
      StandardStreams.say(.cell(outcome))
      guard cells == plainCells else { return }
      let cpu = starter.cpuMicroseconds + StandardStreams.ownCPU()
      StandardStreams.say(.faultFree(cpuMicroseconds: cpu))
    }
    judge.run(
      isWanted: { order.wants($0.name) },
      willJudge: { CheckWatch.watch("\($0.place): \($0.name)") },
      onFailure: { StandardStreams.say(.failing($0)) },
      report: report)
    StandardStreams.say(
      .finished(
        cells: cells, cpuMicroseconds: starter.cpuMicroseconds + StandardStreams.ownCPU(),
        processes: starter.startCount))
  }

  private static func outcome(
    of replay: CheckerOrder.Replay, _ judge: Judge<Lab>
  ) throws -> CellOutcome {
    guard let cell = judge.cells.first(where: { $0.name == replay.cell }) else {
      throw CheckerOrderError(description: "the lab has no check \(replay.cell) any more")
    }
    CheckWatch.watch("\(cell.place): \(cell.name)")
    guard let plan = replay.plan else {
      guard let outcome = judge.rehearse(cell) else {
        throw CheckerOrderError(description: "\(replay.cell) has no scenario")
      }
      return outcome
    }
    guard let seed = Seed(hexadecimal: replay.worldSeed) else {
      throw CheckerOrderError(description: "'\(replay.worldSeed)' is no seed")
    }
    return judge.replay(cell, plan: plan, worldSeed: seed)
  }

  private static func list(_ examples: Checks<Lab>, _ checks: Checks<Lab>, _ seed: Seed) {
    let judge = Judge(examples: examples, checks: checks, seed: seed, starter: NoStarter())
    let cells = judge.cells
    for cell in cells {
      StandardStreams.say(.listed(name: cell.name, isExample: cell.isExample))
    }
    StandardStreams.say(.finished(cells: cells.count, cpuMicroseconds: 0, processes: 0))
  }
}

/// The order makes no sense.
struct CheckerOrderError: Error, CustomStringConvertible {
  let description: String
}

/// For listings, which start nothing.
private final class NoStarter: InstanceStarter {
  func start() throws -> any RunningInstance {
    throw CheckerOrderError(description: "a listing starts no component")
  }
}

extension CheckerOrder {
  fileprivate func wants(_ cell: String) -> Bool {
    only.isEmpty
      || only.contains { $0 == cell || $0 == cell.prefix { character in character != "/" } }
  }

  /// The kernel reads a negative limit as none at all.
  fileprivate var hasLimits: Bool {
    [cpuSeconds, memoryMebibytes, outputMebibytes, wallSeconds, crashRuns, checkSeconds]
      .allSatisfy { (1...1_000_000).contains($0) }
  }

  fileprivate var limits: ResourceLimits {
    var limits = ResourceLimits.run
    limits.cpuSeconds = cpuSeconds
    limits.memoryBytes = memoryMebibytes << 20
    limits.outputBytes = outputMebibytes << 20
    return limits
  }
}

/// Whole reads and whole lines on the standard streams.
private enum StandardStreams {
  static func readAll() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(0, &buffer, buffer.count)
      if count > 0 { bytes += buffer[0..<count] } else if count == 0 || errno != EINTR { break }
    }
    return bytes
  }

  static func say(_ line: CheckerLine) {
    guard let value = try? ValueEncoder.encode(line) else { exit(70) }
    let bytes = JSONWriter.write(value) + [0x0a]
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        write(1, all.baseAddress.map { $0 + sent }, all.count - sent)
      }
      if count > 0 { sent += count } else if errno != EINTR { exit(74) }
    }
  }

  /// CPU time of the checker itself, in microseconds.
  static func ownCPU() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(0), &usage)
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1_000_000
      + Int(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
  }
}
