import EDARuntime

/// Lab 00: events within one process.
enum EventBus {
  /// What a subscriber does with an event. It may use the bus while it runs.
  typealias Handler = (Envelope) throws -> Void

  /// Names one subscription, so that it can be cancelled.
  struct Subscription: Hashable, Sendable {
    let number: Int
  }

  /// The event was not published: this attribute is empty, or is no name for an attribute.
  struct InvalidEvent: Error, Hashable, Codable, Sendable {
    let attribute: String
  }

  /// What you write.
  protocol Bus: AnyObject {
    /// Nobody has subscribed.
    init()

    /// Calls `handler` with each event of this very type, until the subscription is cancelled.
    func subscribe(to type: String, handler: @escaping Handler) -> Subscription

    /// Ends a subscription at once. To cancel it again changes nothing.
    func cancel(_ subscription: Subscription)

    /// Delivers an event, and what its handlers publish, to everybody who has subscribed. Called by
    /// a handler, it only puts the event into the queue.
    ///
    /// - Throws: ``InvalidEvent``, and no error of a handler.
    func publish(_ event: Envelope) throws

    /// Delivers what is in the queue. `publish` does it; called by a handler, it does nothing.
    func drain() throws

    /// The errors that handlers have thrown, in that order.
    var failures: [any Error] { get }
  }
}
