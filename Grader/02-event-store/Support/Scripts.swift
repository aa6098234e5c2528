/// What becomes of the last append of a script.
enum Ending: Equatable {
  /// Written behind the others.
  case appended
  /// The same again: nothing is written.
  case repetition
  case refused
}

/// Appends to one stream; the last one decides. Events are numbers.
struct Script {
  let name: String
  let first: [(events: [Int], expected: Expected)]
  let last: (events: [Int], expected: Expected)
  let ending: Ending
  /// How many events the stream has in the end.
  let count: Int

  private init(
    _ name: String, _ first: [([Int], Expected)], _ last: ([Int], Expected), _ ending: Ending,
    _ count: Int
  ) {
    self.name = name
    self.first = first
    self.last = last
    self.ending = ending
    self.count = count
  }

  private static let base: [([Int], Expected)] = [
    ([0], .noStream), ([1], .exact(0)), ([2], .exact(1)), ([3], .exact(2)), ([4], .exact(3)),
    ([5], .exact(4)),
  ]
  private static let pair: [([Int], Expected)] = [([0, 1], .noStream)]

  /// The sequences of the server's own tests (curriculum 3.12), numbered as there.
  static let official = [
    Script("s1", base, ([0], .noStream), .repetition, 6),
    Script("s2", base, ([0], .any), .repetition, 6),
    Script("s3", base, ([0], .exact(5)), .appended, 7),
    Script("s4", base, ([0], .exact(6)), .refused, 6),
    Script("s5", base, ([0], .exact(4)), .refused, 6),
    Script("s6", [([0], .noStream)], ([0], .exact(0)), .appended, 2),
    Script("s7", [([0], .noStream)], ([0], .any), .repetition, 1),
    Script("s8", [([0], .noStream)], ([0], .noStream), .repetition, 1),
    Script(
      "s9", [([0], .noStream), ([1], .exact(0)), ([2], .exact(1)), ([1], .any)], ([1], .any),
      .repetition, 3),
    Script("s10", pair, ([0], .noStream), .repetition, 2),
    Script("s11", pair, ([0], .any), .repetition, 2),
    Script("s12", pair, ([1], .exact(0)), .repetition, 2),
    Script("s13", pair, ([1], .any), .repetition, 2),
    Script("s14", pair, ([0, 1, 2], .noStream), .refused, 2),
  ]

  /// What follows from the same rules.
  static let derived = [
    Script("d1", base, ([0], .streamExists), .repetition, 6),
    Script("d2", base, ([6], .streamExists), .appended, 7),
    Script("d3", base, ([2, 3, 4], .exact(1)), .repetition, 6),
    Script("d4", base, ([2, 4], .exact(1)), .refused, 6),
    Script("d5", pair, ([1, 0], .noStream), .refused, 2),
    Script("d6", pair, ([0, 2], .any), .refused, 2),
    Script("d7", pair, ([2, 0], .streamExists), .refused, 2),
    Script("d8", pair + [([2, 3], .exact(1))], ([1, 2], .any), .repetition, 4),
    Script("d9", [], ([0], .any), .appended, 1),
    Script("d10", base, ([4, 5, 6], .exact(3)), .refused, 6),
  ]
}
