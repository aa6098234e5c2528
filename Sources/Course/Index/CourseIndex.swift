package import Digests
internal import Markdown

/// The labs, modules and lessons of a course.
///
/// Loading reads the manifests and the lessons' front matter, and nothing of `Grader/`, so that it
/// is quick and works on the course that learners receive. What cannot be read is left out and
/// reported in ``problems``.
package struct CourseIndex: Sendable {
  package let folder: CourseFolder
  /// By id.
  package let labs: [Lab]
  /// By folder name.
  package let modules: [Module]
  /// In the order of reading.
  package let lessons: [Lesson]
  package let problems: [ManifestProblem]

  /// Loads the course in a folder.
  ///
  /// - Throws: ``CourseError`` with the code `notACourse` if the folder has neither `Labs` nor
  ///   `Content`.
  package static func load(_ root: String) throws -> CourseIndex {
    let folder = CourseFolder(root: root)
    guard folder.isFolder("Labs") || folder.isFolder("Content") else {
      throw CourseError(.notACourse, file: "")
    }
    var loader = CourseLoader(folder: folder)
    loader.loadLabs()
    loader.loadModules()
    return CourseIndex(
      folder: folder, labs: loader.labs, modules: loader.modules, lessons: loader.lessons,
      problems: loader.problems)
  }

  /// A lab's `grader.yaml`.
  package func grader(of lab: Lab) -> ManifestReading<GraderManifest> {
    read("\(lab.graderFolder)/grader.yaml", GraderManifest.read)
  }

  /// A lab's `hints.md`.
  package func hints(of lab: Lab) -> ManifestReading<Hints> {
    read("\(lab.folder)/hints.md", Hints.read)
  }

  /// A lab's stored submissions.
  package func submissions(of lab: Lab) -> Submissions {
    Submissions.load(graderFolder: folder.absolute(lab.graderFolder))
  }

  /// The text of a lesson, front matter included.
  ///
  /// - Throws: ``CourseError``.
  package func text(of lesson: Lesson) throws -> String { try folder.text(lesson.path) }

  /// The digest that names a lab in a run: every file of its two folders, by path and bytes.
  ///
  /// - Throws: ``CourseError`` for a file that cannot be read.
  package func digest(of lab: Lab) throws -> Digest {
    try folder.digest(of: [lab.folder, lab.graderFolder])
  }

  /// The same without the file that is made from the others.
  package func sourceDigest(of lab: Lab) throws -> Digest {
    try folder.digest(of: [lab.folder, lab.graderFolder], except: Lab.knownMistakes)
  }

  /// The labs that must come before a lab, directly or not, by id. Unknown ids are left out.
  package func prerequisites(of lab: Lab) -> [Lab] {
    var found: Set<String> = []
    var open = lab.manifest.requires
    while let id = open.popLast() {
      guard found.insert(id).inserted else { continue }
      open += labs.first { $0.id == id }?.manifest.requires ?? []
    }
    return labs.filter { found.contains($0.id) }
  }

  private func read<Value: Sendable>(
    _ path: String, _ read: (String, String) -> ManifestReading<Value>
  ) -> ManifestReading<Value> {
    do {
      return read(try folder.text(path), path)
    } catch {
      return ManifestReading(problems: [CourseLoader.unreadable(path, error)])
    }
  }
}

/// Reads one file after the other and keeps what can be read.
struct CourseLoader {
  let folder: CourseFolder
  private(set) var labs: [Lab] = []
  private(set) var modules: [Module] = []
  private(set) var lessons: [Lesson] = []
  private(set) var problems: [ManifestProblem] = []

  init(folder: CourseFolder) { self.folder = folder }

  static func unreadable(_ path: String, _ error: any Error) -> ManifestProblem {
    let isText = (error as? CourseError)?.code != .notText
    return ManifestProblem(
      file: path, message: isText ? "the file is missing or unreadable" : "the file is not UTF-8")
  }

  mutating func loadLabs() {
    for name in folder.names(in: "Labs") where folder.isFolder("Labs/\(name)") {
      let path = "Labs/\(name)/lab.yaml"
      guard let manifest = read(path, LabManifest.read) else { continue }
      if manifest.id == name {
        labs.append(Lab(manifest: manifest))
      } else {
        report(path, "the id `\(manifest.id)` is not the folder's name", "`\(name)`")
      }
    }
  }

  mutating func loadModules() {
    for name in folder.names(in: "Content") where folder.isFolder("Content/\(name)") {
      guard let manifest = read("Content/\(name)/module.yaml", ModuleManifest.read) else {
        continue
      }
      modules.append(Module(id: name, manifest: manifest))
      for lesson in manifest.lessons { loadLesson(lesson, module: name) }
    }
  }

  private mutating func loadLesson(_ name: String, module: String) {
    let path = "Content/\(module)/\(name).md"
    let manifest: LessonManifest? = read(path) { text, file in
      guard let matter = FrontMatter(of: text) else {
        let problem = ManifestProblem(file: file, message: "the lesson has no front matter")
        return ManifestReading(problems: [problem])
      }
      return LessonManifest.read(matter.text, file: file, firstLine: matter.lines.first)
    }
    if let manifest { lessons.append(Lesson(manifest: manifest, module: module, name: name)) }
  }

  private mutating func read<Value: Sendable>(
    _ path: String, _ read: (String, String) -> ManifestReading<Value>
  ) -> Value? {
    do {
      let reading = read(try folder.text(path), path)
      problems += reading.problems
      return reading.value
    } catch {
      problems.append(CourseLoader.unreadable(path, error))
      return nil
    }
  }

  private mutating func report(_ file: String, _ message: String, _ suggestion: String?) {
    problems.append(ManifestProblem(file: file, message: message, suggestion: suggestion))
  }
}
