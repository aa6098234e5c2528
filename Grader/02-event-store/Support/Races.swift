import EDARuntime
import GraderKit

/// What two writers and the disk do on one stream, one after the other.
struct Race {
  enum Step {
    /// A writer reads the stream, to learn its version.
    case read(Int)
    /// A writer appends, and expects the version that it has read.
    case append(Int)
    /// The disk finishes.
    case disk
  }

  let steps: [Step]

  /// Every order of two reads and two appends in which each writer reads first, with every choice
  /// of moments between them at which the disk finishes.
  static let all: [Race] = orders.flatMap { order in
    (0..<1 << (order.count - 1)).map { moments in
      Race(
        steps: order.enumerated().flatMap { place, step in
          moments >> place & 1 == 1 ? [step, .disk] : [step]
        })
    }
  }

  private static let orders: [[Step]] = [
    [.read(0), .append(0), .read(1), .append(1)], [.read(0), .read(1), .append(0), .append(1)],
    [.read(0), .read(1), .append(1), .append(0)], [.read(1), .read(0), .append(0), .append(1)],
    [.read(1), .read(0), .append(1), .append(0)], [.read(1), .append(1), .read(0), .append(0)],
  ]
}

extension Bench {
  /// Performs a race on a stream. Says whether two writers had the same belief: then one of them
  /// has lost.
  mutating func perform(
    _ race: Race, on stream: String, _ random: inout RandomNumbers
  ) throws -> Bool {
    var beliefs: [Int: Expected] = [:]
    var refusals = 0
    for step in race.steps {
      switch step {
      case .read(let writer):
        beliefs[writer] = belief(about: stream)
        try agree(on: .readStream(stream, from: 99, .backward, limit: 1))
      case .append(let writer):
        let belief = beliefs[writer] ?? .noStream
        let isRefused = try agree(on: .append(fresh(1, &random), to: stream, belief))
        refusals += isRefused ? 1 : 0
      case .disk: try settle()
      }
    }
    try settle()
    return refusals == 1
  }

  /// What a reader can know.
  private func belief(about stream: String) -> Expected {
    let seen = model.events(of: stream).filter { $0.position <= model.acknowledged }
    return seen.last.map { .exact($0.version) } ?? .noStream
  }
}
