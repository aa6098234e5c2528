import Foundation
import TestSupport
import Testing

/// What the tests themselves stand on.
@Suite struct TestSupportTests {
  @Test("a child's code, output, errors, input, folder and environment arrive")
  func child() throws {
    var child = ChildProcess("sh", ["-c", "cat; pwd; echo \"$A\" >&2; exit 3"])
    child.folder = "/usr"
    child.input = "in\n"
    child.environment = ["PATH": "/usr/bin:/bin", "A": "b c"]
    let outcome = try child.run()
    #expect(outcome.code == 3)
    #expect(outcome.output == "in\n/usr\n")
    #expect(outcome.errors == "b c\n")
  }

  @Test("a signal, a time limit and a program that is not there are told apart")
  func ends() throws {
    #expect(try ChildProcess("sh", ["-c", "kill -9 $$"]).run().end == .signal(9))
    #expect(try ChildProcess("no-such-program").run().code == 127)
    var slow = ChildProcess("sh", ["-c", "sleep 60 & sleep 60"])
    slow.limit = .milliseconds(200)
    #expect(try slow.run().end == .timeout)
  }

  @Test("a temporary folder is gone afterwards, also after an error")
  func folder() throws {
    struct Stop: Error {}
    var path = ""
    #expect(throws: Stop.self) {
      try withTemporaryFolder { folder in
        path = folder.path
        try folder.write("x", to: "a/b")
        #expect(try folder.text(of: "a/b") == "x")
        throw Stop()
      }
    }
    #expect(!path.isEmpty && !FileManager.default.fileExists(atPath: path))
  }

  @Test("a text that differs from its snapshot is shown with the lines around the change")
  func difference() {
    let old = (1...9).map(String.init).joined(separator: "\n")
    #expect(lineDifference(old, old).isEmpty)
    #expect(lineDifference(old, old.replacing("5", with: "x")) == "  3\n  4\n- 5\n+ x\n  6\n  7")
  }

  @Test("a snapshot that nobody recorded is a difference")
  func unrecorded() {
    #expect(throws: SnapshotDifference.self) { try checkSnapshot("", "never recorded") }
  }
}
