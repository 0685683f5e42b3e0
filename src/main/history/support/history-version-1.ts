import { DatabaseSync } from '@photostructure/sqlite'

/** Writes a history as the first version of the app left it, in that version's own words: they must never change. */
export function writeVersionOne(path: string): void {
  const database = new DatabaseSync(path)
  database.exec(`
    CREATE TABLE runs (
      run_id TEXT PRIMARY KEY NOT NULL, profile_id TEXT NOT NULL, name TEXT NOT NULL, run_kind TEXT NOT NULL,
      item_noun TEXT NOT NULL, command TEXT NOT NULL, settings TEXT NOT NULL, started_at INTEGER NOT NULL,
      ended_at INTEGER, outcome_kind TEXT, outcome TEXT, item INTEGER, total INTEGER, result TEXT NOT NULL DEFAULT '',
      removed INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE INDEX runs_newest ON runs (started_at DESC) WHERE removed = 0;
    CREATE TABLE pauses (
      run_id TEXT NOT NULL, number INTEGER NOT NULL, asked_at INTEGER, asked_by TEXT NOT NULL, paused_at INTEGER,
      paused_line INTEGER, item INTEGER, released_at INTEGER, released_by TEXT, resumed_at INTEGER,
      resumed_line INTEGER, ended_at INTEGER, withdrawn INTEGER NOT NULL, PRIMARY KEY (run_id, number)
    ) WITHOUT ROWID;
    INSERT INTO runs VALUES ('training-20261120-080000-000', 'training', 'Training', 'training', 'batch', '["node"]', 'aa',
      1763625600000, 1763629200000, 'stopped', '{"kind":"stopped"}', 3106, 12800,
      'Progress saved, 3,106 of 12,800', 0);
    INSERT INTO pauses VALUES ('training-20261120-080000-000', 1, 1763626000000,
      '[{"reason":{"kind":"you"},"means":"button"}]', 1763626002000, 41, 300, 1763626060000,
      '{"reason":{"kind":"outside"},"means":"file"}', 1763626062000, 43, NULL, 0);
    PRAGMA application_id = 1181247859;
    PRAGMA user_version = 1;
  `)
  database.close()
}
