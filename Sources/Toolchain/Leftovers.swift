internal import Sandbox

/// What builds and runs left that were killed before they could clean up.
package enum Leftovers {
  /// Removes it, as far as it is this user's and its process is gone.
  package static func remove() {
    for path in ScratchFolder.stale(Files.scratchPrefix, in: "/tmp") { Files.remove(path) }
    ScratchFolder.removeStaleRuns()
  }
}
