import type { Database, Statement } from './database'
import { fieldColumns, quoted, type FieldColumns } from './field-columns'
import { fieldsOf, type CheckedListing, type FieldValue } from './listing-check'

/** A listing that is to be kept. */
export interface NewListing extends CheckedListing {
  readonly id: string
  readonly url: string
}

/** When something happens to a listing. */
export interface Moment {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly cycle: number
}

/** The listings and what became of their fields. To be changed in transactions only. */
export interface ListingTable {
  /** Keeps a listing; what differs from before is written down field by field. */
  put(listing: NewListing, moment: Moment): void
  seen(id: string, moment: Moment): void
  /** Takes listings that the source doesn't offer any more out of the current ones, and keeps them apart. */
  moveGone(ids: readonly string[], moment: Moment): number
  /** To be called when a transaction was taken back. */
  reload(): void
}

type Fields = Readonly<Record<string, FieldValue>>

/** Opens the listings. */
export function listingTable(database: Database): ListingTable {
  const columns = fieldColumns(database)
  const bodyOf = database.prepare('SELECT body FROM listings WHERE id = ?')
  const seen = database.prepare('UPDATE listings SET last_seen = ? WHERE id = ?')
  const change = database.prepare('INSERT INTO listing_changes VALUES (?, ?, ?, ?, ?, ?)')
  const gone = database.prepare(
    `INSERT INTO gone_listings SELECT id, source_url, first_seen, last_seen, ?, body FROM listings WHERE id = ?`,
  )
  const remove = database.prepare('DELETE FROM listings WHERE id = ?')
  let put = putStatement(database, columns)

  function noteChanges(id: string, before: Fields, now: Fields, { at, cycle }: Moment): void {
    for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
      const [oldValue, newValue] = [stored(before[name]), stored(now[name])]
      if (oldValue !== newValue) change.run(id, at, cycle, name, oldValue, newValue)
    }
  }

  return {
    put(listing, moment) {
      const { id, url, body } = listing
      const fields = fieldsOf(body)
      if (columns.ensure(fields)) put = putStatement(database, columns)
      const before = bodyOf.get(id) as { body: string } | undefined
      const isChanged = before?.body !== body
      if (before !== undefined && isChanged) noteChanges(id, fieldsOf(before.body), fields, moment)
      const values = columns.entries.map(([name]) => stored(fields[name]))
      put.run(id, url, moment.at, moment.at, moment.at, body, ...values, isChanged ? 1 : 0)
    },
    seen: (id, { at }) => seen.run(at, id),
    moveGone(ids, { at }) {
      let moved = 0
      for (const id of ids) {
        moved += gone.run(at, id).changes
        remove.run(id)
      }
      return moved
    },
    reload() {
      columns.reload()
      put = putStatement(database, columns)
    },
  }
}

function putStatement(database: Database, columns: FieldColumns): Statement {
  const names = columns.entries.map(([, column]) => quoted(column))
  const own = ['id', 'source_url', 'first_seen', 'last_seen', 'changed_at', 'body']
  const updates = ['source_url', 'last_seen', 'body', ...names].map((name) => `${name} = excluded.${name}`)
  const places = [...own, ...names].map((_, index) => `?${index + 1}`)
  const isChanged = `?${own.length + names.length + 1}`
  return database.prepare(
    `INSERT INTO listings (${[...own, ...names].join(', ')}) VALUES (${places.join(', ')})
      ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')},
      changed_at = CASE ${isChanged} WHEN 1 THEN excluded.changed_at ELSE listings.changed_at END`,
  )
}

/** SQLite has no truth values. */
function stored(value: FieldValue | undefined): string | number | null {
  return typeof value === 'boolean' ? Number(value) : (value ?? null)
}
