import ArgumentParser
import Course
import Foundation
import GraderKit
import Reading
import Reports
import Results
import Simulation
import Terminal
import Workbench

struct BreakCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "break",
    abstract: "Turn it round: break somebody else's solution with faults that you pick.",
    discussion: """
      A wrong solution of the lab runs. You do not see its code: you see what it does while \
      nothing goes wrong, and say what shall. You win when its mistake shows under faults that a \
      right solution bears; the fewer, the better. Ends with 0 if you won.
      """)

  @Argument(help: "The lab: its number, its id, or a part of it.")
  var lab: String

  @Option(help: ArgumentHelp("Which wrong solution, from 1.", valueName: "number"))
  var opponent = 1

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "A fault, for example 'crash after 3'; several times for several. Without any you are asked.",
      valueName: "words"))
  var fault: [String] = []

  @Option(help: ArgumentHelp("Use at most this isolation level (0 to 3).", valueName: "level"))
  var isolation: Int = 3

  @OptionGroup var look: LookOptions

  func run() throws {
    Interrupt.install()
    var options = JudgingOptions()
    options.isolation = isolation
    let bench = try Bench(places: try Shell.places(), atMost: try options.isolationLevel())
    let lab = try bench.index.chosenLab(lab)
    let game = try BreakGame(bench: bench, lab: lab)
    let opponents = game.opponents
    guard !opponents.isEmpty else {
      throw Complaint(
        "no wrong solution of lab \(lab.id) is broken by faults", help: Shell.tool("break 01"),
        exit: Exit.noInput)
    }
    guard opponents.indices.contains(opponent - 1) else {
      throw ValidationError("lab \(lab.id) has the opponents 1 to \(opponents.count)")
    }
    let table = BreakTable(
      game: game, opponent: opponents[opponent - 1], console: Console(.output, look),
      number: opponent, count: opponents.count, lab: LabName.number(lab.id))
    try table.play(fault)
  }
}

/// One game at the terminal.
private struct BreakTable {
  let game: BreakGame
  let opponent: BreakGame.Opponent
  let console: Console
  let number: Int
  let count: Int
  let lab: String

  /// Plays with these faults, or with those that are asked for.
  func play(_ given: [String]) throws {
    let rehearsal = try game.rehearsal(of: opponent, isCancelled: { Interrupt.isWanted })
    let phrase = FaultPhrase(in: rehearsal.trace, allowed: opponent.faults)
    if given.isEmpty {
      try introduce(rehearsal.trace, phrase)
      while let faults = try ask(phrase) {
        if try hasWon(faults, rehearsal) { return }
      }
      throw Exit.failed
    }
    let faults = try given.map { line in
      do throws(PhraseError) {
        return try phrase.disturbance(line)
      } catch {
        throw ValidationError("\(line): \(error)")
      }
    }
    if try !hasWon(faults, rehearsal) { throw Exit.failed }
  }

  private func introduce(_ trace: Trace, _ phrase: FaultPhrase) throws {
    let width = console.capabilities.width
    let isLinear = console.capabilities.isPlain
    try console.write([
      StyledLine("Lab \(lab) · opponent \(number) of \(count)", .bold),
      "It does what the task says, until something goes wrong. What it must keep:", "",
    ])
    try console.write(
      StyledLine.wrapping(
        [Span("\(opponent.check): \(opponent.sentence)")],
        width: min(width, Layout.maximumProseWidth))
    )
    try console.write(["", "The run while nothing goes wrong:", ""])
    try console.write(
      isLinear
        ? LinearTrace.lines(trace, width: width) : Diagram.lines(trace, width: width))
    try console.write(["", StyledLine("What can go wrong here:", .bold)])
    for form in phrase.forms {
      let pattern = form.pattern.padding(toLength: 22, withPad: " ", startingAt: 0)
      try console.write("  \(pattern) \(form.meaning)")
    }
    try console.write(["", "One fault on each line; an empty line runs it, q leaves.", ""])
  }

  /// The faults of one round; nil if the player leaves.
  private func ask(_ phrase: FaultPhrase) throws -> [Disturbance]? {
    var faults: [Disturbance] = []
    while true {
      try Terminal.write(raw: "fault> ", to: .output)
      guard let line = readLine(), line != "q" else { return nil }
      if line.allSatisfy(\.isWhitespace) {
        if !faults.isEmpty { return faults }
        continue
      }
      do throws(PhraseError) {
        faults.append(try phrase.disturbance(line))
      } catch {
        try console.write("  \(error)")
      }
    }
  }

  private func hasWon(_ faults: [Disturbance], _ rehearsal: Recording) throws -> Bool {
    let round = try game.play(
      faults, against: opponent, in: rehearsal, isCancelled: { Interrupt.isWanted })
    for index in round.missed {
      try console.write("The run never came to fault \(index + 1): it was not there.")
    }
    guard round.isWon else {
      try console.write(
        round.check.verdict == .pass
          ? "It bears that: \(opponent.check) holds."
          : "That breaks a right solution, too: it is nothing that anybody could bear.")
      return false
    }
    try tell(round, faults.count)
    return true
  }

  private func tell(_ round: BreakGame.Round, _ faultCount: Int) throws {
    let faults = faultCount == 1 ? "one fault" : "\(faultCount) faults"
    try console.write([StyledLine("Broken with \(faults).", Console.style(.pass)), ""])
    try console.write(
      Report.failure(
        round.check, run: round.run, width: console.capabilities.width,
        trace: round.recording.trace, isLinear: console.capabilities.isPlain))
    try console.write("")
    try console.write(
      StyledLine.wrapping(
        [Span("Its author believed: \(opponent.belief)")],
        width: min(console.capabilities.width, Layout.maximumProseWidth)))
    guard number < count else { return }
    try console.write("Next: \(Shell.tool("break \(lab) --opponent \(number + 1)"))")
  }
}
