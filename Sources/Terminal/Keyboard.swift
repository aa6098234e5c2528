internal import CTerminal
internal import Glibc

/// The keys of the terminal on standard input, one by one, without Enter.
///
/// The terminal's mode is changed for as long as the keyboard is open. It is put back when the
/// keyboard closes, and also if a signal ends or stops the process in between.
package final class Keyboard {
  private static let input: Int32 = 0
  /// So long after an escape nothing more of a sequence can come.
  private static let escapeMilliseconds: Int32 = 25

  private var parser = KeyParser()
  private var isOpen = false

  /// - Throws: ``TerminalError`` with the code `writeFailed` if standard input is no terminal.
  package init() throws(TerminalError) { try open() }

  deinit { close() }

  package func close() {
    guard isOpen else { return }
    isOpen = false
    edalab_terminal_leave()
  }

  private func open() throws(TerminalError) {
    let number = edalab_terminal_enter(Self.input, Terminal.Stream.output.rawValue)
    guard number == 0 else { throw TerminalError(code: .writeFailed, errorNumber: number) }
    isOpen = true
  }

  /// Gives the terminal to somebody else, an editor for example, and takes it back.
  package func lending<Value>(_ body: () throws -> Value) throws -> Value {
    close()
    defer { try? open() }
    return try body()
  }

  /// What was typed since the last time; never waits for a key.
  package func keys() -> [Key] {
    var keys: [Key] = []
    while Self.hasInput(within: 0) {
      guard let bytes = Self.read() else { return keys + [.endOfInput] }
      keys += parser.take(bytes)
    }
    if parser.isWaiting, !Self.hasInput(within: Self.escapeMilliseconds) { keys += parser.flush() }
    return keys
  }

  /// Whether the window changed or the process was stopped and went on, since the last time.
  package func takeChange() -> Bool { edalab_terminal_take_change() == 1 }

  private static func hasInput(within milliseconds: Int32) -> Bool {
    var request = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, milliseconds) == 1
  }

  private static func read() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = Glibc.read(input, &buffer, buffer.count)
    if count > 0 { return Array(buffer[0..<count]) }
    return count < 0 && errno == EINTR ? [] : nil
  }
}

extension Terminal {
  /// Whether standard input is a terminal.
  package static var hasKeyboard: Bool { isatty(0) == 1 }

  /// Standard input's descriptor, for ``wait(for:milliseconds:)``.
  package static var keyboardDescriptor: Int32 { 0 }

  /// Puts the terminal's mode back. Safe in a signal handler.
  package static func restore() { edalab_terminal_leave() }

  /// Waits until one of the descriptors can be read, a signal came or the time is over.
  package static func wait(for descriptors: [Int32], milliseconds: Int) {
    var requests = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = poll(&requests, nfds_t(requests.count), Int32(clamping: milliseconds))
  }

  /// Rows and columns of the terminal behind a stream; nil if there is none.
  package static func windowRows(_ stream: Stream) -> Int? {
    var size = winsize()
    guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
    return Int(size.ws_row)
  }
}
