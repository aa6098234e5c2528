import EDARuntime
import GraderKit
import Sandbox
import TestSupport
import Testing

@testable import Conductor

/// What this machine can do, found out once for all tests of this target.
enum Machine {
  static let isolation = Result { try Isolation.detect(boxPath: BuildProducts.box) }

  /// Limits of a lab, small enough for a test to run into them.
  static func limits(_ change: (inout ResourceLimits) -> Void = { _ in }) -> ResourceLimits {
    var limits = ResourceLimits.run
    limits.cpuSeconds = 2
    limits.memoryBytes = 512 << 20
    limits.outputBytes = 1 << 20
    change(&limits)
    return limits
  }

  static func starter(
    component: String = Puppet.path, limits: ResourceLimits = limits(), wallSeconds: Int? = 20
  ) throws -> ProcessStarter {
    try #require(component.hasPrefix("/"), "\(component)")
    return try ProcessStarter(
      component: component, isolation: try isolation.get(), limits: limits,
      wallSeconds: wallSeconds)
  }
}

/// What came of a request, for comparison.
enum Came: Equatable {
  case response(Response)
  case violation(FrameViolation)
  case ended(InstanceEnd.Reason)

  init(_ exchanged: Exchanged) {
    switch exchanged {
    case .response(let response): self = .response(response)
    case .violation(let violation): self = .violation(violation)
    case .ended(let end): self = .ended(end.reason)
    }
  }

  /// The reply to the request that was sent last.
  static func reply(_ words: String...) -> Came {
    .response(.reply(epoch: Stage.epoch, id: Stage.id, body: Stage.words(words)))
  }
}

/// One puppet on its stage: an instance that has said hello.
struct Stage {
  static let epoch = "00000000000000e1"
  static let id = "00000000000000a1"

  let starter: ProcessStarter
  let instance: any RunningInstance

  init(
    limits: ResourceLimits = Machine.limits(), wallSeconds: Int? = 20, setup: String = ""
  ) throws {
    starter = try Machine.starter(limits: limits, wallSeconds: wallSeconds)
    instance = try starter.start()
    let hello = Came(try instance.exchange(Stage.start(setup: setup)))
    try #require(hello == .response(.hello(epoch: Stage.epoch)))
  }

  static func start(setup: String = "") -> Request {
    .start(epoch: epoch, hashSeed: 1, randomSeed: 2, setup: .string(setup))
  }

  static func words(_ words: [String]) -> JSONValue { .array(words.map(JSONValue.string)) }

  static func call(_ words: [String]) -> Request {
    .call(id: id, now: Instant(milliseconds: 7), body: Stage.words(words))
  }

  /// Has the puppet do what the words say.
  func exchange(_ words: String...) throws -> Exchanged {
    try instance.exchange(Stage.call(words))
  }

  /// The same, for comparison.
  func call(_ words: String...) throws -> Came { Came(try instance.exchange(Stage.call(words))) }

  /// How the puppet ended, which did what the words say.
  func end(_ words: String...) throws -> InstanceEnd {
    guard case .ended(let end) = try instance.exchange(Stage.call(words)) else {
      throw StillThere()
    }
    return end
  }

  struct StillThere: Error {}
}
