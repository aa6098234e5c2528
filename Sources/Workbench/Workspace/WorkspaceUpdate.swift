internal import Digests

/// What has to be done to a folder so that it holds what a plan says: a pure function of the plan,
/// of what edalab wrote before, and of what is there now.
struct WorkspaceUpdate: Equatable {
  enum Step: Equatable {
    case write(String)
    /// A file that edalab no longer has.
    case remove(String)
    /// A copy of what the learner made of one of edalab's files is kept before that file is written
    /// or removed.
    case keep(String)
  }

  /// In the order in which they are to be done.
  private(set) var steps: [Step] = []
  /// The digests to remember afterwards.
  private(set) var digests: [String: String] = [:]

  /// - Parameters:
  ///   - recorded: what edalab wrote before, by path.
  ///   - found: the digest of what is there now; nil if there is no such file.
  init(_ plan: WorkspacePlan, recorded: [String: String], found: (String) -> String?) {
    for (path, file) in plan.files.sorted(by: { $0.key < $1.key }) {
      let present = found(path)
      switch file.owner {
      case .learner: if present == nil { steps.append(.write(path)) }
      case .tool: add(path, SHA256.digest(file.bytes).hex, recorded[path], present)
      }
    }
    for path in recorded.keys.sorted() where plan.files[path] == nil {
      guard let present = found(path) else { continue }
      if present != recorded[path] { steps.append(.keep(path)) }
      steps.append(.remove(path))
    }
  }

  private mutating func add(
    _ path: String, _ wanted: String, _ recorded: String?, _ present: String?
  ) {
    digests[path] = wanted
    guard let present else { return steps.append(.write(path)) }
    // A learner who changes an example does so on purpose; it stays until the course has a newer
    // one.
    guard present != wanted, recorded != wanted else { return }
    if present != recorded { steps.append(.keep(path)) }
    steps.append(.write(path))
  }
}
