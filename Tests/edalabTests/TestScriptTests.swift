import Foundation
import TestSupport
import Testing

/// `Scripts/test` with stand-ins: whatever fails is counted, and nothing is left out.
@Suite struct TestScriptTests {
  @Test("all steps that pass are counted on the last line")
  func pass() throws {
    let outcome = try run([:])
    #expect(outcome.code == 0)
    #expect(outcome.output.hasSuffix("\n6 passed, 0 failed\n"))
  }

  @Test(
    "each step that fails is counted, the others still run, and the script fails",
    arguments: [
      ("FAIL_PACKAGES", "5 passed, 1 failed"), ("FAIL_BUILD", "5 passed, 1 failed"),
      ("FAIL_COURSE", "5 passed, 1 failed"), ("FAIL_FORMAT", "5 passed, 1 failed"),
      ("FAIL_TESTS", "5 passed, 1 failed"), ("FAIL_RUNNER", "4 passed, 1 failed"),
      ("NO_TESTS", "4 passed, 1 failed"), ("LOST_FAILURE", "6 passed, 1 failed"),
    ])
  func fail(what: String, counts: String) throws {
    let outcome = try run([what: "1"])
    #expect(outcome.code == 1)
    #expect(outcome.output.hasSuffix("\n\(counts)\n"), "\(outcome.output)\(outcome.errors)")
    for step in ["edalab --version", "swift test", "edalab course check", "swift format"] {
      #expect(outcome.output.contains("ran \(step)"))
    }
  }

  @Test("skipped tests are said")
  func skip() throws {
    let outcome = try run(["SKIP": "1"])
    #expect(outcome.code == 0)
    #expect(outcome.output.hasSuffix("\n5 passed, 0 failed, 1 skipped\n"))
  }

  private func run(_ environment: [String: String]) throws -> ChildOutcome {
    try withTemporaryFolder { folder in
      let clone = try FakeClone(in: folder)
      try clone.program(try Repository.text(of: "Scripts/test"), at: "my clone/Scripts/test")
      try clone.program(Self.edalab, at: "my clone/edalab")
      try clone.program(Self.swift, at: "bin/swift")
      for name in ["bwrap", "tmux", "jq", "git"] {
        try clone.program("#!/bin/sh\n", at: "bin/\(name)")
      }
      try clone.program("#!/bin/sh\n[ -z \"$FAIL_PACKAGES\" ]\n", at: "bin/pkg-config")
      return try clone.launcher(
        program: clone.root + "/Scripts/test",
        environment.merging(["EDALAB_NO_INSTALL": "1"]) { first, _ in first }
      ).run()
    }
  }

  private static let edalab = """
    #!/bin/sh
    echo "ran edalab $*"
    case $1 in
      course) [ -z "$FAIL_COURSE" ] ;;
      *) [ -z "$FAIL_BUILD" ] ;;
    esac

    """

  /// `swift test` with two tests, and `swift format`.
  private static let swift = """
    #!/bin/bash
    echo "ran swift $1"
    case $1 in
      format) [ -z "$FAIL_FORMAT" ]; exit ;;
    esac
    while [ "$1" != --xunit-output ]; do shift; done
    [ -z "$FAIL_RUNNER" ] || exit 1
    {
      [ -n "$NO_TESTS" ] || echo '<testcase name="a" />'
      [ -n "$NO_TESTS" ] || echo '<testcase name="b">'
      [ -z "$FAIL_TESTS" ] || printf '<failure message="1" />\\n<failure message="2" />\\n'
      [ -z "$SKIP" ] || echo '<skipped>why</skipped>'
    } >"$2"
    [ -z "$FAIL_TESTS$LOST_FAILURE" ]

    """
}
