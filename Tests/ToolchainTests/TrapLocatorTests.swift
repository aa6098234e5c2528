import TestSupport
import Testing

@testable import Toolchain

@Suite("TrapLocator")
struct TrapLocatorTests {
  let mini: MiniKit

  init() throws { mini = try MiniKit.shared.get() }

  private static let source = """
    func answer(_ text: String) -> Int {
      let n = text.utf8.count
      switch text {
      case "index": return [1, 2, 3][n]
      case "nil": return Int(text)!
      case "overflow": return Int.max - 7 + n
      case "precondition": precondition(n == 1, "must be one"); return n
      case "fatal": fatalError("gone \\(n)")
      case "closure": return [1, 2].map { [5, 6][$0 + n] }[0]
      default: return Dictionary(uniqueKeysWithValues: [(n, 1), (n, 2)]).count
      }
    }

    """

  /// What the real program, trapped by this argument, is said to have done.
  private func trap(_ argument: String, _ optimization: Optimization) throws -> TrapLocation {
    let result = try mini.build(TrapLocatorTests.source, optimization: optimization)
    guard case .built(let program) = result else {
      Issue.record("\(result)")
      throw CancellationError()
    }
    var child = ChildProcess(program.executable, [argument])
    child.environment = ["SWIFT_BACKTRACE": "enable=no"]
    let outcome = try child.run()
    let line = try #require(
      outcome.errors.split(separator: "\n").first { $0.hasPrefix("edalab-trap") })
    let counters = line.split(separator: " ").dropFirst().compactMap { UInt64($0, radix: 16) }
    return try TrapLocator(toolchain: mini.toolchain, isolation: mini.isolation)
      .locate(counters, in: program, errors: Array(outcome.errors.utf8))
  }

  @Test(
    "a trap has its reason and the learner's line",
    arguments: [Optimization.quick, .full],
    [
      ("index", 4, "Index out of range"),
      ("nil", 5, "Unexpectedly found nil while unwrapping an Optional value"),
      ("overflow", 6, "arithmetic overflow"), ("fatal", 8, "gone 5"),
      ("closure", 9, "Index out of range"), ("twice", 10, "Duplicate values for key: '5'"),
    ])
  func located(optimization: Optimization, expected: (String, Int, String)) throws {
    let location = try trap(expected.0, optimization)
    #expect(location.reason == expected.2)
    #expect(location.site?.file == "Answer.swift")
    #expect(location.site?.line == expected.1)
  }

  @Test("without the optimiser a precondition's own text is the reason")
  func precondition() throws {
    let quick = try trap("precondition", .quick)
    #expect(quick.reason == "must be one")
    #expect(quick.site?.line == 7)
    #expect(try trap("precondition", .full).reason == "precondition failure")
  }

  @Test("the last fatal message counts, and its control characters are made visible")
  func messages() {
    let text =
      "Component/A.swift:1: Fatal error: one\nx\nComponent/B.swift:22: Fatal error: \u{1B}[2J\n"
    let message = FatalMessage(in: Array(text.utf8))
    #expect(message?.reason == "\\u{1B}[2J")
    #expect(message?.site?.file == "B.swift")
    #expect(message?.site?.line == 22)
    #expect(FatalMessage(in: Array("Swift/Range.swift:7: Fatal error\n".utf8))?.site == nil)
    #expect(FatalMessage(in: [0xFF, 10, 10]) == nil)
  }

  @Test("no counter and no message give no reason and no place")
  func nothingKnown() {
    let location = TrapLocation(frames: [], message: nil)
    #expect(location.reason == nil && location.site == nil)
  }

  @Test("only frames in the learner's files count")
  func foreignFrames() {
    let text = """
      Swift runtime failure: Division by zero
      ./submission/A.swift:0:19
      work
      ./interface/API.swift:3:1
      call
      ./submission/A.swift:12:4

      main
      ./generated/main.swift:1:1

      """
    let frames = SymbolizerOutput.frames(in: text)
    let location = TrapLocation(frames: frames, message: nil)
    #expect(location.reason == "Division by zero")
    #expect(location.site == SourceSite(file: "A.swift", line: 12, column: 4))
  }
}
