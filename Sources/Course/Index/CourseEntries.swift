/// A lab of a course.
package struct Lab: Hashable, Sendable {
  package let manifest: LabManifest

  package var id: String { manifest.id }
  /// `Labs/42-word-count`, relative to the course.
  package var folder: String { "Labs/\(id)" }
  /// `Grader/42-word-count`; what learners receive has no such folder.
  package var graderFolder: String { "Grader/\(id)" }
  /// In the grader's folder: how each wrong solution fails, made from them.
  package static let knownMistakes = "known-mistakes.json"
}

/// A module of a course: a folder of lessons.
package struct Module: Hashable, Sendable {
  /// The folder's name, `06-queue-brokers`.
  package let id: String
  package let manifest: ModuleManifest
}

/// A lesson of a course, without its text.
package struct Lesson: Hashable, Sendable {
  package let manifest: LessonManifest
  /// The module that it belongs to.
  package let module: String
  /// The file's name without `.md`.
  package let name: String

  package var id: String { manifest.id }
  package var title: String { manifest.title }
  /// The file, relative to the course.
  package var path: String { "Content/\(module)/\(name).md" }
}

/// What a word of a command stands for.
package enum CourseMatch<Value: Sendable>: Sendable {
  case found(Value)
  /// The ids that the word fits.
  case ambiguous([String])
  /// Nothing fits; an id that looks like it.
  case unknown(suggestion: String?)
}
extension CourseMatch: Equatable where Value: Equatable {}
