import Foundation

extension ProgressStore {
  /// Every event as one JSON object a line, in the order in which they are folded, after a line
  /// that names the form and the chains (docs/records.md).
  ///
  /// A body is a string with the very bytes that were hashed, so that whoever reads the export can
  /// check the chains.
  ///
  /// - Throws: `damaged` if an event does not hold. Nothing is exported then.
  package func export() throws(ProgressError) -> String {
    try reading { log in
      // A missing end is seen by the projection alone.
      _ = try SavedProjection.current(of: log)
      var lines: [String] = []
      var heads: [String: ChainHead] = [:]
      var events = try log.events(behind: [:])
      while let next = try events.next() {
        heads[next.head.chain] = next.head
        lines.append(try line(ExportedEvent(next.event)))
      }
      return (try [line(ExportHeader(heads))] + lines).joined()
    }
  }

  private func line(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
