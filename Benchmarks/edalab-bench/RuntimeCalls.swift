import Conductor
import EDARuntime
import Foundation
import GraderKit
import Sandbox
import Simulation
import Toolchain
import Workbench

/// Runtime calls through the sandboxed pipe, against a raw pipe ping-pong of the same bytes.
struct RuntimeCalls {
  let bench: Bench
  let rounds: Int
  private let count = 20_000

  init(bench: Bench, rounds: Int) {
    self.bench = bench
    self.rounds = rounds
  }

  func measure() throws {
    let calling = try program(Self.callingMain)
    let raw = try program(Self.rawMain)
    var calls: [Double] = []
    var pings: [Double] = []
    for _ in 0..<rounds {
      pings.append(try pingPong(raw))
      calls.append(try call(calling))
    }
    let ratio = Table.median(zip(pings, calls).map { $0 / $1 })
    Table.row(
      "runtime call through the sandboxed pipe",
      Table.text(Table.median(calls) / Double(count) * 1e6) + " µs",
      "raw pipe ping-pong " + Table.text(Table.median(pings) / Double(count) * 1e6) + " µs",
      Table.text(ratio) + " of the raw rate", "at least 0.5")
  }

  private func program(_ main: String) throws -> String {
    let build = ComponentBuild(
      toolchain: bench.toolchain, kit: bench.kit, isolation: bench.isolation, cache: bench.cache)
    let built = try build.build(
      try Submission(files: [:]), interface: [:], main: main, optimization: .full)
    guard case .built(let program) = built else {
      throw WorkbenchError(.checkerFailed, detail: "a benchmark does not build: \(built)")
    }
    return program.executable
  }

  private func call(_ executable: String) throws -> Double {
    var limits = ResourceLimits.run
    limits.cpuSeconds = 60
    let starter = try ProcessStarter(
      component: executable, isolation: bench.isolation, limits: limits)
    defer { starter.close() }
    var plan = Plan()
    plan.addNode("node", setup: .object([]))
    plan.deliver(.integer(Int64(count)), to: "node", at: .start)
    var world = World(plan: plan, seed: Seed(number: 1))
    let performer = Performer(starter: starter)
    return try Table.seconds { try performer.run(&world) }
  }

  private func pingPong(_ executable: String) throws -> Double {
    let run = try SandboxedRun(
      component: executable, isolation: bench.isolation, limits: .run)
    defer { run.close() }
    let pong = try run.startInstance()
    // What a store's get and its answer weigh with their frames.
    let bytes = [UInt8](repeating: 7, count: 100)
    return Table.seconds {
      for _ in 0..<count {
        _ = pong.send(bytes, wallMilliseconds: 1000)
        _ = pong.receive(wallMilliseconds: 1000)
      }
    }
  }

  private static let rawMain = """
    import Glibc

    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(3, &bytes, 4096)
      if count <= 0 { break }
      _ = write(4, bytes, count)
    }

    """

  private static let callingMain = """
    import EDARuntime

    enum Calls: Bridge {
      typealias Component = TxStore
      struct Failure: Error, Codable {}

      static func perform(_ call: Int, on store: inout TxStore, at now: Instant) throws -> Int {
        for _ in 0..<call { _ = try store.get("seen/some-source|some-event") }
        return call
      }

      typealias Setup = NoSetup
    }

    ComponentHost<Calls>.run { _, runtime in runtime.store() }

    """
}
