import Glibc

/// A moment on the monotonic clock, for waits that must end.
package struct Deadline {
  private let nanoseconds: Int

  package init(milliseconds: Int) {
    nanoseconds = Self.now + milliseconds * 1_000_000
  }

  /// Whole milliseconds that are left, rounded up so that a wait never ends early; at least 0.
  package var remainingMilliseconds: Int {
    max(0, (nanoseconds - Self.now + 999_999) / 1_000_000)
  }

  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
