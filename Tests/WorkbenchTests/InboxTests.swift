import Terminal
import Testing

@testable import Workbench

struct InboxTests {
  @Test("what was said is taken in its order, once")
  func order() {
    let inbox = Inbox<Int>()
    for number in 1...3 { inbox.post(number) }
    #expect(inbox.take() == [1, 2, 3])
    #expect(inbox.take() == [])
  }

  @Test("a loop that waits is woken by what is said, and not before")
  func wakes() {
    let inbox = Inbox<Int>()
    let clock = ContinuousClock()
    let idle = clock.measure { Terminal.wait(for: [inbox.descriptor], milliseconds: 30) }
    #expect(idle > .milliseconds(20))
    inbox.post(1)
    Terminal.wait(for: [inbox.descriptor], milliseconds: 600_000)
    #expect(inbox.take() == [1])
  }

  @Test("more than a pipe holds does not block whoever speaks")
  func many() {
    let inbox = Inbox<Int>()
    for number in 0..<70_000 { inbox.post(number) }
    #expect(inbox.take().count == 70_000)
  }
}
