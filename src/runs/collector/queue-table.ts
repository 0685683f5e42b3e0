import type { Database } from './database'

/** A listing that waits to be asked for. */
export interface QueueEntry {
  readonly place: number
  readonly id: string
  readonly url: string
  /** Tries so far. */
  readonly tries: number
  /** Not to be asked for before, milliseconds since the epoch. */
  readonly notBefore: number
  readonly etag: string | null
  readonly lastModified: string | null
}

/** Where an entry stands in the order in which its host's are asked for. */
export type QueuePlace = Pick<QueueEntry, 'notBefore' | 'place'>

/** The queue on the disk: nothing of it is kept in memory but what is taken out. To be changed in transactions only. */
export interface QueueTable {
  /** The hosts that something waits for. */
  hosts(): readonly string[]
  /** The entries of a host that come next after a place in this order: those that may be asked for now first. */
  next(host: string, after: QueuePlace, limit: number): readonly QueueEntry[]
  /** The entry at a place, if it waits to be asked for. */
  at(place: number): (QueueEntry & { readonly host: string }) | null
  /** Puts a listing in; says whether it was there as failed, or already in. */
  add(id: string, url: string): 'added' | 'wasFailed' | 'wasQueued'
  remove(id: string): void
  later(id: string, change: { readonly tries: number; readonly notBefore: number; readonly reason: string }): void
  fail(id: string, change: { readonly tries: number; readonly reason: string; readonly at: string }): void
  /** Puts all failed ones in again; returns how many. */
  retryFailed(): number
}

/** Opens the queue. */
export function queueTable(database: Database): QueueTable {
  const nextHost = database.prepare(`SELECT host FROM queue WHERE state = 'queued' AND host > ? ORDER BY host LIMIT 1`)
  const next = database.prepare(
    `SELECT place, q.id, url, tries, not_before AS notBefore, s.etag, s.last_modified AS lastModified
      FROM queue AS q LEFT JOIN listing_state AS s ON s.id = q.id
      WHERE state = 'queued' AND host = ? AND (not_before, place) > (?, ?) ORDER BY not_before, place LIMIT ?`,
  )
  const at = database.prepare(
    `SELECT place, id, url, host, tries, not_before AS notBefore, NULL AS etag, NULL AS lastModified
      FROM queue WHERE place = ? AND state = 'queued'`,
  )
  const stateOf = database.prepare('SELECT state FROM queue WHERE id = ?')
  const insert = database.prepare(
    `INSERT INTO queue (id, url, host, state, tries, not_before) VALUES (?, ?, ?, 'queued', 0, 0)
      ON CONFLICT (id) DO NOTHING`,
  )
  const remove = database.prepare('DELETE FROM queue WHERE id = ?')
  const later = database.prepare('UPDATE queue SET tries = ?, not_before = ?, reason = ? WHERE id = ?')
  const fail = database.prepare(`UPDATE queue SET state = 'failed', tries = ?, reason = ?, failed_at = ? WHERE id = ?`)
  const retry = database.prepare(
    `UPDATE queue SET state = 'queued', tries = 0, not_before = 0, reason = NULL, failed_at = NULL
      WHERE state = 'failed'`,
  )
  return {
    hosts() {
      const found: string[] = []
      // One look for each host: asking for all different ones at once would go through the whole queue.
      for (let host = ''; ; host = found.at(-1) ?? '') {
        const row = nextHost.get(host) as { host: string } | undefined
        if (row === undefined) return found
        found.push(row.host)
      }
    },
    at: (place) => (at.get(place) as (QueueEntry & { host: string }) | undefined) ?? null,
    next: (host, { notBefore, place }, limit) => next.all(host, notBefore, place, limit) as QueueEntry[],
    add(id, url) {
      const { host } = new URL(url)
      if (insert.run(id, url, host).changes === 1) return 'added'
      const { state } = stateOf.get(id) as { state: string }
      if (state === 'queued') return 'wasQueued'
      // A place of its own, so that what was written down about the one before is never taken for what comes of this.
      remove.run(id)
      insert.run(id, url, host)
      return 'wasFailed'
    },
    remove: (id) => remove.run(id),
    later: (id, { tries, notBefore, reason }) => later.run(tries, Math.ceil(notBefore), reason, id),
    fail: (id, { tries, reason, at: failedAt }) => fail.run(tries, reason, failedAt, id),
    retryFailed: () => retry.run().changes,
  }
}
