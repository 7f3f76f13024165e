/**
 * The tables of the PostgreSQL store; each statement may run again. `heads` is what the compare-and-set compares. Entries
 * can be added and read, never changed: a trigger refuses, whichever program connects. `data` is text and not jsonb, which
 * would rewrite the canonical JSON that was hashed.
 */
export const POSTGRES_SCHEMA = `
CREATE TABLE IF NOT EXISTS adref_heads (text text PRIMARY KEY, seq bigint NOT NULL, hash text NOT NULL);

CREATE TABLE IF NOT EXISTS adref_entries (
  text text NOT NULL,
  seq bigint NOT NULL CHECK (seq > 0),
  kind text NOT NULL,
  words bytea NOT NULL,
  data text NOT NULL,
  act_key text,
  party text,
  person text NOT NULL,
  at text NOT NULL,
  prev text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (text, seq)
);
CREATE UNIQUE INDEX IF NOT EXISTS adref_entries_key
  ON adref_entries (text, person, act_key) WHERE act_key IS NOT NULL;

CREATE OR REPLACE FUNCTION adref_entries_stay() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'ledger entries are never changed'; END $$;
CREATE OR REPLACE TRIGGER adref_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON adref_entries
  FOR EACH STATEMENT EXECUTE FUNCTION adref_entries_stay();

CREATE TABLE IF NOT EXISTS adref_checkpoints (
  text text NOT NULL,
  seq bigint NOT NULL,
  words bytea NOT NULL,
  rest text NOT NULL,
  PRIMARY KEY (text, seq)
);

CREATE TABLE IF NOT EXISTS adref_secrets (
  hash text PRIMARY KEY,
  kind text NOT NULL,
  person text NOT NULL,
  expires text NOT NULL
);

CREATE TABLE IF NOT EXISTS adref_settings (name text PRIMARY KEY, value text NOT NULL);
`;

/** Held while the tables are made, so that two nodes that start at once do not trip over each other. */
export const SCHEMA_LOCK = 4_400_001;

/** The channel on which nodes tell each other how far a text's ledger reaches. */
export const HEAD_CHANNEL = "adref_head";
