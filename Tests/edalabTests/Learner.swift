import Foundation
import Glibc
import TestSupport
import Testing

/// A person with a home, perhaps with the record on another disk.
struct Learner {
  let home: TemporaryFolder
  var data: String?

  var store: String { (data ?? home.path + "/.local/share") + "/edalab/progress.sqlite" }

  func edalab(_ arguments: String..., input: String = "") throws -> ChildOutcome {
    var child = ChildProcess(Repository.root + "/edalab", arguments)
    child.folder = home.path
    child.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": home.path,
      "EDALAB_NO_BUILD": "1",
    ]
    if let data { child.environment["XDG_DATA_HOME"] = data }
    child.input = input
    return try child.run()
  }

  /// Records one event for each workspace.
  func open(_ workspaces: String...) throws {
    for name in workspaces {
      let outcome = try edalab("start", home[name], "--no-input")
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
  }

  /// Changes bytes of the record behind its back.
  func damage(_ change: (inout Data) -> Void) throws {
    var bytes = try Data(contentsOf: URL(filePath: store))
    change(&bytes)
    try bytes.write(to: URL(filePath: store))
  }
}

/// A small file system of its own, which only root can mount.
final class MountedDisk {
  let path: String

  init?(kilobytes: Int) {
    path = FileManager.default.temporaryDirectory.appending(path: "disk-\(UUID())").path()
    guard mkdir(path, 0o700) == 0 else { return nil }
    guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
      rmdir(path)
      return nil
    }
  }

  /// Takes every free block.
  func fill() {
    let file = open(path + "/filler", O_WRONLY | O_CREAT, 0o600)
    let block = [UInt8](repeating: 0, count: 4096)
    while write(file, block, block.count) == block.count {}
    close(file)
  }

  func empty() { unlink(path + "/filler") }

  /// Takes no more writes.
  func becomeReadOnly() -> Bool {
    mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0
  }

  deinit {
    umount2(path, Int32(MNT_DETACH))
    rmdir(path)
  }
}
