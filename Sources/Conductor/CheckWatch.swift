internal import EDARuntime
@preconcurrency internal import Glibc
internal import GraderKit

/// Ends the checker when a check never ends, grows without bound, or traps, and says so in words:
/// that is no fault of the component.
///
/// A timer of the checker's own CPU time looks every second. A check that only waits for a
/// component is not meant: that has limits of its own.
enum CheckWatch {
  /// So much memory may the checker hold.
  private static let mostMebibytes = 2048

  /// Begins to watch. Whatever is judged from now on has been named with ``watch(_:)``.
  ///
  /// - Parameter seconds: so long may a check compute without asking a component anything.
  static func install(seconds: Int) {
    mostTicks = seconds
    handle(SIGPROF, onTick, flags: Int32(bitPattern: UInt32(SA_RESTART)))
    for signal in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE] {
      handle(signal, onTrap, flags: Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_ONSTACK)
    }
    var stack = stack_t()
    stack.ss_size = 1 << 16
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: stack.ss_size, alignment: 16)
    sigaltstack(&stack, nil)
    let second = timeval(tv_sec: 1, tv_usec: 0)
    var timer = itimerval(it_interval: second, it_value: second)
    setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
  }

  /// What is judged next: the words of every message that may become necessary are made now,
  /// because a signal handler cannot make any.
  static func watch(_ cell: String) {
    endless = LastWords(
      "\(cell) computed for \(mostTicks) s without asking the component anything: it never ends")
    boundless = LastWords(
      "\(cell) took more than \(mostMebibytes) MiB of memory: something in it has no bound")
    trapped = LastWords("\(cell) trapped: the check itself has crashed")
    noteExchange()
  }

  /// A component was asked: the check is alive.
  static func noteExchange() { idleTicks = 0 }

  // Only a signal handler of this thread and the code that it interrupts use these.
  nonisolated(unsafe) private static var mostTicks = Int.max
  nonisolated(unsafe) private static var idleTicks = 0
  nonisolated(unsafe) private static var endless = LastWords()
  nonisolated(unsafe) private static var boundless = LastWords()
  nonisolated(unsafe) private static var trapped = LastWords()

  private static let onTick: @convention(c) (Int32) -> Void = { _ in
    var usage = rusage()
    getrusage(__rusage_who_t(0), &usage)
    if usage.ru_maxrss >> 10 > CheckWatch.mostMebibytes { CheckWatch.boundless.sayAndLeave() }
    CheckWatch.idleTicks += 1
    if CheckWatch.idleTicks >= CheckWatch.mostTicks { CheckWatch.endless.sayAndLeave() }
  }

  private static let onTrap: @convention(c) (Int32) -> Void = { _ in
    CheckWatch.trapped.sayAndLeave()
  }

  private static func handle(
    _ signal: Int32, _ handler: @escaping @convention(c) (Int32) -> Void, flags: Int32
  ) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    action.sa_flags = flags
    sigaction(signal, &action, nil)
  }
}

/// A line for the checker's reader that can be written in a signal handler: its bytes are in place.
private struct LastWords {
  private let bytes: UnsafeMutableBufferPointer<UInt8>?

  init() { bytes = nil }

  init(_ text: String) {
    let line = (try? ValueEncoder.encode(CheckerLine.toolFault(text))).map(JSONWriter.write)
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: (line?.count ?? 0) + 1)
    // Three short lines for each cell of a lab: they are never given back.
    _ = room.initialize(from: (line ?? []) + [0x0a])
    bytes = room
  }

  func sayAndLeave() {
    if let bytes { _ = Glibc.write(1, bytes.baseAddress, bytes.count) }
    _exit(70)
  }
}
