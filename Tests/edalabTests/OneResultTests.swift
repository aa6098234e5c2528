import Foundation
import Glibc
import TestSupport
import Testing

/// The same run name on one machine: by whom, how confined and by which command it is judged must
/// not show in the canonical result.
@Suite("One run name has one result", .serialized)
struct OneResultTests {
  private static let lab = "01-idempotent-consumer"
  private static let submissions = "Grader/\(lab)/Submissions"

  /// What is judged: the folder, the checks that are asked for, the exit code.
  private static let runs: [(submission: String, only: [String], code: Int32)] = [
    ("accepted/simple", [], 0),
    // A result with failures holds timelines, output and places in the source, too.
    ("wrong/memorised", ["V1", "H1", "H2", "H3"], 1),
  ]

  @Test(
    "byte for byte: twice, as root and as somebody else, at levels 3 and 2, by grade and by check")
  func canonical() throws {
    try withTemporaryFolder { folder in
      let users = try users(in: folder)
      let ways = ways(of: users)
      var results: [OneResult] = []
      for run in Self.runs {
        let new = try ways.map { way in
          try way.user.judge(
            words(way.command, run.submission, run.only) + ["--isolation", "\(way.level)"],
            code: run.code)
        }
        expectOneText(new)
        results += new
      }
      for user in users { tellMissingLevels(results, of: user) }
    }
  }

  /// Every way to judge, and the first one a second time, for what changes with each process.
  private func ways(of users: [Judging]) -> [(user: Judging, level: Int, command: String)] {
    let all = users.flatMap { user in
      [3, 2].flatMap { level in ["grade", "check"].map { (user, level, $0) } }
    }
    return all + all.prefix(1)
  }

  private func words(_ command: String, _ submission: String, _ only: [String]) -> [String] {
    let path = "\(Self.submissions)/\(submission)"
    let start =
      command == "grade"
      ? ["grade", path, "--lab", "01"] : ["check", "01", "--path", path, "--no-record"]
    return start + only.flatMap { ["--only", $0] }
  }

  private func expectOneText(_ results: [OneResult]) {
    let first = results[0]
    #expect(first.text.contains("\"edalab.result/1\""))
    for result in results.dropFirst() {
      #expect(
        result.text == first.text,
        "\(result.way) differs from \(first.way):\n\(lineDifference(first.text, result.text))")
    }
  }

  /// Whom the test can be: the one that runs it and, for root, somebody whom the machine has not.
  private func users(in folder: TemporaryFolder) throws -> [Judging] {
    // Whoever is nobody here must be able to pass through.
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path)
    let own = Judging(name: "the test's own user", home: folder["own"], number: nil)
    try own.makeHome()
    guard geteuid() == 0 else {
      tell("this test does not run as root: two users are not compared")
      return [own]
    }
    let stranger = Judging(
      name: "a user without an account", home: folder["stranger"], number: Self.freeNumber)
    try stranger.makeHome()
    if let reason = try stranger.obstacle() {
      tell("root and another user are not compared, because \(reason)")
      return [own]
    }
    return [own, stranger]
  }

  private func tellMissingLevels(_ results: [OneResult], of user: Judging) {
    let levels = Set(results.filter { $0.user == user.name }.map(\.level))
    for level in [3, 2] where !levels.contains(level) {
      tell("level \(level) is not compared for \(user.name); `edalab doctor` says why")
    }
  }

  /// A number that belongs to nobody.
  private static let freeNumber: UInt32 = {
    (64_000..<65_000).first { getpwuid($0) == nil && getgrgid($0) == nil } ?? 64_999
  }()

  /// Says in the output what was left out: this is no failure, and must not pass in silence.
  private func tell(_ text: String) { Issue.record("\(text)", severity: .warning) }
}

/// What one way of judging came to.
private struct OneResult {
  let way: String
  let user: String
  /// The level that it was really made at.
  let level: Int
  let text: String
}

/// One user with a home and caches of its own.
private struct Judging {
  let name: String
  let home: String
  /// Whom a start becomes; nil for the user that the test is.
  let number: UInt32?

  /// What a whole report says besides the canonical result.
  private struct Report: Decodable {
    struct Context: Decodable { let isolationLevel: Int }
    let context: Context
  }

  func makeHome() throws {
    let owner: [FileAttributeKey: Any] =
      number.map { [.ownerAccountID: Int($0), .groupOwnerAccountID: Int($0)] } ?? [:]
    try FileManager.default.createDirectory(
      atPath: home, withIntermediateDirectories: true, attributes: owner)
  }

  /// Why this user cannot judge at all on this machine; nil if nothing stands in the way.
  func obstacle() throws -> String? {
    let script = "test -x \"$1\" || exit 3; command -v swiftc >/dev/null || exit 4"
    let outcome = try run("sh", ["-c", script, "sh", Repository.root + "/edalab"])
    switch outcome.code {
    case 0: return nil
    case 3: return "others cannot reach the checkout"
    case 4: return "others cannot reach the compiler"
    default: return "nobody else can be started here: \(outcome.errors)"
    }
  }

  /// Judges a submission by the words of a command.
  func judge(_ words: [String], code: Int32) throws -> OneResult {
    let (canonical, whole) = (home + "/canonical.json", home + "/whole.json")
    for file in [canonical, whole] { try? FileManager.default.removeItem(atPath: file) }
    let outcome = try run(
      Repository.root + "/edalab",
      words + ["--seed", "2a", "--report", "canonical=" + canonical, "--report", "json=" + whole])
    let way = "\(words.joined(separator: " ")), by \(name)"
    #expect(outcome.code == code, "\(way): \(outcome.output) \(outcome.errors)")
    let report = try JSONDecoder().decode(
      Report.self, from: Data(contentsOf: URL(filePath: whole)))
    return OneResult(
      way: way, user: name, level: report.context.isolationLevel,
      text: try String(contentsOfFile: canonical, encoding: .utf8))
  }

  /// Runs a program as this user. No account is needed for that: a number is enough.
  private func run(_ program: String, _ arguments: [String]) throws -> ChildOutcome {
    var child = ChildProcess(program, arguments)
    if let number {
      child.program = "setpriv"
      child.arguments =
        ["--reuid", "\(number)", "--regid", "\(number)", "--clear-groups", program] + arguments
    }
    child.folder = Repository.root
    child.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": home,
      "EDALAB_NO_BUILD": "1",
    ]
    child.limit = .seconds(300)
    return try child.run()
  }
}
