internal import Digests
internal import Foundation
internal import Terminal

/// Notices that the content of files changed, by looking at them: a save that changes nothing is
/// none.
///
/// The system's events say when to look. Where none arrive (network folders, containers) the files
/// are looked at all the time.
struct FileWatch {
  private let paths: [String]
  private let events: FolderEvents?
  private var seen: [Look]
  /// How often the bytes are still read although nothing seems to have changed: two saves within
  /// one tick of the file system's clock look the same from outside.
  private var readsLeft = Self.unsettledReads
  /// What was gone or empty at the last look: many editors save in two steps.
  private var isHalfSaved = false

  static let unsettledReads = 20

  /// What one look at a file shows.
  private struct Look: Equatable {
    var status: [Int] = []
    var digest: Digest?
    var isEmpty = true
  }

  init(paths: [String], events: FolderEvents? = nil) {
    self.paths = paths
    self.events = events
    seen = paths.map { Self.look(at: $0) }
  }

  /// Whether the system says when something happens.
  var hasEvents: Bool { events != nil }

  /// Readable when it is time to look.
  var descriptors: [Int32] { events.map { [$0.descriptor] } ?? [] }

  /// How long the next look can wait if nothing is heard. Events can be lost, so even with them
  /// somebody looks once a second.
  var patienceMilliseconds: Int {
    if isHalfSaved || readsLeft > 0 { return 50 }
    return hasEvents ? 1000 : 250
  }

  /// Whether the content differs from what it was when this last said so. A file that just
  /// disappeared or became empty counts from the second look on.
  mutating func hasChanged() -> Bool {
    _ = events?.take()
    let statuses = paths.map(Self.status)
    if statuses == seen.map(\.status), readsLeft == 0 { return false }
    readsLeft = statuses == seen.map(\.status) ? readsLeft - 1 : Self.unsettledReads
    let now = paths.map { Self.look(at: $0) }
    guard now.map(\.digest) != seen.map(\.digest) else {
      seen = now
      isHalfSaved = false
      return false
    }
    if zip(seen, now).contains(where: { !$0.isEmpty && $1.isEmpty }), !isHalfSaved {
      isHalfSaved = true
      readsLeft = Self.unsettledReads
      return false
    }
    seen = now
    isHalfSaved = false
    return true
  }

  private static func look(at path: String) -> Look {
    // The status comes first: what is written after it shows at the next look.
    var facts = stat()
    guard stat(path, &facts) == 0 else { return Look() }
    let status = status(facts)
    // What is no file, or too long for a submission, is refused anyway; a FIFO must not be opened.
    guard facts.st_mode & S_IFMT == S_IFREG, facts.st_size <= 1 << 20,
      let data = FileManager.default.contents(atPath: path)
    else {
      return Look(status: status, digest: SHA256.digest(Array("\(status)".utf8)), isEmpty: false)
    }
    return Look(status: status, digest: SHA256.digest([UInt8](data)), isEmpty: data.isEmpty)
  }

  private static func status(_ path: String) -> [Int] {
    var facts = stat()
    return stat(path, &facts) == 0 ? status(facts) : []
  }

  private static func status(_ facts: stat) -> [Int] {
    [
      Int(facts.st_ino), Int(facts.st_mode), Int(facts.st_size), facts.st_mtim.tv_sec,
      facts.st_mtim.tv_nsec, facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec,
    ]
  }
}
