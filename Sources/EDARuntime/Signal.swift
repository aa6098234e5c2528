/// Names one requested `sync` until it is done.
public struct SyncToken: Hashable, Sendable, Codable {
  package let number: Int64
  package init(number: Int64) { self.number = number }
}

/// Names one requested `publish` until the broker has answered.
public struct PublishToken: Hashable, Sendable, Codable {
  package let number: Int64
  package init(number: Int64) { self.number = number }
}

/// An input that is no call: something that the component asked for earlier has happened.
///
/// `sync` and `publish` are split-phase: they are requested in one input and completed by a later
/// one, and other inputs may come in between.
public enum Signal: Hashable, Sendable {
  /// Everything appended before the request is now on disk.
  case synced(SyncToken)
  /// The broker has taken the message.
  case published(PublishToken)
  /// The broker has refused the message, or nobody knows: it may or may not have arrived.
  case publishFailed(PublishToken)
  /// The timer of this name is due.
  case timer(String)
}
