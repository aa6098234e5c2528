import Foundation

extension ProgressStore {
  /// Every event as one JSON object a line, after a line that names the form (docs/records.md).
  ///
  /// A body is a string with the very bytes that were hashed, so that whoever reads the export can
  /// check the chain; one that is no UTF-8 stands in `bodyBase64` instead.
  ///
  /// - Throws: `damaged` if an event does not hold. Nothing is exported then.
  package func export() throws(ProgressError) -> String {
    try reading { log in
      var lines: [String] = []
      let head = try log.walk(from: .start) { lines.append(try line(ExportedEvent($0))) }
      let header = ExportHeader(events: head.seq, head: head.hash.hex)
      return (try [line(header)] + lines).joined()
    }
  }

  private func line(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}

private struct ExportHeader: Encodable {
  var schema = "edalab.progress/1"
  var events: Int
  var head: String
}

private struct ExportedEvent: Encodable {
  var seq: Int
  var at: String
  var kind: String
  var body: String?
  var bodyBase64: String?
  var prev: String
  var hash: String

  init(_ event: StoredEvent) {
    seq = event.seq
    at = event.at
    kind = event.kind
    body = String(data: event.body, encoding: .utf8)
    bodyBase64 = body == nil ? event.body.base64EncodedString() : nil
    prev = event.prev.hex
    hash = event.hash.hex
  }
}
