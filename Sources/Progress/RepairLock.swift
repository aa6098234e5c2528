import Foundation

/// Keeps every other process out of a store's file, also if SQLite cannot read it any more.
///
/// It holds the bytes that SQLite locks, by an open-file-description lock: other than SQLite's own
/// it does not go away when this process closes another descriptor of the file.
struct RepairLock {
  private let descriptor: Int32

  /// Waits for the others. The lock is held until ``release()``.
  ///
  /// - Throws: `busy` if that takes longer than the timeout, in seconds.
  init(path: String, timeout: TimeInterval) throws(ProgressError) {
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw ProgressError(errno: errno, path: path) }
    let deadline = DispatchTime.now() + timeout
    while !lock() {
      let code = errno
      let isHeld = code == EAGAIN || code == EACCES
      guard isHeld, DispatchTime.now() < deadline else {
        release()
        throw isHeld
          ? ProgressError(.busy, path: path) : ProgressError(errno: code, path: path)
      }
      usleep(20_000)
    }
  }

  /// Lets the others in again.
  func release() { close(descriptor) }

  private func lock() -> Bool {
    var range = flock()
    range.l_type = Int16(F_WRLCK)
    range.l_whence = Int16(SEEK_SET)
    // SQLite's pending, reserved and shared bytes.
    range.l_start = 0x4000_0000
    range.l_len = 512
    return fcntl(descriptor, Self.setOpenFileDescriptionLock, &range) == 0
  }

  /// `F_OFD_SETLK`, which the C library declares only on demand.
  private static let setOpenFileDescriptionLock: Int32 = 37
}
