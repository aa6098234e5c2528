import Glibc

extension ComponentInstance {
  /// Writes the whole frame. False: the process ended, or did not read within the limit.
  package func send(_ frame: [UInt8], wallMilliseconds: Int) -> Bool {
    guard let request, report == nil else { return false }
    let written = frame.withUnsafeBytes { write(request.writing.number, $0.baseAddress, $0.count) }
    if written == frame.count { return true }
    let deadline = Deadline(milliseconds: wallMilliseconds)
    return sendRest(frame[max(0, written)...], to: request.writing, until: deadline)
  }

  private func sendRest(
    _ frame: ArraySlice<UInt8>, to pipe: Descriptor, until deadline: Deadline
  ) -> Bool {
    var rest = frame
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(pipe.number, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else {
        guard errno == EAGAIN || errno == EINTR, deadline.remainingMilliseconds > 0 else {
          return false
        }
        guard waitUntilWritable(pipe, until: deadline) else { return false }
      }
    }
    return true
  }

  /// The pipe is full: the process has to read. Meanwhile it may print, and it may end.
  private func waitUntilWritable(_ pipe: Descriptor, until deadline: Deadline) -> Bool {
    var entries = [
      pollfd(fd: pipe.number, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: box.control.number, events: Int16(POLLIN), revents: 0),
    ]
    // Short waits, because printing is looked after in between.
    _ = poll(&entries, 2, Int32(clamping: min(10, deadline.remainingMilliseconds)))
    streams.drainAll(buffer)
    if streams.totalBytes > limits.outputBytes {
      _ = end(because: .output)
      return false
    }
    if entries[1].revents != 0 { box.readControl() }
    return box.end(of: number) == nil
  }
}
