-- A database as version 1 of its layout was written: three of six listings are collected.
PRAGMA journal_mode = WAL;
BEGIN;
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
INSERT INTO run VALUES (1, '{"address":"http://SOURCE/listings","seed":null,"items":"$.items","id":"$.id","next":"$.next","listing":"http://SOURCE/listings/{id}","body":"$","listingId":"$.id","require":""}', 1, 'drain', NULL, 1, 0, 0, 1, 3, 0, 3);
ALTER TABLE listings ADD COLUMN "title";
INSERT INTO listing_fields VALUES ('title', 'title');
ALTER TABLE listings ADD COLUMN "price";
INSERT INTO listing_fields VALUES ('price', 'price');
ALTER TABLE listings ADD COLUMN "rooms";
INSERT INTO listing_fields VALUES ('rooms', 'rooms');
ALTER TABLE listings ADD COLUMN "sold";
INSERT INTO listing_fields VALUES ('sold', 'sold');
INSERT INTO listing_state (id, page_mark, seen_cycle) VALUES ('L00001', 'mark', 1);
INSERT INTO listings VALUES ('L00001', 'http://SOURCE/listings/L00001', '2026-11-20T08:00:00.000Z', '2026-11-20T08:00:00.000Z', '2026-11-20T08:00:00.000Z', '{"id":"L00001","title":"Flat 1","price":537,"rooms":2,"sold":false}', 'Flat 1', 537, 2, 0);
INSERT INTO listing_state (id, page_mark, seen_cycle) VALUES ('L00002', 'mark', 1);
INSERT INTO listings VALUES ('L00002', 'http://SOURCE/listings/L00002', '2026-11-20T08:00:00.000Z', '2026-11-20T08:00:00.000Z', '2026-11-20T08:00:00.000Z', '{"id":"L00002","title":"Flat 2","price":574,"rooms":3,"sold":false}', 'Flat 2', 574, 3, 0);
INSERT INTO listing_state (id, page_mark, seen_cycle) VALUES ('L00003', 'mark', 1);
INSERT INTO listings VALUES ('L00003', 'http://SOURCE/listings/L00003', '2026-11-20T08:00:00.000Z', '2026-11-20T08:00:00.000Z', '2026-11-20T08:00:00.000Z', '{"id":"L00003","title":"Flat 3","price":611,"rooms":4,"sold":false}', 'Flat 3', 611, 4, 0);
INSERT INTO listing_state (id, page_mark, seen_cycle) VALUES ('L00004', 'mark', 1);
INSERT INTO queue (id, url, host, state, tries, not_before) VALUES ('L00004', 'http://SOURCE/listings/L00004', 'SOURCE', 'queued', 0, 0);
INSERT INTO listing_state (id, page_mark, seen_cycle) VALUES ('L00005', 'mark', 1);
INSERT INTO queue (id, url, host, state, tries, not_before) VALUES ('L00005', 'http://SOURCE/listings/L00005', 'SOURCE', 'queued', 0, 0);
INSERT INTO listing_state (id, page_mark, seen_cycle) VALUES ('L00006', 'mark', 1);
INSERT INTO queue (id, url, host, state, tries, not_before) VALUES ('L00006', 'http://SOURCE/listings/L00006', 'SOURCE', 'queued', 0, 0);
COMMIT;
PRAGMA application_id = 1181053549;
PRAGMA user_version = 1;
