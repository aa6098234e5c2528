internal import Course
internal import Foundation

/// Every file that a workspace should have, read from the course and from the sources of the
/// runtime.
struct WorkspacePlan: Equatable {
  /// Whose file it is.
  enum Owner: Equatable {
    /// edalab's: it is brought up to date when the course changed.
    case tool
    /// The learner's: it is written once, where there is none, and never again.
    case learner
  }

  struct File: Equatable {
    let owner: Owner
    let bytes: [UInt8]
    var isProgram = false
  }

  /// The modules that are copied in as local targets: what a learner imports, and what the visible
  /// checks are written in.
  static let support = ["Digests", "EDARuntime", "Results", "Simulation", "GraderKit"]
  static let supportFolder = ".edalab/support/Sources"

  /// By the path in the workspace.
  private(set) var files: [String: File] = [:]

  /// - Parameters:
  ///   - index: the course.
  ///   - sources: the folder with the sources of `support`, one folder a module.
  ///   - launcher: the clone's launcher, absolute; without it the workspace gets none.
  init(
    index: CourseIndex, sources: String, launcher: String? = nil
  ) throws(WorkspaceError) {
    let labs = index.labs.filter { index.folder.isFolder($0.folder + "/Starter") }
    let manifest = PackageManifest.text(
      for: labs.map { ($0, index.folder.isFile($0.folder + "/TASK.md")) })
    add("Package.swift", Array(manifest.utf8))
    add("README.md", Array(Self.readme.utf8))
    // The launcher names a folder of this machine.
    add(".gitignore", Array(".build/\n/\(WorkspaceLauncher.name)\n".utf8))
    if let launcher {
      let text = WorkspaceLauncher.text(clone: launcher)
      files[WorkspaceLauncher.name] = File(
        owner: .tool, bytes: Array(text.utf8), isProgram: true)
    }
    let runtime = CourseFolder(root: sources)
    for module in Self.support {
      try copy(module, of: runtime, to: "\(Self.supportFolder)/\(module)")
    }
    for lab in labs { try add(lab, of: index.folder) }
  }

  private mutating func add(_ lab: Lab, of course: CourseFolder) throws(WorkspaceError) {
    let target = Workspace.folder(of: lab)
    try copy("\(lab.folder)/API", of: course, to: "\(target)/API")
    try copy("\(lab.folder)/Starter", of: course, to: target, owner: .learner)
    for name in ["TASK.md", "Examples.swift"] where course.isFile("\(lab.folder)/\(name)") {
      add("\(target)/\(name)", try Self.bytes("\(lab.folder)/\(name)", of: course))
    }
  }

  private mutating func copy(
    _ folder: String, of course: CourseFolder, to target: String, owner: Owner = .tool
  ) throws(WorkspaceError) {
    for name in course.files(under: folder) where name.hasSuffix(".swift") {
      add("\(target)/\(name)", try Self.bytes("\(folder)/\(name)", of: course), owner)
    }
  }

  private mutating func add(_ path: String, _ bytes: [UInt8], _ owner: Owner = .tool) {
    files[path] = File(owner: owner, bytes: bytes)
  }

  private static func bytes(
    _ path: String, of folder: CourseFolder
  ) throws(WorkspaceError) -> [UInt8] {
    do {
      return try folder.bytes(path)
    } catch {
      throw WorkspaceError(.courseUnreadable, path: folder.absolute(path))
    }
  }

  private static let readme = """
    Your labs: `./edalab start` goes on where you were, `./edalab status` says where that is. Where
    a text says `edalab`, type `./edalab` in this folder.
    You write the files beside `TASK.md` in `Labs/`; `API/` and `Examples.swift` are to be read.
    The folder is a Swift package: open it in any editor that knows Swift, or run `swift build`.

    """
}
