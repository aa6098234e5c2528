internal import CTerminal
internal import Glibc

/// Tells that something happened in folders, by the system's own events (inotify).
///
/// What happened is not told: whoever watches looks at the files. Events come only for changes that
/// this machine makes, so a folder that another one shares is no folder for this.
package final class FolderEvents {
  /// Readable when something happened, for ``Terminal/wait(for:milliseconds:)``.
  package let descriptor: Int32

  /// Nil where events cannot be had: too many watches, a folder that is gone, one that lies on
  /// another machine.
  package init?(folders: [String]) {
    guard folders.allSatisfy({ edalab_folder_is_local($0) == 1 }) else { return nil }
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    // Editors save in place, or write another file and rename it.
    let mask = UInt32(IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)
    for folder in folders where inotify_add_watch(descriptor, folder, mask) < 0 {
      Glibc.close(descriptor)
      return nil
    }
  }

  deinit { Glibc.close(descriptor) }

  /// Whether anything happened since the last time.
  package func take() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    var hasHappened = false
    while read(descriptor, &buffer, buffer.count) > 0 { hasHappened = true }
    return hasHappened
  }
}

extension FolderEvents {
  private static let probeMilliseconds = 200

  /// The events of folders, if a file written to one more folder shows that they arrive: whether
  /// they do is not to be learned from the system in any other way.
  package convenience init?(probing folders: [String], with folder: String) {
    self.init(folders: folders + [folder])
    let probe = "\(folder)/probe-\(getpid())"
    let file = open(probe, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard file >= 0 else { return nil }
    Glibc.close(file)
    unlink(probe)
    Terminal.wait(for: [descriptor], milliseconds: Self.probeMilliseconds)
    guard take() else { return nil }
  }
}
