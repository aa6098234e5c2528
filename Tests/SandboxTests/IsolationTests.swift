import Foundation
import Glibc
import TestSupport
import Testing

@testable import Sandbox

extension SandboxTests {
  @Suite struct IsolationTests {
    @Test(
      "each level that holds refuses every attack it promises to refuse", arguments: Machine.levels)
    func attacks(level: IsolationLevel) throws {
      let probes = try Machine.isolation(level).probes
      let own = probes.filter { $0.name.hasPrefix("level \(level.rawValue)") }
      #expect(own.count == Attack.allCases.count)
      let succeeded = own.filter { !$0.passed }.map(\.name)
      let expected =
        level == .namespaces
        ? []
        : ["level 2: see that a hidden file exists", "level 2: read the grader's command line"]
      #expect(succeeded == expected)
    }

    @Test("where namespaces are forbidden the level is 2, with bubblewrap's own words")
    func namespacesForbidden() throws {
      let bubblewrap = try #require(Bubblewrap.find())
      try withTemporaryFolder { folder in
        // The wrapper makes a machine on which no further namespace can be made.
        let wrapper = try folder.write(
          """
          #!/bin/sh
          exec \(bubblewrap) --unshare-user --disable-userns --dev-bind / / \(bubblewrap) "$@"
          """, to: "bwrap", mode: 0o755)
        chmod(folder.path, 0o755)
        let found = try Isolation.detect(
          boxPath: Machine.boxPath, atMost: .namespaces, bubblewrapPath: wrapper)
        #expect(found.level == .landlock)
        let reason = try #require(found.probes.first)
        #expect(reason.name == "level 3: start the sandbox")
        #expect(reason.detail.contains("ENOSPC"))
        #expect(reason.remedy?.contains("max_user_namespaces") == true)
      }
    }

    @Test("without bubblewrap the level is at most 2 and the remedy is to install it")
    func noBubblewrap() throws {
      let found = try Isolation.detect(
        boxPath: Machine.boxPath, atMost: .namespaces, bubblewrapPath: nil)
      #expect(found.level <= .landlock)
      #expect(found.probes.first?.passed == false)
      #expect(found.probes.first?.remedy?.contains("install bubblewrap") == true)
    }

    @Test("level 0 is never probed and loudly labelled")
    func reduced() throws {
      let found = try Isolation.detect(boxPath: Machine.boxPath, atMost: .reduced)
      #expect(found.level == .reduced)
      #expect(found.label == "isolation: 0 REDUCED")
    }

    @Test("a component still runs at level 0")
    func reducedRun() throws {
      let run = try Machine.run(at: .reduced)
      defer { run.close() }
      #expect(try Components.start(.echo, "x", in: run).nextReply() == "x")
    }

    @Test("what was found survives being stored")
    func coding() throws {
      let found = try Machine.isolation(.namespaces)
      let stored = try JSONEncoder().encode(found)
      #expect(try JSONDecoder().decode(Isolation.self, from: stored) == found)
    }
  }
}
