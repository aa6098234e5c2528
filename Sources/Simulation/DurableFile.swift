/// The model of an append-only file: what the component sees, and what would survive a crash.
package struct DurableFile: Equatable, Sendable {
  /// What reads see.
  package private(set) var contents: [UInt8] = []
  /// What survives a crash for certain.
  package private(set) var synced: [UInt8] = []

  package init() {}

  /// Adds bytes at the end and returns the offset of the first of them.
  package mutating func append(_ bytes: [UInt8]) -> Int64 {
    defer { contents += bytes }
    return Int64(contents.count)
  }

  package func read(at offset: Int64, count: Int) -> [UInt8] {
    let start = Int(clamping: max(0, min(offset, Int64(contents.count))))
    return Array(contents[start..<start + min(count, contents.count - start)])
  }

  /// False if the file is shorter than that.
  package mutating func truncate(to size: Int64) -> Bool {
    guard size >= 0, size <= Int64(contents.count) else { return false }
    contents.removeSubrange(Int(size)...)
    return true
  }

  /// A completed sync makes durable what stood in the file when it was requested.
  package mutating func completeSync(of requested: [UInt8]) { synced = requested }

  /// Every state in which a crash can leave the file: nothing of what was not synced, all of it, or
  /// a torn tail cut at the given places (bytes of the unsynced tail that survive).
  package func survivors(tornAt cuts: [Int] = []) -> [[UInt8]] {
    guard contents != synced else { return [contents] }
    guard contents.starts(with: synced) else { return [synced, contents] }
    let tail = contents.count - synced.count
    let lengths = Set([0, tail] + cuts.filter { $0 > 0 && $0 < tail }).sorted()
    return lengths.map { Array(contents[..<(synced.count + $0)]) }
  }

  /// Comes back from a crash with one of the survivors.
  package mutating func recover(with survivor: [UInt8]) {
    contents = survivor
    synced = survivor
  }
}
