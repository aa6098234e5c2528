import ArgumentParser

/// The exit codes, as the README lists them.
enum Exit {
  /// All passed.
  static let passed = ExitCode(0)
  /// Checks failed.
  static let failed = ExitCode(1)
  /// Nothing failed, and something could not be checked.
  static let inconclusive = ExitCode(2)
  /// The submission does not build or was refused.
  static let notGradable = ExitCode(3)
  static let usage = ExitCode(64)
  /// A lesson, a lab or a file that is not there.
  static let noInput = ExitCode(66)
  /// The sandbox, the toolchain or the kit is missing.
  static let unavailable = ExitCode(69)
  /// A bug in edalab, or in a lab.
  static let bug = ExitCode(70)
  /// The result stands, and could not be recorded or written.
  static let notRecorded = ExitCode(74)
  static let interrupted = ExitCode(130)
  /// Whoever read the output went away.
  static let readerGone = ExitCode(141)
}
