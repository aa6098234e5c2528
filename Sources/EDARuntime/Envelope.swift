/// An event on its way: the attributes of CloudEvents 1.0 and a payload.
///
/// `source` and `id` together name one distinct event; two envelopes with the same pair may be
/// treated as duplicates (CloudEvents 1.0, "REQUIRED Attributes"; curriculum 3.11). An envelope
/// does not check itself: what arrives from outside may be wrong, and deciding what then is a
/// component's work.
public struct Envelope: Hashable, Sendable, Codable {
  /// Names the event within its source.
  public var id: String
  /// Names who produced the event, as a URI reference.
  public var source: String
  /// The version of CloudEvents that the attributes follow.
  public var specversion: String
  /// What happened, for example `payment.captured`.
  public var type: String
  /// What the event is about within its source, for example an account.
  public var subject: String?
  /// When the producer says that it happened, by the producer's clock.
  public var time: Instant?
  /// Further attributes and headers, such as `traceparent`.
  public var headers: [String: String]
  /// The payload's bytes.
  public var data: [UInt8]

  public init(
    id: String, source: String, type: String, subject: String? = nil, time: Instant? = nil,
    headers: [String: String] = [:], data: [UInt8] = [], specversion: String = "1.0"
  ) {
    self.id = id
    self.source = source
    self.specversion = specversion
    self.type = type
    self.subject = subject
    self.time = time
    self.headers = headers
    self.data = data
  }
}

extension Envelope: CustomStringConvertible {
  /// The identity and the type, for example `/shop e1 payment.captured`.
  public var description: String { "\(source) \(id) \(type)" }
}
