import EDARuntime
import Testing

@Suite("The hash seed")
struct HashSeedTests {
  /// The order of a set of 16 numbers and of one of 16 texts, in a process of its own.
  private func order(_ hashSeed: UInt64) throws -> (numbers: [String], texts: [String]) {
    let run = try HostRun([HostRun.start(hashSeed: hashSeed), HostRun.call(1, "order"), .bye])
    guard case .reply(_, _, let body) = run.responses.last else { throw NoOrder() }
    let words = (body.array ?? []).compactMap(\.string)
    return (words.filter { !$0.hasPrefix("key") }, words.filter { $0.hasPrefix("key") })
  }

  private struct NoOrder: Error {}

  @Test("the same seed gives the same order of sets in two processes", arguments: [0, 7, .max])
  func same(seed: UInt64) throws {
    let (first, second) = (try order(seed), try order(seed))
    #expect(first == second)
    #expect(first.numbers.count == 16)
    #expect(first.texts.count == 16)
  }

  @Test("another seed gives another order, of numbers and of texts")
  func other() throws {
    let orders = try (0..<6 as Range<UInt64>).map { try order($0) }
    #expect(Set(orders.map(\.numbers)).count == 6)
    #expect(Set(orders.map(\.texts)).count == 6)
    #expect(Set(orders.map { $0.numbers.sorted() }).count == 1)
  }
}
