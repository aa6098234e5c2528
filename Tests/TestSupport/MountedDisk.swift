import Foundation
import Glibc

/// A small file system of its own, which only root can mount.
package final class MountedDisk {
  package let path: String

  /// Nil where nothing can be mounted.
  package init?(kilobytes: Int) {
    path = FileManager.default.temporaryDirectory.appending(path: "disk-\(UUID())").path()
    guard mkdir(path, 0o700) == 0 else { return nil }
    guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
      rmdir(path)
      return nil
    }
  }

  /// Takes every free block.
  package func fill() {
    let file = open(path + "/filler", O_WRONLY | O_CREAT, 0o600)
    let block = [UInt8](repeating: 0, count: 4096)
    while write(file, block, block.count) == block.count {}
    close(file)
  }

  /// Gives the blocks back.
  package func empty() { unlink(path + "/filler") }

  /// Takes no more writes.
  package func becomeReadOnly() -> Bool {
    mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0
  }

  deinit {
    umount2(path, Int32(MNT_DETACH))
    rmdir(path)
  }
}
