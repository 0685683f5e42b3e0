import type { ItemCounts } from '../../shared/collector-status'
import type { Database } from './database'
import type { Source } from './source'

/** `pages`: reading them; `drain`: all read, the queue is being worked off; `wait`: until the next cycle. */
export type Stage = 'pages' | 'drain' | 'wait'

/** Where the collection stands: one row, changed in the transaction of whatever moves it. */
export interface Progress {
  /** Counted from 1, over the database's whole life; 0 before the first. */
  cycle: number
  stage: Stage
  /** Address of the page to read next; null: the first one, or none is left. */
  nextPage: string | null
  /** Pages read in this cycle. */
  pages: number
  nextCycleAt: number
  /** Cycles done of those that the run was started for. */
  cyclesDone: number
  pagesEver: number
  collected: number
  failed: number
  queued: number
}

/** Reads and writes that row. */
export interface ProgressRow {
  read(): Progress
  write(progress: Progress): void
}

/** What is done and known, as it is said to the user. */
export function itemCounts({ collected, failed, queued }: Progress): ItemCounts {
  const done = collected + failed
  return { done, total: done + queued, collected, failed, queued }
}

/** Which source the database in a file belongs to; null when it belongs to none yet. */
export function sourceIn(prepare: Database['prepare']): Source | null {
  const hasRun = prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'run'`).get() !== undefined
  const row = hasRun ? (prepare('SELECT source FROM run').get() as { source: string } | undefined) : undefined
  return row === undefined ? null : (JSON.parse(row.source) as Source)
}

/** Whether a page was ever read into the database in a file. */
export function startedIn(prepare: Database['prepare']): boolean {
  const hasRun = prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'run'`).get() !== undefined
  return hasRun && prepare('SELECT 1 FROM run WHERE pages_ever > 0').get() !== undefined
}

/** Opens the row, or makes it for a new collection of `source`. */
export function progressRow(database: Database, source: Source): ProgressRow {
  database.transaction(() => {
    const text = JSON.stringify(source)
    database.prepare(`INSERT OR IGNORE INTO run VALUES (1, ?, 0, 'wait', NULL, 0, 0, 0, 0, 0, 0, 0)`).run(text)
    database.prepare(`UPDATE run SET source = ? WHERE pages_ever = 0`).run(text)
  })
  const select = database.prepare(
    `SELECT cycle, stage, next_page AS nextPage, pages, next_cycle_at AS nextCycleAt, cycles_done AS cyclesDone,
      pages_ever AS pagesEver, collected, failed, queued FROM run`,
  )
  const update = database.prepare(
    `UPDATE run SET cycle = ?, stage = ?, next_page = ?, pages = ?, next_cycle_at = ?, cycles_done = ?,
      pages_ever = ?, collected = ?, failed = ?, queued = ?`,
  )
  return {
    read: () => ({ ...(select.get() as Progress) }),
    write(p) {
      update.run(
        ...[p.cycle, p.stage, p.nextPage, p.pages, p.nextCycleAt],
        ...[p.cyclesDone, p.pagesEver, p.collected, p.failed, p.queued],
      )
    },
  }
}
