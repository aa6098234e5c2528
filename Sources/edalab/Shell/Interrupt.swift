import Foundation
import Synchronization

/// Ctrl-C as a question that long work can ask.
enum Interrupt {
  private static let wanted = Atomic<Bool>(false)

  /// From now on the first Ctrl-C asks the work to stop, and the second ends the process.
  static func install() {
    signal(SIGINT) { number in
      Interrupt.wanted.store(true, ordering: .relaxed)
      signal(number, SIG_DFL)
    }
    signal(SIGTERM) { number in
      Interrupt.wanted.store(true, ordering: .relaxed)
      signal(number, SIG_DFL)
    }
  }

  static var isWanted: Bool { wanted.load(ordering: .relaxed) }
}
