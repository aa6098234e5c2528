import Foundation
import Testing

@testable import Progress

/// A small file system of its own, which only root can mount.
private final class SmallDisk {
  let path: String

  init?(kilobytes: Int) {
    path = FileManager.default.temporaryDirectory.appending(path: "disk-\(UUID())").path()
    guard mkdir(path, 0o700) == 0 else { return nil }
    guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
      rmdir(path)
      return nil
    }
  }

  deinit {
    umount2(path, Int32(MNT_DETACH))
    rmdir(path)
  }
}

@Suite(.enabled("mounting needs root") { SmallDisk(kilobytes: 64) != nil })
struct FullDiskTests {
  @Test("a full disk is said in words, and every acknowledged event is kept")
  func full() throws {
    let disk = try #require(SmallDisk(kilobytes: 128))
    let store = try ProgressStore.open(at: disk.path + "/progress.sqlite")
    var acknowledged = 0
    let code = error {
      for _ in 1...1000 {
        try store.record(result(), context: someContext, at: noon)
        acknowledged += 1
      }
    }
    #expect(code == .diskFull)
    #expect(acknowledged > 0)
    let report = try store.verifyChain()
    #expect(report.isIntact && report.events == acknowledged)
    try store.close()
    #expect(
      try ProgressStore.open(at: disk.path + "/progress.sqlite").progress().seq == acknowledged)
  }

  @Test("a store cannot be made on a disk without a free block")
  func noSpace() throws {
    let disk = try #require(SmallDisk(kilobytes: 64))
    let filler = Data(count: 64 * 1024)
    try? filler.write(to: URL(filePath: disk.path + "/filler"), options: [])
    #expect(error { _ = try ProgressStore.open(at: disk.path + "/progress.sqlite") } == .diskFull)
  }
}
