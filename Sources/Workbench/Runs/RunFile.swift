internal import Digests
internal import Foundation

/// A kept run as it lies on the disk: the record, and the checksum of its bytes.
///
/// What is shown of a run is taken for what happened, so a file in which anything was changed is no
/// run any more.
struct RunFile {
  private static let start = Array(#"{"record":"#.utf8)
  private static let middle = Array(#","sha256":""#.utf8)
  private static let end = Array("\"}\n".utf8)
  private static let digits = 64

  /// The run; nil if the bytes are not those that were written, or of another version.
  let record: RunRecord?

  init(bytes: [UInt8]) {
    let decoded = Self.body(of: bytes).flatMap { body in
      try? JSONDecoder().decode(RunRecord.self, from: Data(body))
    }
    record = decoded.flatMap { $0.schema == RunRecord.schema ? $0 : nil }
  }

  /// The bytes of a file; equal records have equal bytes.
  ///
  /// - Throws: what the encoder says of a record that has no JSON form.
  static func bytes(of record: RunRecord) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let body = Array(try encoder.encode(record))
    return start + body + middle + checksum(of: body) + end
  }

  /// The record's bytes if the checksum is theirs.
  private static func body(of bytes: [UInt8]) -> [UInt8]? {
    let tail = middle.count + digits + end.count
    guard bytes.count > start.count + tail, bytes.starts(with: start) else { return nil }
    let body = Array(bytes[start.count..<bytes.count - tail])
    guard bytes.suffix(tail).elementsEqual(middle + checksum(of: body) + end) else { return nil }
    return body
  }

  private static func checksum(of body: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(body)
    return Array(hash.finish().hex.utf8)
  }
}
