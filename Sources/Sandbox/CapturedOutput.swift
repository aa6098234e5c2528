/// The first 16 KiB and the last 48 KiB of a stream, and how much fell between: what a flood
/// costs the grader does not depend on the flood.
package struct CapturedOutput: Sendable, Equatable {
  package static let headCapacity = 16 << 10
  package static let tailCapacity = 48 << 10

  package var head: [UInt8] = []
  /// What came after the head, oldest byte first.
  package var tail: [UInt8] { ring.isEmpty ? [] : Array(ring[oldest...] + ring[..<oldest]) }
  /// Bytes between head and tail that were not kept.
  package private(set) var droppedBytes = 0

  private var ring: [UInt8] = []
  private var oldest = 0

  package init() {}

  /// A stream that carried these bytes.
  package init(_ bytes: some Collection<UInt8>) {
    append(Array(bytes)[...])
  }

  /// Everything that was kept, in order; the gap, if any, lies after `head`.
  package var bytes: [UInt8] { head + tail }

  /// How many bytes the stream carried.
  package var totalBytes: Int { head.count + ring.count + droppedBytes }

  /// Takes the next bytes of the stream.
  package mutating func append(_ bytes: ArraySlice<UInt8>) {
    let first = bytes.prefix(Self.headCapacity - head.count)
    head += first
    var rest = bytes.dropFirst(first.count)
    droppedBytes += max(0, rest.count - Self.tailCapacity)
    rest = rest.suffix(Self.tailCapacity)
    let appended = rest.prefix(Self.tailCapacity - ring.count)
    ring += appended
    overwriteOldest(with: rest.dropFirst(appended.count))
  }

  private mutating func overwriteOldest(with bytes: ArraySlice<UInt8>) {
    droppedBytes += bytes.count
    for byte in bytes {
      ring[oldest] = byte
      oldest = oldest + 1 == ring.count ? 0 : oldest + 1
    }
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.droppedBytes == right.droppedBytes && left.bytes == right.bytes
  }
}
