/** What a history file says that it is: `Fhis`. */
export const applicationId = 0x46686973

/**
 * The steps from an empty file to what this app uses; a file's `user_version` tells how many it has had.
 *
 * A step that was released is never changed: files that had it are out there. A pause's `number` counts within its run.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE runs (
    run_id TEXT PRIMARY KEY NOT NULL,
    profile_id TEXT NOT NULL,
    name TEXT NOT NULL,
    run_kind TEXT NOT NULL,
    item_noun TEXT NOT NULL,
    command TEXT NOT NULL,
    settings TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    outcome_kind TEXT,
    outcome TEXT,
    item INTEGER,
    total INTEGER,
    result TEXT NOT NULL DEFAULT '',
    removed INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE INDEX runs_newest ON runs (started_at DESC) WHERE removed = 0;
  CREATE TABLE pauses (
    run_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    asked_at INTEGER,
    asked_by TEXT NOT NULL,
    paused_at INTEGER,
    paused_line INTEGER,
    item INTEGER,
    released_at INTEGER,
    released_by TEXT,
    resumed_at INTEGER,
    resumed_line INTEGER,
    ended_at INTEGER,
    withdrawn INTEGER NOT NULL,
    PRIMARY KEY (run_id, number)
  ) WITHOUT ROWID;
  `,
  `
  ALTER TABLE runs ADD COLUMN asleep_ms INTEGER NOT NULL DEFAULT 0;
  `,
]
