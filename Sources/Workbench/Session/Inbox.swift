internal import Dispatch
internal import Synchronization

/// What threads have to say to a session's loop, in the order in which they said it.
package final class Inbox<Item: Sendable>: Sendable {
  private let items = Mutex<[Item]>([])
  private let signal = DispatchSemaphore(value: 0)

  package init() {}

  package func post(_ item: Item) {
    items.withLock { $0.append(item) }
    signal.signal()
  }

  /// The oldest item; nil if none comes within the time.
  package func next(within milliseconds: Int) -> Item? {
    guard signal.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else { return nil }
    return items.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }
}
