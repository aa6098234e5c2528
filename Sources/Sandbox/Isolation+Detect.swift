import Glibc

extension Isolation {
  /// Finds the strongest level that this machine really gives, by attacking a complete sandbox of
  /// each level from inside. Takes some 20 ms where level 3 works.
  ///
  /// - Throws: `.boxMissing` when there is no executable file at `boxPath`.
  package static func detect(
    boxPath: String, atMost: IsolationLevel = .namespaces
  ) throws(SandboxError) -> Isolation {
    try detect(boxPath: boxPath, atMost: atMost, bubblewrapPath: Bubblewrap.find())
  }

  /// The same with another bubblewrap, or none.
  static func detect(
    boxPath: String, atMost: IsolationLevel, bubblewrapPath: String?
  ) throws(SandboxError) -> Isolation {
    guard access(boxPath, X_OK) == 0 else {
      throw SandboxError(.boxMissing, errorNumber: errno, detail: boxPath)
    }
    var probes: [ProbeResult] = []
    for level in IsolationLevel.allCases.reversed() where level <= atMost && level > .reduced {
      let trial = Trial(level: level, boxPath: boxPath, bubblewrapPath: bubblewrapPath).run()
      probes += trial.probes
      guard trial.holds else { continue }
      return Isolation(
        level: level, landlockABI: trial.landlockABI, probes: probes, boxPath: boxPath,
        bubblewrapPath: level == .namespaces ? bubblewrapPath : nil)
    }
    return Isolation(
      level: .reduced, landlockABI: 0, probes: probes, boxPath: boxPath, bubblewrapPath: nil)
  }
}
