package import Results

/// What the transactional stores hold after a step of a trace.
package struct StoreContents: Equatable, Sendable {
  /// One entry that is there.
  package struct Entry: Equatable, Sendable {
    package var store: String
    package var key: String
    /// As `TraceWrite` tells it.
    package var value: String
    /// The number of the step that wrote it last.
    package var writtenAt: Int
  }

  private struct Place: Hashable {
    var store: String
    var key: String
  }

  /// The number of the step.
  package let step: Int
  /// By store, then by key, in the order of their code points.
  package let entries: [Entry]

  /// Folds the writes of every step up to and with the one of this number; no entries before the
  /// first step. A crash takes nothing away, because what is committed stays.
  package init(of trace: Trace, at step: Int) {
    var entries: [Place: Entry] = [:]
    for past in trace.steps where past.number <= step {
      for write in past.writes {
        entries[Place(store: write.store, key: write.key)] = write.value.map {
          Entry(store: write.store, key: write.key, value: $0, writtenAt: past.number)
        }
      }
    }
    self.step = step
    self.entries = entries.values.sorted { ($0.store, $0.key) < ($1.store, $1.key) }
  }

  /// The contents for people: a line for each entry, each store under its name.
  ///
  /// - Parameter width: in columns, at least 40; longer values are cut.
  package func lines(width: Int = 80) -> [ReportLine] {
    let width = max(width, 40)
    guard !entries.isEmpty else {
      return [ReportLine(.note, "After step \(step) the stores are empty.")]
    }
    var lines = [ReportLine(.heading, "After step \(step)")]
    var store: String?
    let keys = entries.map { $0.key.onOneLine.columns }.reduce(0, max)
    for entry in entries {
      if entry.store != store {
        lines.append(ReportLine(.note, "store \(entry.store.onOneLine)".cut(to: width)))
      }
      store = entry.store
      let key = entry.key.onOneLine.cut(to: width / 3).padded(to: min(keys, width / 3))
      let isNew = entry.writtenAt == step
      let origin = isNew ? "  (new)" : "  (step \(entry.writtenAt))"
      let line = "  \(key)  \(entry.value.onOneLine)".cut(to: width - origin.columns) + origin
      lines.append(ReportLine(isNew ? .hint : .detail, line))
    }
    return lines
  }
}
