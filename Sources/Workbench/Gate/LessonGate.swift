package import Course
internal import Foundation
internal import Markdown
internal import Sandbox
internal import Toolchain

/// Compiles and runs the programs of lessons, and compares what they print with what the lesson
/// says.
package struct LessonGate: Sendable {
  private let bench: Bench

  package init(bench: Bench) { self.bench = bench }

  /// What is wrong, in the order of the lessons. Lessons that cannot be read are the lint's matter.
  package func findings() throws -> [LintFinding] {
    try bench.index.lessons.flatMap { lesson in
      guard let text = try? bench.index.text(of: lesson),
        let document = try? Document(parsing: text)
      else { return [LintFinding]() }
      return try LessonProgram.all(in: document).compactMap { try finding(about: $0, in: lesson) }
    }
  }

  private func finding(
    about program: LessonProgram, in lesson: Lesson
  ) throws -> LintFinding? {
    guard let expected = program.output else { return nil }
    guard let problem = try problem(program.source, printing: expected) else { return nil }
    return LintFinding(
      severity: .error, rule: .programs,
      problem: ManifestProblem(
        file: lesson.path, line: program.line + problem.line, message: problem.message))
  }

  /// What is wrong with a program, and at which of its lines; line 0 is the whole.
  private func problem(
    _ source: String, printing expected: String
  ) throws -> (line: Int, message: String)? {
    let build = ComponentBuild(
      toolchain: bench.toolchain, kit: bench.kit, isolation: bench.isolation, cache: bench.cache)
    switch try build.build(try Submission(files: [:]), interface: [:], main: source) {
    case .refused(let refusal):
      let first = refusal.diagnostics.first
      return (first?.line ?? 0, "the program does not build: \(first?.message ?? "")")
    case .built(let built):
      return Self.difference(try ProgramRun(isolation: bench.isolation).run(built), expected)
    }
  }

  private static func difference(
    _ report: ExitReport, _ expected: String
  ) -> (line: Int, message: String)? {
    guard report.ending == .exited(0) else {
      return (0, "the program did not end well: \(report.ending)")
    }
    let printed = String(decoding: report.output.bytes, as: UTF8.self)
    guard printed != expected else { return nil }
    let pairs = zip(lines(printed), lines(expected))
    let number = pairs.enumerated().first { $1.0 != $1.1 }?.offset
    let place = number.map { "line \($0 + 1) of the output" } ?? "the number of lines"
    let line = number.map { lines(printed)[$0] } ?? ""
    return (0, "\(place) differs: the program prints \"\(line)\"")
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
