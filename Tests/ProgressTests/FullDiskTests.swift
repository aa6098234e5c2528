import Foundation
import TestSupport
import Testing

@testable import Progress

@Suite(.enabled("mounting needs root") { MountedDisk(kilobytes: 64) != nil })
struct FullDiskTests {
  @Test("a full disk is said in words, and every acknowledged event is kept")
  func full() throws {
    let disk = try #require(MountedDisk(kilobytes: 128))
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
    let report = try store.verifyChains()
    #expect(report.isIntact && report.events == acknowledged)
    try store.close()
    #expect(
      try ProgressStore.open(at: disk.path + "/progress.sqlite").progress().events == acknowledged)
  }

  @Test("a store cannot be made on a disk without a free block")
  func noSpace() throws {
    let disk = try #require(MountedDisk(kilobytes: 64))
    let filler = Data(count: 64 * 1024)
    try? filler.write(to: URL(filePath: disk.path + "/filler"), options: [])
    #expect(error { _ = try ProgressStore.open(at: disk.path + "/progress.sqlite") } == .diskFull)
  }

  @Test("an import that does not fit is not taken at all")
  func importOnFullDisk() throws {
    let disk = try #require(MountedDisk(kilobytes: 128))
    let folder = try TemporaryFolder()
    let source = try ProgressStore.open(at: folder.store)
    for _ in 1...100 { try source.record(result(), context: someContext, at: noon) }
    let target = try ProgressStore.open(at: disk.path + "/progress.sqlite")
    try target.record(.workspaceOpened(path: "/w"), at: noon)
    #expect(error { try target.take(from: source) } == .diskFull)
    let report = try target.verifyChains()
    #expect(report.isIntact && report.events == 1)
  }

  @Test("on a disk that takes no writes the record is read, and writing says why it fails")
  func readOnlyDisk() throws {
    let disk = try #require(MountedDisk(kilobytes: 256))
    let path = disk.path + "/progress.sqlite"
    try makeStore(at: path, events: 3)
    try #require(disk.becomeReadOnly())
    let store = try ProgressStore.open(at: path)
    #expect(try store.progress().events == 3)
    #expect(try store.verifyChains().isIntact)
    guard
      case .notWritable = error({ try store.record(.workspaceOpened(path: "/w"), at: noon) })
    else {
      Issue.record("it was written")
      return
    }
    guard case .notWritable = error({ _ = try ProgressStore.open(at: disk.path + "/b.sqlite") })
    else {
      Issue.record("it was made")
      return
    }
  }
}

/// For an ordinary user; root is not held back by a mode.
@Suite(.enabled(if: geteuid() != 0)) struct ReadOnlyFolderTests {
  @Test("in a folder that takes no files the record is read, and writing says why it fails")
  func folder() throws {
    let folder = try TemporaryFolder()
    try makeStore(at: folder.store, events: 3)
    chmod(folder.path + "/data", 0o500)
    defer { chmod(folder.path + "/data", 0o700) }
    #expect(try ProgressStore.open(at: folder.store).progress().events == 3)
    let code = error { _ = try ProgressStore.open(at: folder.path + "/data/b.sqlite") }
    #expect(code == .notWritable(reason: "Permission denied"))
  }
}
