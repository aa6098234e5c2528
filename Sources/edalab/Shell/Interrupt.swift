import Foundation
import Synchronization
import Terminal

/// Ctrl-C as a question that long work can ask.
enum Interrupt {
  private static let wanted = Atomic<Bool>(false)

  /// From now on the first Ctrl-C asks the work to stop, and the second ends the process, with the
  /// terminal as it was.
  static func install() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        guard Interrupt.wanted.exchange(true, ordering: .relaxed) else { return }
        Terminal.restore()
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  static var isWanted: Bool { wanted.load(ordering: .relaxed) }
}
