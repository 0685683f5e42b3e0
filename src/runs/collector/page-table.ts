import type { Database } from './database'
import type { PageItem } from './page-reader'

/** A page as it was when it was last read. */
export interface KnownPage {
  readonly cycle: number
  readonly etag: string | null
  readonly lastModified: string | null
  readonly next: string | null
  readonly items: readonly PageItem[]
}

/** The pages by address: what a conditional request needs, and what a page said that hasn't changed since. */
export interface PageTable {
  get(url: string): KnownPage | null
  /** In which cycle a page was last read; null when never. Cheaper than {@link get}. */
  cycleOf(url: string): number | null
  put(url: string, page: KnownPage): void
  /** Forgets pages that weren't read for two cycles, such as those of a source that names them anew each time. */
  forgetBefore(cycle: number): void
}

/** Opens the pages. */
export function pageTable(database: Database): PageTable {
  const select = database.prepare('SELECT * FROM pages WHERE url = ?')
  const selectCycle = database.prepare('SELECT cycle FROM pages WHERE url = ?')
  const put = database.prepare('INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?)')
  const forget = database.prepare('DELETE FROM pages WHERE cycle < ?')
  return {
    get(url) {
      const row = select.get(url) as PageRow | undefined
      if (row === undefined) return null
      const { cycle, etag, next } = row
      return { cycle, etag, lastModified: row.last_modified, next, items: JSON.parse(row.items) as PageItem[] }
    },
    cycleOf: (url) => (selectCycle.get(url) as { cycle: number } | undefined)?.cycle ?? null,
    put(url, { cycle, etag, lastModified, next, items }) {
      put.run(url, cycle, etag, lastModified, next, JSON.stringify(items))
    },
    forgetBefore: (cycle) => forget.run(cycle),
  }
}

interface PageRow {
  readonly cycle: number
  readonly etag: string | null
  readonly last_modified: string | null
  readonly next: string | null
  readonly items: string
}
