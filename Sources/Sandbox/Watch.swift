import Glibc

/// A fixed set of descriptors that are waited for together.
final class Watch {
  private let entries: UnsafeMutableBufferPointer<pollfd>

  /// Waits for input on these; nil keeps the place but is never ready.
  init(_ descriptors: [Descriptor?]) {
    entries = .allocate(capacity: descriptors.count)
    for (index, descriptor) in descriptors.enumerated() {
      let entry = pollfd(fd: descriptor?.number ?? -1, events: Int16(POLLIN), revents: 0)
      entries.initializeElement(at: index, to: entry)
    }
  }

  deinit { entries.deallocate() }

  /// Returns false when the time passed and nothing is ready.
  func wait(milliseconds: Int) -> Bool {
    let limit = Int32(clamping: milliseconds)
    let ready = poll(entries.baseAddress, nfds_t(entries.count), limit)
    // An interrupted wait is reported as "something may be ready": the caller looks and waits on.
    return ready != 0
  }

  /// Whether the last wait found input, or the end, on the descriptor at this place.
  func isReady(_ index: Int) -> Bool { entries[index].fd >= 0 && entries[index].revents != 0 }

  /// Stops waiting for a descriptor that ended: it would be ready for ever.
  func ignore(_ index: Int) { entries[index].fd = -1 }

  func isIgnored(_ index: Int) -> Bool { entries[index].fd < 0 }
}
