import Foundation
import Glibc
import TestSupport
import Testing

/// A learner's first evening at a real terminal: red, fix, green, hint, lessons, quit, resume.
@Suite(.serialized)
struct EveningTests {
  private static let bus = "Labs/00-event-bus/Bus.swift"

  /// The seat of a person: a terminal, a home, and no right to write to the clone.
  private struct Seat {
    let screen: TmuxScreen
    let home: TemporaryFolder

    func start(_ arguments: String = "") throws {
      try screen.run("'\(Repository.root)/edalab' start eda \(arguments)")
    }

    /// Saves a file of the lab as an editor does.
    func save(_ text: String) throws {
      let file = home["eda/\(EveningTests.bus)"]
      try text.write(toFile: file, atomically: false, encoding: .utf8)
    }

    var file: String {
      get throws { try home.text(of: "eda/\(EveningTests.bus)") }
    }
  }

  /// Who sits there: an ordinary user if the tests run as root and such a user can read the clone.
  private static let user: Int? = {
    guard getuid() == 0 else { return nil }
    let number = 61_234
    let probe = ChildProcess(
      "setpriv",
      [
        "--reuid=\(number)", "--regid=\(number)", "--clear-groups", "test", "-r",
        Repository.root + "/.build/kit/stamp",
      ])
    if (try? probe.run().code) == 0 { return number }
    FileHandle.standardError.write(
      Data("The clone cannot be read by others: the evening is seen as root.\n".utf8))
    return nil
  }()

  private func atSeat(
    columns: Int = 80, rows: Int = 24, _ body: (Seat) throws -> Void
  ) throws {
    try withTemporaryFolder(named: "edalab-evening") { home in
      if let user = Self.user { chown(home.path, uid_t(user), gid_t(user)) }
      let screen = try TmuxScreen(
        columns: columns, rows: rows, folder: home.path,
        environment: [
          "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": home.path,
          "EDALAB_NO_BUILD": "1", "PS1": "$ ", "LANG": "C.UTF-8",
        ], user: Self.user)
      defer { screen.close() }
      try body(Seat(screen: screen, home: home))
    }
  }

  /// The starter of the first lab with its one mistake mended.
  private func mended(_ starter: String) throws -> String {
    let call = "      try receiver.handler(event)\n"
    try #require(starter.contains(call))
    return starter.replacing(
      call,
      with: """
              do {
                try receiver.handler(event)
              } catch {
                failures.append(error)
              }

        """)
  }

  @Test("the first thing on the screen is a red check; mended it is green, and lessons follow")
  func firstEvening() throws {
    try atSeat { seat in
      let screen = seat.screen
      try seat.start()
      try page(screen, to: "Next: press t for the task")
      let first = try screen.text(history: true)
      #expect(first.contains("FAIL H1"))
      // Nothing had to be read before.
      #expect(!first.contains("What you do") && !first.contains("The Swift you need"))
      try screen.press("t")
      try screen.wait(for: "Stage 1 of 4")
      try page(screen, to: "What you do")

      try screen.press("h")
      try screen.wait(for: "Hint 2 of 3 for H1")

      try seat.save(try mended(try seat.file))
      try screen.wait(for: "COMPLETE")
      try screen.press("n")
      try screen.wait(for: "Do you know this already?")
      try screen.press("n")
      try screen.wait(for: "Events instead of calls")
      try answerOneQuestion(screen)
      try screen.press("q")
      try screen.run("'\(Repository.root)/edalab' status")
      try screen.wait(for: "Next: Read lesson 1.1")
    }
  }

  /// Goes on page by page until these words are on the screen. Only a page that waits is turned.
  private func page(_ screen: TmuxScreen, to words: String) throws {
    for _ in 0..<1200 {
      let text = try screen.text()
      if text.contains(words) { return }
      if text.contains("space more") { try screen.press("Space") }
      usleep(100_000)
    }
    Issue.record("'\(words)' did not come")
  }

  /// Pages on to the next question and answers it.
  private func answerOneQuestion(_ screen: TmuxScreen) throws {
    try page(screen, to: "pass over")
    try screen.press("1")
    try screen.wait(for: "You said 1.")
  }

  @Test("the next evening goes on where the last one ended")
  func resumes() throws {
    try atSeat { seat in
      try seat.start("--no-input")
      try seat.screen.wait(for: "Next: Begin lab 00")
      try seat.save(try mended(try seat.file))
      try seat.screen.run("cd eda && '\(Repository.root)/edalab' check 00; cd ..; clear")
      try seat.start()
      try seat.screen.wait(for: "Do you know this already?")
      let text = try seat.screen.text()
      #expect(text.contains("Last time: lab 00 was complete."))
      #expect(text.contains("Next: Read lesson 0.1"))
      try seat.screen.press("q")
      try seat.screen.run("clear; '\(Repository.root)/edalab' progress verify")
      try seat.screen.wait(for: "The chain holds")
    }
  }

  @Test("a plain stream has the same words, no codes, and no pages")
  func plain() throws {
    try atSeat { seat in
      try seat.start("--plain")
      try seat.screen.wait(for: "Next: press t for the task")
      try seat.screen.press("t")
      try seat.screen.wait(for: "properties of stage 1", history: true)
      let text = try seat.screen.text(history: true)
      #expect(text.contains("# In-process event bus"))
      #expect(text.contains("FAIL H1"))
      #expect(text.contains("In words: "))
      #expect(!text.contains("──▶"))
    }
  }

  @Test("x puts the starter back after asking, u brings the learner's file back")
  func resetsAndUndoes() throws {
    try atSeat { seat in
      try seat.start()
      try page(seat.screen, to: "Next: press t for the task")
      let starter = try seat.file
      let mine = try mended(starter)
      try seat.save(mine)
      try seat.screen.press("x")
      try seat.screen.wait(for: "back to the starter?", history: true)
      try seat.screen.press("y")
      try seat.screen.wait(for: "Put back.", history: true)
      #expect(try seat.file == starter)
      try seat.screen.press("u")
      try seat.screen.wait(for: "Undone.", history: true)
      #expect(try seat.file == mine)
      try seat.screen.press("q")
    }
  }
}
