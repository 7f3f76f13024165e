/**
 * The tables of the embedded store. Entries can be added and read, never changed: triggers abort anything else, whichever
 * program opens the file. `data` is the canonical JSON that was hashed (ledger.ts).
 */
export const SQLITE_SCHEMA = `
CREATE TABLE IF NOT EXISTS entries (
  text TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq > 0),
  kind TEXT NOT NULL,
  words BLOB NOT NULL,
  data TEXT NOT NULL,
  act_key TEXT,
  party TEXT,
  person TEXT NOT NULL,
  at TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (text, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS entries_key ON entries (text, person, act_key) WHERE act_key IS NOT NULL;
CREATE TRIGGER IF NOT EXISTS entries_are_never_changed BEFORE UPDATE ON entries
  BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END;
CREATE TRIGGER IF NOT EXISTS entries_are_never_deleted BEFORE DELETE ON entries
  BEGIN SELECT RAISE(ABORT, 'ledger entries are never deleted'); END;
CREATE TRIGGER IF NOT EXISTS entries_are_never_replaced BEFORE INSERT ON entries
  WHEN EXISTS (SELECT 1 FROM entries WHERE text = NEW.text AND seq = NEW.seq)
  BEGIN SELECT RAISE(ABORT, 'ledger entries are never replaced'); END;

CREATE TABLE IF NOT EXISTS checkpoints (
  text TEXT NOT NULL,
  seq INTEGER NOT NULL,
  words BLOB NOT NULL,
  rest TEXT NOT NULL,
  PRIMARY KEY (text, seq)
) STRICT;

CREATE TABLE IF NOT EXISTS secrets (
  hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  person TEXT NOT NULL,
  expires TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/** Rises when the tables change; a file of a later version is refused. */
export const SQLITE_VERSION = 1;
