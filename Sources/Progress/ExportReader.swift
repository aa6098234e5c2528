import Foundation

/// An export that was read and holds.
struct ExportReader {
  /// An event and the line that it stands on, from 1.
  typealias Line = (event: StoredEvent, line: Int)

  private(set) var events: [Line] = []
  private var heads: [String: ChainHead] = [:]

  /// Reads a whole file and checks every chain in it.
  ///
  /// - Throws: ``Refused`` at the first line that is wrong.
  init(_ text: Data) throws(Refused) {
    // An empty line at the end is what a line break leaves.
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let header = try Self.header(lines.first)
    for (index, line) in lines.enumerated().dropFirst() { try take(line, number: index + 1) }
    try compare(with: header, lines: lines.count)
  }

  /// Carries a refusal out of the reader.
  struct Refused: Error {
    let refusal: ImportRefusal

    init(_ reason: ImportRefusal.Reason, line: Int) {
      refusal = ImportRefusal(reason, line: line)
    }
  }

  private static func header(_ line: Data?) throws(Refused) -> ExportHeader {
    struct Form: Decodable { let schema: String }
    guard let line, let form = try? JSONDecoder().decode(Form.self, from: line) else {
      throw Refused(.notAnExport, line: 1)
    }
    guard form.schema == ExportHeader.schema else {
      let isNewer = ExportHeader.isNewer(form.schema)
      throw Refused(isNewer ? .newerForm(form.schema) : .notAnExport, line: 1)
    }
    guard let header = try? JSONDecoder().decode(ExportHeader.self, from: line) else {
      throw Refused(.malformed, line: 1)
    }
    return header
  }

  private mutating func take(_ line: Data, number: Int) throws(Refused) {
    guard let event = (try? JSONDecoder().decode(ExportedEvent.self, from: line))?.event else {
      throw Refused(.malformed, line: number)
    }
    var head = heads[event.id.chain] ?? ChainHead(chain: event.id.chain)
    guard head.advance(over: event) != nil else {
      throw Refused(.broken(event.id), line: number)
    }
    heads[event.id.chain] = head
    events.append((event, number))
  }

  /// A file that was cut off at the end of a line has less than its first line says.
  private func compare(with header: ExportHeader, lines: Int) throws(Refused) {
    let found = ExportHeader(heads)
    guard found != header else { return }
    let differing = found.chains.first { !header.chains.contains($0) }
    let missing = header.chains.first { !found.chains.contains($0) }
    throw Refused(.otherEnd(chain: (missing ?? differing)?.chain ?? ""), line: lines)
  }
}
