internal import Glibc

/// Says where the component trapped: a trap prints nothing useful in an optimised build, and what
/// stands in a buffer is lost with the process.
enum TrapReport {
  /// What the line on standard error begins with; the program counter and the return addresses of
  /// its callers follow in hexadecimal.
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
      let (counter, frame) = TrapReport.registers(context)
      _ = Glibc.write(2, TrapReport.prefix.utf8Start, TrapReport.prefix.utf8CodeUnitCount)
      TrapReport.write(counter)
      TrapReport.writeCallers(from: frame)
      _ = Glibc.write(2, "\n", 1)
      raise(signal)
    }

  /// Sixteen hexadecimal digits and a space.
  private static func write(_ address: UInt) {
    var rest = address
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 17) { text in
      for place in (0..<16).reversed() {
        let digit = UInt8(truncatingIfNeeded: rest & 15)
        text[place] = digit < 10 ? 48 + digit : 87 + digit
        rest >>= 4
      }
      text[16] = 32
      _ = Glibc.write(2, text.baseAddress, 17)
    }
  }

  /// The return addresses that the chain of frame pointers leads to. A chain that is broken may end
  /// the process here; what was written before stays written.
  private static func writeCallers(from start: UInt) {
    var frame = start
    for _ in 0..<24 {
      guard frame != 0, frame % 8 == 0, let record = UnsafePointer<UInt>(bitPattern: frame),
        record[0] > frame, record[1] != 0
      else { return }
      write(record[1])
      frame = record[0]
    }
  }

  /// The program counter and the frame pointer.
  private static func registers(
    _ context: UnsafeMutableRawPointer?
  ) -> (counter: UInt, frame: UInt) {
    guard let context else { return (0, 0) }
    let machine = context.assumingMemoryBound(to: ucontext_t.self).pointee.uc_mcontext
    #if arch(x86_64)
      // REG_RIP and REG_RBP.
      return (UInt(bitPattern: Int(machine.gregs.16)), UInt(bitPattern: Int(machine.gregs.10)))
    #else
      return (UInt(machine.pc), UInt(machine.regs.29))
    #endif
  }
}
