import Foundation
import GRDB

/// An event with its place, and the end of its chain once it is taken.
struct PlacedEvent {
  let event: StoredEvent
  let place: EventPlace
  let head: ChainHead
}

/// Reads the events of one chain and checks that each follows the one before.
struct ChainReader {
  private(set) var head: ChainHead
  private let path: String
  private let rows: RowCursor

  init(_ head: ChainHead, path: String, rows: RowCursor) {
    self.head = head
    self.path = path
    self.rows = rows
  }

  /// The next event; nil behind the last.
  ///
  /// - Throws: `damaged` with the name of the first event that does not follow or cannot be read.
  mutating func next() throws -> PlacedEvent? {
    do {
      guard let row = try rows.next() else { return nil }
      guard let event = StoredEvent(row), let place = head.advance(over: event) else {
        throw ProgressError(.damaged(head.next), path: path)
      }
      return PlacedEvent(event: event, place: place, head: head)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      throw ProgressError(.damaged(head.next), path: path)
    }
  }
}

/// Reads several chains as one sequence, ordered by place.
struct MergedReader {
  private var readers: [ChainReader]
  /// The next event of each reader.
  private var waiting: [PlacedEvent?]?

  init(_ readers: [ChainReader]) { self.readers = readers }

  /// The next event; nil behind the last.
  mutating func next() throws -> PlacedEvent? {
    var waiting = try self.waiting ?? readers.indices.map { try readers[$0].next() }
    let first = waiting.indices.filter { waiting[$0] != nil }.min {
      guard let one = waiting[$0], let other = waiting[$1] else { return false }
      return one.place < other.place
    }
    guard let first else { return nil }
    let event = waiting[first]
    waiting[first] = try readers[first].next()
    self.waiting = waiting
    return event
  }
}

extension StoredEvent {
  /// Nil if a column has another type than the table allows, which only damage brings about.
  init?(_ row: Row) {
    let columns = row.columnsAsStored
    guard columns.count == 7, let chain = columns[0].text, case .int64(let seq) = columns[1],
      let at = columns[2].text, let kind = columns[3].text, let body = columns[4].bytes,
      let prev = columns[5].bytes, let hash = columns[6].bytes
    else { return nil }
    let id = EventID(chain: chain, seq: Int(seq))
    self.init(id: id, at: at, kind: kind, body: body, prev: prev, hash: hash)
  }
}

extension DatabaseValue.Storage {
  fileprivate var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  fileprivate var bytes: Data? {
    guard case .blob(let data) = self else { return nil }
    return data
  }
}
