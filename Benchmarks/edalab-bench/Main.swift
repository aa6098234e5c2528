import Course
import Foundation
import Sandbox
import Workbench

/// `edalab-bench ROOT KIT SWIFTC CACHE ROUNDS`: prints the rows of the design's table of speed,
/// each a ratio within this one run.
@main
struct Main {
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count == 6, let rounds = Int(words[5]) else {
      FileHandle.standardError.write(
        Data("usage: edalab-bench ROOT KIT SWIFTC CACHE ROUNDS\n".utf8))
      exit(64)
    }
    let places = Places(
      course: words[1], kit: words[2], compiler: words[3], cache: words[4], data: words[4])
    let bench = try Bench(places: places)
    print("isolation level \(bench.isolation.level.rawValue), \(rounds) rounds, medians")
    print("| what | measured | compared with | ratio | target |")
    print("| --- | --- | --- | --- | --- |")
    for lab in bench.index.labs {
      try FirstVerdict(bench: bench, lab: lab, rounds: rounds).measure()
    }
    for lab in bench.index.labs {
      try CrashRate(bench: bench, lab: lab, rounds: rounds).measure()
    }
    try RuntimeCalls(bench: bench, rounds: rounds).measure()
    try Deliveries(rounds: rounds).measure()
  }
}

/// Medians and rows of the table.
enum Table {
  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted[sorted.count / 2]
  }

  static func row(
    _ what: String, _ measured: String, _ other: String, _ ratio: String, _ target: String
  ) {
    print("| \(what) | \(measured) | \(other) | \(ratio) | \(target) |")
  }

  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let time = try clock.measure(body)
    return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
  }

  static func text(_ value: Double, _ digits: Int = 2) -> String {
    String(format: "%.\(digits)f", value)
  }
}
