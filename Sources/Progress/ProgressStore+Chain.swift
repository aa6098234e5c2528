import Foundation
import GRDB

/// What a check of the whole log found.
package struct ChainReport: Equatable, Sendable {
  /// What a check of one chain found.
  package struct Chain: Equatable, Sendable {
    /// Its name: 32 hexadecimal digits.
    package var name: String
    /// How many events hold, counted from the first.
    package var events: Int
    /// The hash of the last event that holds, in hexadecimal.
    package var head: String
    /// The first event that does not hold, is missing or cannot be read.
    package var firstBroken: EventID?
    /// This store adds its own events to it.
    package var isOwn: Bool
  }

  /// In the order of their names.
  package var chains: [Chain]
  /// What is wrong with the file beside the chains; empty if nothing is.
  package var structure: [String]

  /// How many events hold.
  package var events: Int { chains.reduce(0) { $0 + $1.events } }
  /// The first event that does not hold in the first chain that is broken.
  package var firstBroken: EventID? { chains.lazy.compactMap(\.firstBroken).first }
  /// Nothing is wrong with the chains or with the file.
  package var isIntact: Bool { firstBroken == nil && structure.isEmpty }
}

extension ProgressStore {
  /// Checks every event of every chain, and the structure of the file.
  ///
  /// It shows that an event was altered, or that the end is missing although the saved projection
  /// knows it. It cannot show that the whole file was written anew. Damage is reported, not thrown;
  /// after it the store writes nothing more.
  package func verifyChains() throws(ProgressError) -> ChainReport {
    let report = try reading { try ChainReport($0) }
    if !report.isIntact { stopWriting(ProgressError(.damaged(report.firstBroken), path: path)) }
    return report
  }
}

extension ChainReport {
  init(_ log: EventLog) throws {
    var structure: [String] = []
    // Damage that no event is named for is a matter of structure.
    func read<Value>(_ body: () throws -> Value) throws -> Value? {
      do {
        return try body()
      } catch {
        guard case .damaged = ProgressError(error, path: "").code else { throw error }
        let words = (error as? DatabaseError)?.message ?? "a name of a chain cannot be read"
        if !structure.contains(words) { structure.append(words) }
        return nil
      }
    }
    let integrity = try read { try String.integrity(of: log.database) }
    structure += integrity ?? []
    let ends = try read { try SavedProjection.saved(in: log)?.heads ?? [:] } ?? [:]
    let own = try read { try log.ownChain() } ?? nil
    let count = try read { try log.count() }
    let names = try read { try log.chains() }
    let chains = try Set(ends.keys).union(names ?? []).sorted().map { name in
      Chain(try ChainWalk(name, in: log, knownEnd: ends[name]) { _ in }, isOwn: name == own)
    }
    self.init(chains: chains, structure: structure)
    if firstBroken == nil, let count, count != events {
      self.structure.append("there are events that belong to no chain")
    }
  }
}

extension ChainReport.Chain {
  fileprivate init(_ walk: ChainWalk, isOwn: Bool) {
    self.init(
      name: walk.head.chain, events: walk.head.seq, head: walk.head.hash.hex,
      firstBroken: walk.firstBroken, isOwn: isOwn)
  }
}

/// A walk over one chain that ends where the chain does, or where it breaks.
struct ChainWalk {
  private(set) var head: ChainHead
  /// The first event that does not hold, is missing or cannot be read.
  private(set) var firstBroken: EventID?

  /// - Parameters:
  ///   - knownEnd: where the chain ended once; it may be longer now, not shorter.
  ///   - visit: takes each event that holds.
  init(
    _ chain: String, in log: EventLog, knownEnd: ChainHead?, visit: (StoredEvent) -> Void
  ) throws {
    head = ChainHead(chain: chain)
    do {
      var reader = try log.events(behind: head)
      while let next = try reader.next() {
        head = next.head
        visit(next.event)
      }
    } catch {
      guard case .damaged(let id) = ProgressError(error, path: log.path).code else { throw error }
      firstBroken = id ?? head.next
    }
    guard firstBroken == nil, let knownEnd else { return }
    if head.seq < knownEnd.seq {
      firstBroken = head.next
    } else if try !knownEnd.isEnd(in: log) {
      firstBroken = EventID(chain: chain, seq: knownEnd.seq)
    }
  }
}

extension String {
  /// What SQLite says of the structure of a file; nothing if it is whole.
  static func integrity(of database: Database) throws -> [String] {
    let found = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
    return found == ["ok"] ? [] : found
  }
}
