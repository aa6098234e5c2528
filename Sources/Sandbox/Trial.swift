import Glibc

/// One level put to the test: the complete sandbox, with the attacks of the box's probe inside.
struct Trial {
  let level: IsolationLevel
  let boxPath: String
  let bubblewrapPath: String?

  /// What came of it: every attack with its answer, and whether the level holds.
  struct Outcome {
    var holds = false
    var landlockABI = 0
    var probes: [ProbeResult] = []
  }

  func run() -> Outcome {
    guard let obstacle else { return attack() }
    return Outcome(probes: [obstacle])
  }

  /// Why there is nothing to try.
  private var obstacle: ProbeResult? {
    if level == .namespaces, bubblewrapPath == nil {
      return ProbeResult(
        name: "level 3: bubblewrap", passed: false, detail: "not installed",
        remedy: "install bubblewrap (Debian and Ubuntu: apt-get install bubblewrap)")
    }
    if level == .uid, !UnprivilegedUser.isNeeded {
      return ProbeResult(
        name: "level 1: a user of its own", passed: false,
        detail: "only root can change the user", remedy: nil)
    }
    return nil
  }

  private func attack() -> Outcome {
    do throws(SandboxError) {
      return try attackHiddenFile()
    } catch {
      return Outcome(probes: [Remedy.result(of: error, at: level)])
    }
  }

  private func attackHiddenFile() throws(SandboxError) -> Outcome {
    let hidden = try HiddenFile()
    defer { hidden.remove() }
    let trial = Isolation(
      level: level, landlockABI: 0, probes: [], boxPath: boxPath, bubblewrapPath: bubblewrapPath)
    let program = Confinement.component(
      boxPath, arguments: ["edalab-box", "probe"], limits: .run)
    let run = try SandboxedRun(program, isolation: trial)
    defer { run.close() }
    let probe = try run.startInstance()
    _ = probe.send(Array("\(target) \(hidden.path)\n".utf8), wallMilliseconds: 1_000)
    return judge(probe, landlockABI: run.landlockABI)
  }

  /// Whom the probe attacks. Inside a process namespace a small number would be one of the
  /// sandbox's own processes, and then it must be a number that nobody has.
  private var target: Int32 { level == .namespaces && getpid() < 64 ? 0x3F_FFFF : getpid() }

  private func judge(_ probe: ComponentInstance, landlockABI: Int) -> Outcome {
    var bytes: [UInt8] = []
    while true {
      switch probe.receive(wallMilliseconds: 5_000) {
      case .bytes(let some): bytes += some
      case .stalled: return judge(bytes, probe.kill(), landlockABI)
      case .ended(let report): return judge(bytes, report, landlockABI)
      }
    }
  }

  private func judge(_ bytes: [UInt8], _ report: ExitReport, _ landlockABI: Int) -> Outcome {
    let answers = bytes.withUnsafeBytes { raw in
      (0..<raw.count / 4).map { raw.loadUnaligned(fromByteOffset: $0 * 4, as: Int32.self) }
    }
    guard answers.count == Attack.allCases.count - 1 else {
      return Outcome(probes: [incomplete(report)])
    }
    let second: Int32 = report.ending == .exceeded(.processes) ? EPERM : 0
    let tried = zip(Attack.allCases, answers + [second])
    let holds = tried.allSatisfy { $1 != 0 || level < $0.refusedFrom }
    return Outcome(
      holds: holds, landlockABI: landlockABI,
      probes: tried.map { $0.result(at: level, error: $1) })
  }

  private func incomplete(_ report: ExitReport) -> ProbeResult {
    ProbeResult(
      name: "level \(level.rawValue): run the probe", passed: false,
      detail: "\(report.ending)", remedy: nil)
  }
}

/// A file that only this user may read, for a probe to try.
struct HiddenFile {
  static let prefix = "edalab-probe-"

  let path: String
  private let folder: String

  init() throws(SandboxError) {
    // The folder can be passed, so that what refuses the probe is the sandbox, not the folder.
    guard let made = ScratchFolder.make(Self.prefix, in: RunFolder.parent, mode: 0o711) else {
      throw SandboxError(.exhausted, errorNumber: errno)
    }
    folder = made
    path = folder + "/hidden"
    _ = try Descriptor(open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600))
  }

  func remove() {
    unlink(path)
    rmdir(folder)
  }
}
