package import Foundation

extension ProgressStore {
  /// Adds the events of an export that are not here: the store then holds the union of both. To
  /// import a file twice, or several in any order, comes to the same.
  ///
  /// The whole file is checked before anything is written, and all of it is written or nothing.
  package func importing(_ export: Data) throws(ProgressError) -> ImportOutcome {
    let reader: ExportReader
    do {
      reader = try ExportReader(export)
    } catch {
      return .refused(error.refusal)
    }
    return try writing { log in
      var projection = try SavedProjection.current(of: log)
      if let fork = try log.fork(projection.heads, in: reader.events) { return .refused(fork) }
      let report = try log.add(reader.events, behind: projection.heads)
      try projection.catchUp(with: log)
      try projection.save(in: log)
      return .done(report)
    }
  }
}

extension EventLog {
  /// The first event that is another one here.
  fileprivate func fork(
    _ heads: [String: ChainHead], in events: [ExportReader.Line]
  ) throws -> ImportRefusal? {
    for (event, line) in events where event.id.seq <= heads[event.id.chain]?.seq ?? 0 {
      guard let here = try self.event(event.id) else {
        throw ProgressError(.damaged(event.id), path: path)
      }
      if here.hash != event.hash { return ImportRefusal(.fork(event.id), line: line) }
    }
    return nil
  }

  /// Adds the events that are not here.
  fileprivate func add(
    _ events: [ExportReader.Line], behind heads: [String: ChainHead]
  ) throws -> ImportReport {
    let added = events.map(\.event).filter { $0.id.seq > heads[$0.id.chain]?.seq ?? 0 }
    for event in added { try insert(event) }
    let chains = Set(added.map(\.id.chain))
    // Somebody else holds more of this store's chain than the store: nobody continues it twice.
    if let own = try ownChain(), chains.contains(own) { try endOwnChain() }
    return ImportReport(
      added: added.count, chains: chains.count, known: events.count - added.count)
  }
}
