internal import Glibc
internal import Synchronization

/// What threads have to say to a loop, in the order in which they said it.
package final class Inbox<Item: Sendable>: Sendable {
  private let items = Mutex<[Item]>([])
  /// A pipe, so that a loop can wait for this and for other descriptors at once.
  private let ends: (read: Int32, write: Int32)

  package init() {
    var pair: [Int32] = [-1, -1]
    // Without a pipe nothing wakes the loop, which then hears what was said at its next look.
    _ = pipe(&pair)
    for descriptor in pair {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }
    ends = (pair[0], pair[1])
  }

  deinit {
    for descriptor in [ends.read, ends.write] where descriptor >= 0 { close(descriptor) }
  }

  /// Readable when something was said.
  package var descriptor: Int32 { ends.read }

  package func post(_ item: Item) {
    items.withLock { $0.append(item) }
    var byte: UInt8 = 1
    _ = write(ends.write, &byte, 1)
  }

  /// Everything that was said since the last time.
  package func take() -> [Item] {
    var buffer = [UInt8](repeating: 0, count: 256)
    while read(ends.read, &buffer, buffer.count) > 0 {}
    return items.withLock { items in
      defer { items = [] }
      return items
    }
  }
}
