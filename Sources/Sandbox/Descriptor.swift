import CSandbox
import Glibc

/// One open descriptor, closed when asked to or when nobody holds it any more.
final class Descriptor {
  private(set) var number: Int32

  /// Takes over a number that a system call returned.
  init(_ number: Int32) throws(SandboxError) {
    guard number >= 0 else { throw SandboxError(.exhausted, errorNumber: errno) }
    self.number = number
  }

  deinit { close() }

  func close() {
    guard number >= 0 else { return }
    Glibc.close(number)
    number = -1
  }

  /// Reads at most what the buffer holds: nil when nothing is there yet, 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    while true {
      let count = Glibc.read(number, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno == EAGAIN { return nil }
      if errno != EINTR { return 0 }
    }
  }

  /// `/dev/null`, for reading.
  static func nothing() throws(SandboxError) -> Descriptor {
    try Descriptor(open("/dev/null", O_RDONLY | O_CLOEXEC))
  }

  /// A file in memory with these bytes.
  static func memory(_ bytes: [UInt8]) throws(SandboxError) -> Descriptor {
    try Descriptor(csandbox_memory_file(bytes, bytes.count))
  }
}

/// The two ends of one pipe; neither passes to a program that this process starts.
struct Pipe {
  let reading: Descriptor
  let writing: Descriptor

  init() throws(SandboxError) {
    var ends: [Int32] = [-1, -1]
    guard csandbox_pipe(&ends) == 0 else { throw SandboxError(.exhausted, errorNumber: errno) }
    reading = try Descriptor(ends[0])
    writing = try Descriptor(ends[1])
  }

  /// A pair of connected sockets that keep the bounds of each record.
  static func sockets() throws(SandboxError) -> (Descriptor, Descriptor) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw SandboxError(.exhausted, errorNumber: errno)
    }
    return (try Descriptor(ends[0]), try Descriptor(ends[1]))
  }
}

extension Descriptor {
  /// Reads and writes return at once; the other end of a pipe is not affected.
  func makeNonblocking() {
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
  }
}
