import Glibc

/// What to do about a sandbox that does not start.
enum Remedy {
  static func result(of error: SandboxError, at level: IsolationLevel) -> ProbeResult {
    ProbeResult(
      name: "level \(level.rawValue): start the sandbox", passed: false, detail: facts(of: error),
      remedy: remedy(for: error, at: level))
  }

  private static func facts(of error: SandboxError) -> String {
    var facts = [error.code.rawValue]
    if let step = error.step { facts.append("step \(step)") }
    if error.errorNumber != 0 { facts.append(String(cString: strerror(error.errorNumber))) }
    if !error.detail.isEmpty { facts.append(error.detail) }
    return facts.joined(separator: ": ")
  }

  private static func remedy(for error: SandboxError, at level: IsolationLevel) -> String? {
    if level == .namespaces { return known.first { error.detail.contains($0.text) }?.remedy }
    guard error.step == .landlock else { return nil }
    return error.errorNumber == ENOSYS
      ? "use Linux 5.13 or newer"
      : "boot with landlock among the kernel's lsm= modules"
  }

  /// What bubblewrap says where namespaces are forbidden, each with the one thing that helps.
  private static let known: [(text: String, remedy: String)] = [
    ("ENOSPC", "allow nested namespaces: sysctl -w user.max_user_namespaces=10000"),
    ("setting up uid map", appArmor), ("RTM_NEWADDR", appArmor),
    (
      "No permissions to create",
      "allow user namespaces: sysctl -w kernel.unprivileged_userns_clone=1; in a container, start "
        + "it with --security-opt seccomp=unconfined"
    ),
    (
      "Can't mount proc",
      "start the container with --security-opt systempaths=unconfined"
    ),
  ]

  private static let appArmor =
    "add an AppArmor profile that lets bwrap use userns, or: "
    + "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
}
