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

/** The queue on the disk: nothing of it is kept in memory but what is taken out. To be changed in transactions only. */
export interface QueueTable {
  /** The hosts that something waits for. */
  hosts(): readonly string[]
  /** The entries of a host that come next, those that may be asked for now first. */
  next(host: string, limit: number): readonly QueueEntry[]
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
      WHERE state = 'queued' AND host = ? ORDER BY not_before, place LIMIT ?`,
  )
  const stateOf = database.prepare('SELECT state FROM queue WHERE id = ?')
  const insert = database.prepare(
    `INSERT INTO queue (id, url, host, state, tries, not_before) VALUES (?, ?, ?, 'queued', 0, 0)`,
  )
  const renew = database.prepare(
    `UPDATE queue SET url = ?, host = ?, state = 'queued', tries = 0, not_before = 0, reason = NULL, failed_at = NULL
      WHERE id = ?`,
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
    next: (host, limit) => next.all(host, limit) as QueueEntry[],
    add(id, url) {
      const row = stateOf.get(id) as { state: string } | undefined
      const { host } = new URL(url)
      if (row === undefined) insert.run(id, url, host)
      else if (row.state === 'failed') renew.run(url, host, id)
      if (row === undefined) return 'added'
      return row.state === 'failed' ? 'wasFailed' : 'wasQueued'
    },
    remove: (id) => remove.run(id),
    later: (id, { tries, notBefore, reason }) => later.run(tries, Math.ceil(notBefore), reason, id),
    fail: (id, { tries, reason, at }) => fail.run(tries, reason, at, id),
    retryFailed: () => retry.run().changes,
  }
}
