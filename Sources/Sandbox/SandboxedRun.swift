import Glibc

/// The sandbox of one run: one bubblewrap at level 3, one box below it, inside which instances of
/// one component are started. Used from one thread.
package final class SandboxedRun {
  private let limits: ResourceLimits
  private let folder: RunFolder
  private let box: Box

  /// Prepares the sandbox; no component runs yet. About 12 ms at level 3, 3 ms below.
  package init(
    component executable: String, isolation: Isolation, limits: ResourceLimits
  ) throws(SandboxError) {
    let component = Confinement.component(executable, limits: limits)
    self.limits = limits
    (box, folder) = try Self.open(component, in: isolation)
  }

  deinit { close() }

  /// The same for a program in the component's place.
  init(_ confinement: Confinement, isolation: Isolation) throws(SandboxError) {
    limits = confinement.limits
    (box, folder) = try Self.open(confinement, in: isolation)
  }

  /// Starts one process, with its own pipes and its own share of every limit. Many may be alive.
  package func startInstance() throws(SandboxError) -> ComponentInstance {
    try ComponentInstance.component(in: box, limits: limits)
  }

  /// Ends every instance and waits until nothing of the run is left. Idempotent.
  package func close() {
    box.close()
    folder.remove()
  }

  /// The version of Landlock that the box found.
  var landlockABI: Int { box.landlockABI }

  private static func open(
    _ confinement: Confinement, in isolation: Isolation
  ) throws(SandboxError) -> (Box, RunFolder) {
    guard access(confinement.executable, X_OK) == 0 else {
      throw SandboxError(
        .startFailed, step: .execute, errorNumber: errno, detail: confinement.executable)
    }
    let user = try UnprivilegedUser.forRun()
    let folder = RunFolder(user: user)
    var reachable = confinement
    reachable.executable = try folder.reachable(confinement.executable, as: "component")
    let boxPath = try folder.reachable(isolation.boxPath, as: "box")
    let launch = Launch.plan(reachable, in: isolation, boxPath: boxPath, user: user)
    return (try Box(launch), folder)
  }
}
