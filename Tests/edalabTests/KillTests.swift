import Foundation
import TestSupport
import Testing

/// `Scripts/soak-kill` for a few rounds; the soak takes two hundred.
@Suite("kill -9")
struct KillTests {
  @Test(
    "a check that is killed at any moment loses and invents no result and leaves nothing behind")
  func kills() throws {
    var child = ChildProcess(Repository.root + "/Scripts/soak-kill", ["6"])
    child.environment = ProcessInfo.processInfo.environment
    child.limit = .seconds(600)
    let outcome = try child.run()
    #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("6 rounds of lab 15"))
    #expect(outcome.output.contains("The chain holds"))
  }
}
