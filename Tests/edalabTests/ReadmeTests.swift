import Foundation
import TestSupport
import Testing

@Suite struct ReadmeTests {
  @Test("every command of the README is run by a test, or listed with a reason why not")
  func listed() throws {
    let commands = ReadmeCommands.commands(in: try Repository.text(of: "README.md"))
    let run = Set(ReadmeCommands.runs.map(\.command))
    try #require(commands.count > 5)
    for command in commands {
      let isKnown = run.contains(command) || ReadmeCommands.notRun[command] != nil
      #expect(isKnown, "nobody runs: \(command)")
    }
    for command in run.union(ReadmeCommands.notRun.keys) {
      #expect(commands.contains(command), "the README no longer shows: \(command)")
    }
  }

  @Test("commands are read out of sh blocks only")
  func extraction() {
    let page = "```sh\n./a b\n# c\n\nd\n```\ntext\n```json\n{}\n```\n```\ne\n```\n"
    #expect(ReadmeCommands.commands(in: page) == ["./a b", "d"])
  }

  @Test("each command of the README does what the README says, in its order")
  func commands() throws {
    try withTemporaryFolder { home in
      for run in ReadmeCommands.runs { try perform(run, home) }
    }
  }

  private func perform(_ run: ReadmeCommands.Run, _ home: TemporaryFolder) throws {
    var child = ChildProcess(
      "sh", ["-c", run.command.replacing("=result.", with: "='\(home.path)'/result.")])
    child.folder = Repository.root
    // The build of the same sources must be there: a test cannot wait for the package manager
    // that runs it.
    child.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": home.path,
      "EDALAB_NO_BUILD": "1",
    ]
    child.limit = .seconds(300)
    let outcome = try child.run()
    #expect(
      outcome.code.map(run.codes.contains) == true,
      "\(run.command): \(outcome.end)\n\(outcome.errors.suffix(2000))")
    for words in run.shows {
      #expect((outcome.output + outcome.errors).contains(words), "\(run.command)")
    }
    if run.command.contains("--report") {
      #expect(home.has("result.json") && home.has("result.xml"))
    }
  }

  @Test("the machine runs exactly Scripts/test, and the README names it")
  func continuousIntegration() throws {
    let lines = try Repository.text(of: ".ci/run").split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
    #expect(lines == ["cd \"$(dirname \"$0\")/..\" && exec Scripts/test"])
    #expect(try Repository.text(of: "README.md").contains("\nScripts/test\n"))
    for file in ["edalab", ".ci/run", "Scripts/test", "Scripts/build"] {
      #expect(FileManager.default.isExecutableFile(atPath: Repository.root + "/" + file))
    }
  }

  @Test("every folder and file that the README names is there")
  func paths() throws {
    let page = try Repository.text(of: "README.md")
    let links = page.matches(of: /\]\(([^)#:]+)\)/).map { String($0.1) }
    let folders = page.matches(of: /\| `([A-Za-z]+\/)`/).map { String($0.1) }
    try #require(links.count + folders.count > 5)
    for path in links + folders {
      #expect(FileManager.default.fileExists(atPath: Repository.root + "/" + path), "\(path)")
    }
  }
}
