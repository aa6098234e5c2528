internal import Foundation

/// Where everything is: the course, the kit and the user's own folders.
package struct Places: Sendable, Equatable {
  /// The course's folder: `Labs`, `Grader`, `Content`.
  package var course: String
  /// The kit that the launcher made.
  package var kit: String
  /// Absolute path of the compiler.
  package var compiler: String
  /// What can be made again.
  package var cache: String
  /// What must not be lost: the record of progress.
  package var data: String

  package init(course: String, kit: String, compiler: String, cache: String, data: String) {
    self.course = course
    self.kit = kit
    self.compiler = compiler
    self.cache = cache
    self.data = data
  }

  /// The record of progress.
  package var store: String { data + "/progress.sqlite" }

  /// The failing runs that were kept.
  package var runs: String { data + "/runs" }

  /// From the launcher's variables and the XDG base directories; relative values of those are
  /// ignored, as their specification asks. Nil if the launcher did not say where the course and the
  /// kit are.
  package init?(environment: [String: String], home: String) {
    guard let root = environment["EDALAB_ROOT"], let kit = environment["EDALAB_KIT"],
      let compiler = environment["EDALAB_SWIFTC"]
    else { return nil }
    func folder(_ variable: String, _ standard: String) -> String {
      let value = environment[variable] ?? ""
      return (value.hasPrefix("/") ? value : home + standard) + "/edalab"
    }
    self.init(
      course: environment["EDALAB_COURSE"] ?? root, kit: kit, compiler: compiler,
      cache: folder("XDG_CACHE_HOME", "/.cache"), data: folder("XDG_DATA_HOME", "/.local/share"))
  }
}
