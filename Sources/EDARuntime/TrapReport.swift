internal import Glibc

/// Says where the component trapped: a trap prints nothing useful in an optimised build, and what stands
/// in a buffer is lost with the process.
enum TrapReport {
  /// What the line on standard error begins with; the program counter in hexadecimal follows.
  static let prefix: StaticString = "\n\u{1}edalab-trap "

  static func install() {
    for signal in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE] {
      var action = sigaction()
      action.__sigaction_handler.sa_sigaction = report
      action.sa_flags =
        SA_SIGINFO | Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_NODEFER | SA_ONSTACK
      sigaction(signal, &action, nil)
    }
    var stack = stack_t()
    stack.ss_size = 1 << 16
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: stack.ss_size, alignment: 16)
    sigaltstack(&stack, nil)
  }

  // Only `write` and `raise` are called here: both are safe in a signal handler.
  private static let report:
    @convention(c) (
      Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?
    ) -> Void = { signal, _, context in
      var counter = TrapReport.programCounter(context)
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 17) { line in
        for place in (0..<16).reversed() {
          let digit = UInt8(truncatingIfNeeded: counter & 15)
          line[place] = digit < 10 ? 48 + digit : 87 + digit
          counter >>= 4
        }
        line[16] = 10
        _ = write(2, TrapReport.prefix.utf8Start, TrapReport.prefix.utf8CodeUnitCount)
        _ = write(2, line.baseAddress, 17)
      }
      raise(signal)
    }

  private static func programCounter(_ context: UnsafeMutableRawPointer?) -> UInt {
    guard let context else { return 0 }
    let machine = context.assumingMemoryBound(to: ucontext_t.self).pointee.uc_mcontext
    #if arch(x86_64)
      return UInt(bitPattern: Int(machine.gregs.16))  // REG_RIP
    #else
      return UInt(machine.pc)
    #endif
  }
}
