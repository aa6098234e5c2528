package import EDARuntime

/// One thing that goes wrong in a run. A fault plan is a list of them: each can be taken out
/// without touching the others, which is how the shortest schedule is found.
package enum Disturbance: Hashable, Codable, Sendable {
  /// The message arrives once more, so much later.
  case duplicate(InputName, laterByMilliseconds: Int64)
  /// Two messages arrive at each other's time.
  case swap(InputName, InputName)
  /// This delivery is lost; the broker, which hears nothing, delivers again.
  case loss(InputName)
  /// The message is on its way for longer.
  case delay(InputName, byMilliseconds: Int64)
  case crash(Crash)
  case cut(Cut)
  /// What happens to the n-th message that the run's nodes publish, from 1.
  case publish(Int, PublishFault)
  /// At this instant the node's clock is set forward, or back if negative, by so much.
  case clock(node: String, at: Instant, byMilliseconds: Int64)
  /// The node does nothing for a while and loses nothing: a slow consumer, or a paused process.
  case stall(Stall)
}

/// Names an input of a run: the plan numbers its messages from 1, and a redelivery keeps the
/// number. What the runtime sends by itself has negative numbers, so that taking a message out of a
/// plan renames no other.
package struct InputName: Hashable, Codable, Sendable {
  package let number: Int
  /// Counts the attempts to deliver it, from 1.
  package let attempt: Int

  package init(_ number: Int, attempt: Int = 1) {
    self.number = number
    self.attempt = attempt
  }
}

/// What can happen to a published message.
package enum PublishFault: String, Hashable, Codable, Sendable {
  /// It arrives, and its confirm does not.
  case confirmLost
  /// It does not arrive, and nobody says so.
  case messageLost
  /// The broker refuses it, and says so.
  case refused
}

/// A link that does not work for a while (PARTITION).
package struct Cut: Hashable, Codable, Sendable {
  package enum Direction: String, Hashable, Codable, Sendable {
    case both
    /// Nothing reaches the node; what it sends goes through.
    case inbound
    /// Nothing that the node sends goes through.
    case outbound
  }

  package let node: String
  /// The other end: a node, or the network with its broker if nil.
  package let other: String?
  package let direction: Direction
  package let from: Instant
  /// The first instant at which it works again.
  package let until: Instant

  package init(
    _ node: String, from: Instant, until: Instant, other: String? = nil,
    direction: Direction = .both
  ) {
    self.node = node
    self.other = other
    self.direction = direction
    self.from = from
    self.until = until
  }
}

/// A node that does nothing for a while.
package struct Stall: Hashable, Codable, Sendable {
  /// When it begins.
  package enum Start: Hashable, Codable, Sendable {
    case at(Instant)
    /// In the middle of an input: a paused process.
    case point(CrashPoint)
  }

  package let node: String
  package let start: Start
  package let milliseconds: Int64

  package init(_ node: String, _ start: Start, milliseconds: Int64) {
    self.node = node
    self.start = start
    self.milliseconds = milliseconds
  }
}
