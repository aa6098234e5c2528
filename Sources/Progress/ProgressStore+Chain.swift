import Foundation
import GRDB

/// What a check of the whole log found.
package struct ChainReport: Equatable, Sendable {
  /// How many events hold, counted from the first.
  package var events: Int
  /// The hash of the last event that holds, in hexadecimal.
  package var head: String
  /// The number of the first event that does not hold, is missing or cannot be read.
  package var firstBroken: Int?
  /// What SQLite says of the file's structure; empty if nothing is wrong.
  package var structure: [String]

  /// Nothing is wrong with the chain or with the file.
  package var isIntact: Bool { firstBroken == nil && structure.isEmpty }
}

extension ProgressStore {
  /// Checks every event, and the structure of the file.
  ///
  /// It shows that an event was altered, or that the end is missing although the saved projection
  /// knows it. It cannot show that the whole file was written anew. Damage is reported, not thrown;
  /// after it the store writes nothing more.
  package func verifyChain() throws(ProgressError) -> ChainReport {
    let report = try reading { try ChainReport($0) }
    if !report.isIntact {
      stopWriting(ProgressError(.damaged(seq: report.firstBroken), path: path))
    }
    return report
  }
}

extension ChainReport {
  init(_ log: EventLog) throws {
    var head = ChainHead.start
    var broken: Int?
    var structure = try ChainReport.structure(of: log.database)
    do {
      try log.walk(from: .start) { head = ChainHead(seq: $0.seq, hash: $0.hash) }
      // The walk does not see that the end is missing; the saved projection may know.
      _ = try SavedProjection.current(of: log)
    } catch let error as ProgressError {
      guard case .damaged(let seq) = error.code else { throw error }
      broken = seq
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      structure.append(error.message ?? "malformed")
    }
    self.init(events: head.seq, head: head.hash.hex, firstBroken: broken, structure: structure)
  }

  private static func structure(of database: Database) throws -> [String] {
    do {
      let found = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
      return found == ["ok"] ? [] : found
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      return [error.message ?? "malformed"]
    }
  }
}

extension Data {
  /// Two lower-case digits for each byte.
  var hex: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
