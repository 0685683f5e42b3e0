import type { Database } from './database'
import type { PageItem } from './page-reader'

/** What is known of each listing that a page named: whether it is new, changed or gone is decided by this. */
export interface StateTable {
  /**
   * Notes that a page of this cycle names the listing. It is to be asked for when it is new, or the page says something
   * else of it, or says nothing by which a change could be seen.
   */
  see(item: PageItem, cycle: number): 'new' | 'changed' | 'asBefore'
  /** Keeps what the next question for the listing may be tied to. */
  keepTags(id: string, etag: string | null, lastModified: string | null): void
  /** Some listings after the one named, in the order of their ids. */
  after(id: string, limit: number): readonly { readonly id: string; readonly seenCycle: number }[]
  forget(id: string): void
}

/** Opens the states. */
export function stateTable(database: Database): StateTable {
  const select = database.prepare('SELECT page_mark AS mark, seen_cycle AS seenCycle FROM listing_state WHERE id = ?')
  const insert = database.prepare('INSERT INTO listing_state (id, page_mark, seen_cycle) VALUES (?, ?, ?)')
  const update = database.prepare('UPDATE listing_state SET page_mark = ?, seen_cycle = ? WHERE id = ?')
  const tags = database.prepare('UPDATE listing_state SET etag = ?, last_modified = ? WHERE id = ?')
  const after = database.prepare(
    'SELECT id, seen_cycle AS seenCycle FROM listing_state WHERE id > ? ORDER BY id LIMIT ?',
  )
  const forget = database.prepare('DELETE FROM listing_state WHERE id = ?')
  return {
    see({ id, mark }, cycle) {
      const before = select.get(id) as { mark: string | null; seenCycle: number } | undefined
      if (before === undefined) {
        insert.run(id, mark, cycle)
        return 'new'
      }
      update.run(mark, cycle, id)
      // A listing that moves on while pages are read stands on two of them.
      const isChanged = mark === null ? before.seenCycle !== cycle : mark !== before.mark
      return isChanged ? 'changed' : 'asBefore'
    },
    keepTags: (id, etag, lastModified) => tags.run(etag, lastModified, id),
    after: (id, limit) => after.all(id, limit) as { id: string; seenCycle: number }[],
    forget: (id) => forget.run(id),
  }
}
