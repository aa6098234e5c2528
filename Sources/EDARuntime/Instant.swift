/// A point in the virtual time of a run: whole milliseconds since the run began.
///
/// There is one clock, and the conductor owns it. A component is told the time (`now`) with every
/// input, and never asks the machine for it: a replay cannot repeat the machine's clock
/// (curriculum R1, R2).
public struct Instant: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// Milliseconds since the run began; negative before it.
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The beginning of a run.
  public static let start = Instant(milliseconds: 0)

  public init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }

  public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

  /// The instant that many milliseconds later (earlier if negative). Stops at the ends of the
  /// range.
  public func advanced(byMilliseconds interval: Int64) -> Instant {
    let (sum, overflow) = milliseconds.addingReportingOverflow(interval)
    return Instant(milliseconds: overflow ? (interval < 0 ? .min : .max) : sum)
  }

  /// Milliseconds from another instant to this one; negative if that one is later.
  public func milliseconds(since other: Instant) -> Int64 {
    let (gap, overflow) = milliseconds.subtractingReportingOverflow(other.milliseconds)
    return overflow ? (milliseconds < 0 ? .min : .max) : gap
  }

  public var description: String { "\(milliseconds) ms" }
}
