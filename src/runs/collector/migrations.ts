/** What a database file says that it is: `Ferm`. */
export const applicationId = 0x4665726d

/**
 * The steps from an empty file to what this program uses; a file's `user_version` tells how many it has had.
 *
 * A step that was released is never changed: files that had it are out there. docs/collector-database.md explains the tables.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE run (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    source TEXT NOT NULL,
    cycle INTEGER NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('pages', 'drain', 'wait')),
    next_page TEXT,
    pages INTEGER NOT NULL,
    next_cycle_at INTEGER NOT NULL,
    cycles_done INTEGER NOT NULL,
    pages_ever INTEGER NOT NULL,
    collected INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    queued INTEGER NOT NULL
  );
  CREATE TABLE listings (
    id TEXT PRIMARY KEY NOT NULL,
    source_url TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    body TEXT NOT NULL
  );
  CREATE TABLE gone_listings (
    id TEXT NOT NULL,
    source_url TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    gone_at TEXT NOT NULL,
    body TEXT NOT NULL
  );
  CREATE INDEX gone_listings_id ON gone_listings (id);
  CREATE TABLE listing_fields (
    name TEXT PRIMARY KEY NOT NULL,
    column_name TEXT NOT NULL UNIQUE COLLATE NOCASE
  ) WITHOUT ROWID;
  CREATE TABLE listing_changes (
    id TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    cycle INTEGER NOT NULL,
    field TEXT NOT NULL,
    old_value,
    new_value
  );
  CREATE INDEX listing_changes_id ON listing_changes (id);
  CREATE TABLE listing_state (
    id TEXT PRIMARY KEY NOT NULL,
    page_mark TEXT,
    seen_cycle INTEGER NOT NULL,
    etag TEXT,
    last_modified TEXT
  ) WITHOUT ROWID;
  CREATE TABLE queue (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    host TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'failed')),
    tries INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    reason TEXT,
    failed_at TEXT
  );
  CREATE INDEX queue_next ON queue (host, not_before, place) WHERE state = 'queued';
  CREATE INDEX queue_failed ON queue (failed_at) WHERE state = 'failed';
  CREATE TABLE pages (
    url TEXT PRIMARY KEY NOT NULL,
    cycle INTEGER NOT NULL,
    etag TEXT,
    last_modified TEXT,
    next TEXT,
    items TEXT NOT NULL
  );
  CREATE VIEW failed_listings AS
    SELECT id, url AS source_url, reason, tries, failed_at FROM queue WHERE state = 'failed';
  CREATE VIEW price_history AS
    SELECT id, first_seen AS since, coalesce(
      (SELECT old_value FROM listing_changes AS c WHERE c.id = l.id AND c.field = 'price' ORDER BY c.rowid LIMIT 1),
      json_extract(body, '$.price')) AS price
    FROM listings AS l WHERE json_extract(body, '$.price') IS NOT NULL
    UNION ALL
    SELECT id, changed_at, new_value FROM listing_changes WHERE field = 'price';
  `,
  `
  CREATE TABLE host_holds (
    host TEXT PRIMARY KEY NOT NULL,
    status INTEGER NOT NULL,
    until INTEGER NOT NULL
  ) WITHOUT ROWID;
  `,
]
