/// The tables of the store, as forward-only steps.
enum Schema {
  /// "EDAL": marks the file as ours.
  static let applicationID = 0x4544_414C

  /// Each step takes a file from one version to the next; the first makes an empty file version 1.
  /// A step that was released is never changed.
  static let migrations = [version1, version2]

  /// The version that the last step gives.
  static var version: Int { migrations.count }

  /// The events of a file of version 1, with the columns of today: one chain, named after its first
  /// event.
  static let rowsOfVersion1 = """
    (SELECT (SELECT lower(substr(hex(hash), 1, 32)) FROM events WHERE seq = 1) AS chain,
      seq, at, kind, body, prev, hash FROM events)
    """

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

  /// Several chains. The events that are there become one that is not added to any more: a copy of
  /// the same file that is migrated elsewhere then holds the same chain.
  private static let version2 = """
    CREATE TABLE events_of_all_chains (
      chain TEXT NOT NULL CHECK (length(chain) = 32 AND chain NOT GLOB '*[^0-9a-f]*'),
      seq INTEGER NOT NULL,
      at TEXT NOT NULL,
      kind TEXT NOT NULL,
      body BLOB NOT NULL,
      prev BLOB NOT NULL CHECK (length(prev) = 32),
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      PRIMARY KEY (chain, seq)
    ) STRICT;
    INSERT INTO events_of_all_chains SELECT * FROM \(rowsOfVersion1) ORDER BY seq;
    DROP TABLE events;
    ALTER TABLE events_of_all_chains RENAME TO events;
    CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
      BEGIN SELECT raise(ABORT, 'an event is never changed'); END;
    CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
      BEGIN SELECT raise(ABORT, 'an event is never deleted'); END;
    CREATE TRIGGER events_are_only_appended BEFORE INSERT ON events
      WHEN NEW.seq IS NOT
          (SELECT coalesce(max(seq), 0) + 1 FROM events WHERE chain = NEW.chain)
        OR NEW.prev IS NOT coalesce(
          (SELECT hash FROM events WHERE chain = NEW.chain ORDER BY seq DESC LIMIT 1),
          zeroblob(32))
      BEGIN SELECT raise(ABORT, 'an event follows the last one of its chain'); END;
    CREATE TABLE own_chain (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      chain TEXT NOT NULL CHECK (length(chain) = 32 AND chain NOT GLOB '*[^0-9a-f]*')
    ) STRICT;
    DROP TABLE projections;
    CREATE TABLE projections (
      name TEXT PRIMARY KEY,
      version INTEGER NOT NULL,
      body BLOB NOT NULL,
      digest BLOB NOT NULL
    ) STRICT;
    """
}
