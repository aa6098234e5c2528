/// The tables of the store, as forward-only steps.
enum Schema {
  /// "EDAL": marks the file as ours.
  static let applicationID = 0x4544_414C

  /// Each step takes a file from one version to the next; the first makes an empty file version 1.
  /// A step that was released is never changed.
  static let migrations = [version1]

  private static let version1 = """
    CREATE TABLE events (
      seq INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      kind TEXT NOT NULL,
      body BLOB NOT NULL,
      prev BLOB NOT NULL CHECK (length(prev) = 32),
      hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;
    CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
      BEGIN SELECT raise(ABORT, 'an event is never changed'); END;
    CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
      BEGIN SELECT raise(ABORT, 'an event is never deleted'); END;
    CREATE TRIGGER events_are_only_appended BEFORE INSERT ON events
      WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM events)
        OR NEW.prev IS NOT coalesce(
          (SELECT hash FROM events ORDER BY seq DESC LIMIT 1), zeroblob(32))
      BEGIN SELECT raise(ABORT, 'an event follows the last one'); END;
    CREATE TABLE projections (
      name TEXT PRIMARY KEY,
      version INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      head BLOB NOT NULL,
      body BLOB NOT NULL,
      digest BLOB NOT NULL
    ) STRICT;
    """
}
