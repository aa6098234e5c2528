import Glibc

/// An exclusive lock that the system gives back when its holder ends, however it ends.
struct FileLock {
  private let descriptor: Int32

  /// Waits until the lock is free or the caller gives up.
  init(_ path: String, isCancelled: @Sendable () -> Bool) throws(ToolchainError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Files.failure(path) }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let cause = errno
      guard cause == EWOULDBLOCK || cause == EINTR, !isCancelled() else {
        close(descriptor)
        if cause == EWOULDBLOCK { throw ToolchainError(.cancelled) }
        throw ToolchainError(.storage, path: path, errorNumber: cause)
      }
      usleep(5_000)
    }
  }

  func release() { close(descriptor) }
}
