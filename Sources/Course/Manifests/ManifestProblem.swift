/// One mistake in a file of the course, with its place, in words for the author.
package struct ManifestProblem: Hashable, Sendable {
  /// The file, relative to the course.
  package let file: String
  /// The line, from 1; 1 as well where the file as a whole is meant.
  package let line: Int
  /// The column, from 1, counted in Unicode scalars.
  package let column: Int
  /// What is wrong, in one sentence without a full stop.
  package let message: String
  /// What to write instead.
  package let suggestion: String?

  package init(
    file: String, line: Int = 1, column: Int = 1, message: String, suggestion: String? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.suggestion = suggestion
  }
}

/// What reading a file gave: a value, or every problem that stands in its way.
package struct ManifestReading<Value: Sendable>: Sendable {
  /// `nil` exactly if there are problems.
  package let value: Value?
  package let problems: [ManifestProblem]

  init(_ value: Value, _ problems: [ManifestProblem]) {
    self.value = problems.isEmpty ? value : nil
    self.problems = problems
  }

  init(problems: [ManifestProblem]) {
    value = nil
    self.problems = problems
  }
}

/// A place in a manifest, for problems that only show when two files are compared.
package struct ManifestPlace: Hashable, Sendable {
  package let line: Int
  package let column: Int
}
