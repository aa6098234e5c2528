import Glibc
import TestSupport

@testable import Sandbox

/// What this machine can do, found out once for all tests.
enum Machine {
  /// The box that was built beside the tests.
  static let boxPath = BuildProducts.box

  /// What `detect` finds when it may go up to each level.
  private static let found: [IsolationLevel: Isolation] = Dictionary(
    uniqueKeysWithValues: IsolationLevel.allCases.compactMap { level in
      (try? Isolation.detect(boxPath: boxPath, atMost: level)).map { (level, $0) }
    })

  /// The levels that hold here; the tests run at each that is worth its name.
  static let levels: [IsolationLevel] = [.landlock, .namespaces].filter {
    found[$0]?.level == $0
  }

  static func isolation(_ level: IsolationLevel) throws -> Isolation {
    guard let isolation = found[level] else { throw SandboxError(.boxMissing, detail: boxPath) }
    return isolation
  }

  /// A run of the C component.
  static func run(
    at level: IsolationLevel, component: String = Components.path, limits: ResourceLimits = .run
  ) throws -> SandboxedRun {
    try SandboxedRun(component: component, isolation: isolation(level), limits: limits)
  }
}

extension ComponentInstance {
  /// All replies up to the end, or what came until nothing came for ten seconds.
  func repliesUntilEnd() -> (replies: [UInt8], report: ExitReport) {
    var replies: [UInt8] = []
    while true {
      switch receive(wallMilliseconds: 10_000) {
      case .bytes(let bytes): replies += bytes
      case .ended(let report): return (replies, report)
      case .stalled: return (replies, kill())
      }
    }
  }

  /// The next bytes as text, or how it ended instead.
  func nextReply() -> String {
    switch receive(wallMilliseconds: 10_000) {
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .ended(let report): "ended: \(report.ending)"
    case .stalled: "stalled"
    }
  }
}

extension Machine {
  /// The descriptors that this process has open, apart from the one that lists them.
  static func openDescriptors() -> Int {
    (0..<1024).count { fcntl($0, F_GETFD) >= 0 }
  }

  /// A copy of the C component that no other test executes.
  static func withOwnComponent(_ body: (String) throws -> Void) throws {
    try CompiledProgram.withCopy(of: Components.path, body)
  }
}
