/// The first 16 KiB and the last 48 KiB of a stream, and how much fell between: what a flood
/// costs the grader does not depend on the flood.
package struct CapturedOutput: Sendable, Equatable {
  package static let headCapacity = 16 << 10
  package static let tailCapacity = 48 << 10

  package private(set) var head: [UInt8] = []
  /// What came after the head, oldest byte first.
  package var tail: [UInt8] { ring.isEmpty ? [] : Array(ring[oldest...] + ring[..<oldest]) }
  /// Bytes between head and tail that were not kept.
  package private(set) var droppedBytes = 0

  private var ring: [UInt8] = []
  private var oldest = 0

  package init() {}

  /// A stream that carried these bytes.
  package init(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// Everything that was kept, in order; the gap, if any, lies after `head`.
  package var bytes: [UInt8] { head + tail }

  /// How many bytes the stream carried.
  package var totalBytes: Int { head.count + ring.count + droppedBytes }

  /// Takes the next bytes of the stream.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    let first = bytes.prefix(Self.headCapacity - head.count)
    head += first
    let rest = bytes.dropFirst(first.count)
    droppedBytes += max(0, rest.count - Self.tailCapacity)
    let kept = rest.suffix(Self.tailCapacity)
    let appended = kept.prefix(Self.tailCapacity - ring.count)
    ring += appended
    overwriteOldest(with: UnsafeRawBufferPointer(rebasing: kept.dropFirst(appended.count)))
  }

  private mutating func overwriteOldest(with bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else { return }
    droppedBytes += bytes.count
    let upToEnd = bytes.prefix(ring.count - oldest)
    let fromStart = bytes.dropFirst(upToEnd.count)
    ring.withUnsafeMutableBytes { ring in
      UnsafeMutableRawBufferPointer(rebasing: ring[oldest...]).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: upToEnd))
      ring.copyMemory(from: UnsafeRawBufferPointer(rebasing: fromStart))
    }
    oldest = (oldest + bytes.count) % ring.count
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.droppedBytes == right.droppedBytes && left.bytes == right.bytes
  }
}
