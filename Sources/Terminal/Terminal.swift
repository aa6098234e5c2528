internal import Glibc

/// The process's output streams: the only part of this module that touches the system.
package enum Terminal {
  /// An output stream.
  package enum Stream: Int32, Sendable {
    case output = 1
    case error = 2
  }

  /// Writes lines to a stream, whole or with an error.
  ///
  /// - Throws: ``TerminalError``. A reader that went away is only seen as an error after
  ///   ``ignoreBrokenPipes()``; before, the signal ends the process.
  package static func write(
    lines: [StyledLine], to stream: Stream, _ capabilities: TerminalCapabilities
  ) throws {
    try write(LineWriter(capabilities).text(of: lines), to: stream)
  }

  /// Writes text that a machine reads, JSON for example, as it is.
  ///
  /// - Throws: ``TerminalError``.
  package static func write(raw text: String, to stream: Stream) throws {
    try write(text, to: stream)
  }

  /// Whether a stream is a terminal.
  package static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

  /// The columns of the terminal behind a stream, `nil` if there is none.
  package static func windowWidth(_ stream: Stream) -> Int? {
    var size = winsize()
    guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Makes a write to a closed pipe an error instead of the end of the process.
  package static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  private static func write(_ text: String, to stream: Stream) throws {
    var text = text
    try text.withUTF8 { try write($0, to: stream.rawValue) }
  }

  static func write(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32) throws {
    var rest = UnsafeRawBufferPointer(bytes)[...]
    while !rest.isEmpty {
      let count = Glibc.write(
        descriptor, rest.base.baseAddress?.advanced(by: rest.startIndex), rest.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        let number = errno
        throw TerminalError(code: number == EPIPE ? .readerGone : .writeFailed, errorNumber: number)
      }
    }
  }
}
