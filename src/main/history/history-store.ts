import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { HistoryProfile, HistoryQuery, HistoryRow, HistoryRun } from '../../shared/past-runs'
import type { PauseEntry } from '../../shared/pause-ledger'
import { openHistoryDatabase } from './history-database'
import { pauseOfRow, runOfRow, type Row, valuesOfPause, valuesOfRun } from './history-rows'
import { conditionOf } from './history-search'

/** What the history knows of a run without looking further. */
export interface KnownRun {
  readonly runId: string
  readonly hasEnded: boolean
  readonly isRemoved: boolean
}

const runColumns =
  'run_id, profile_id, name, run_kind, item_noun, command, settings, started_at, ended_at, outcome_kind, outcome, ' +
  'asleep_ms, item, total, result'
const pauseColumns =
  'run_id, number, asked_at, asked_by, paused_at, paused_line, item, released_at, released_by, resumed_at, ' +
  'resumed_line, ended_at, withdrawn'

/** All runs and their pauses, in one file. What it throws is SQLite's: the disk is full, or the file was damaged. */
export class HistoryStore {
  private constructor(private readonly library: DatabaseSyncInstance) {}

  /** Opens it; an `UnusableHistory` says why that can't be. */
  static async open(path: string): Promise<HistoryStore> {
    return new HistoryStore(await openHistoryDatabase(path))
  }

  /** Writes a run and all of its pauses in the place of what was known; a run that was removed stays removed. */
  keep(run: HistoryRun, pauses: readonly PauseEntry[]): void {
    this.transaction(() => {
      const updates = runColumns
        .split(', ')
        .slice(1)
        .map((column) => `${column} = excluded.${column}`)
      this.run(
        `INSERT INTO runs (${runColumns}) VALUES (${places(runColumns)}) ON CONFLICT DO UPDATE SET ${updates.join(', ')}
          WHERE removed = 0`,
        valuesOfRun(run),
      )
      if (this.isRemoved(run.runId)) return
      this.run('DELETE FROM pauses WHERE run_id = ?', [run.runId])
      const insert = this.library.prepare(`INSERT INTO pauses (${pauseColumns}) VALUES (${places(pauseColumns)})`)
      pauses.forEach((pause, index) => insert.run(...valuesOfPause(run.runId, index + 1, pause)))
    })
  }

  /** Takes a run out of the history for good. */
  remove(runId: string): void {
    this.transaction(() => {
      this.run('UPDATE runs SET removed = 1 WHERE run_id = ?', [runId])
      this.run('DELETE FROM pauses WHERE run_id = ?', [runId])
    })
  }

  /** All runs that were ever written down. */
  known(): ReadonlyMap<string, KnownRun> {
    const rows = this.library.prepare('SELECT run_id, ended_at, removed FROM runs').all() as Row[]
    return new Map(
      rows.map(({ run_id: runId, ended_at: endedAt, removed }) => [
        String(runId),
        { runId: String(runId), hasEnded: endedAt !== null, isRemoved: removed === 1 },
      ]),
    )
  }

  /** The profiles that there are runs of. */
  profiles(): readonly HistoryProfile[] {
    const rows = this.library
      .prepare('SELECT profile_id, name, max(started_at) FROM runs WHERE removed = 0 GROUP BY profile_id ORDER BY name')
      .all() as Row[]
    return rows.map((row) => ({ profileId: String(row.profile_id), name: String(row.name) }))
  }

  /** How many runs answer a question. */
  count(query: HistoryQuery, now: number): number {
    const { sql, values } = conditionOf(query, now)
    const row = this.library.prepare(`SELECT count(*) AS n FROM runs WHERE ${sql}`).get(...values) as Row
    return Number(row.n)
  }

  /** Some of them, newest first. */
  list(query: HistoryQuery, now: number, from: number, most: number): readonly HistoryRow[] {
    const { sql, values } = conditionOf(query, now)
    const rows = this.library
      .prepare(`SELECT ${runColumns} FROM runs WHERE ${sql} ORDER BY started_at DESC, run_id LIMIT ? OFFSET ?`)
      .all(...values, most, from) as Row[]
    return rows.map((row) => this.withPauses(runOfRow(row)))
  }

  /** One run; null when there is none of that name, or no more. */
  find(runId: string): HistoryRow | null {
    const row = this.library.prepare(`SELECT ${runColumns} FROM runs WHERE run_id = ? AND removed = 0`).get(runId)
    return row ? this.withPauses(runOfRow(row as Row)) : null
  }

  /** A run's pauses, oldest first. */
  pausesOf(runId: string): readonly PauseEntry[] {
    const rows = this.library.prepare(`SELECT ${pauseColumns} FROM pauses WHERE run_id = ? ORDER BY number`).all(runId)
    return (rows as Row[]).map(pauseOfRow)
  }

  /** Folds the write-ahead log into the one file, and closes it. */
  close(): void {
    this.library.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    this.library.close()
  }

  private withPauses(run: HistoryRun): HistoryRow {
    return { ...run, pauses: this.pausesOf(run.runId) }
  }

  private isRemoved(runId: string): boolean {
    const row = this.library.prepare('SELECT removed FROM runs WHERE run_id = ?').get(runId) as Row | undefined
    return row?.removed === 1
  }

  private run(sql: string, values: readonly (string | number | null)[]): void {
    this.library.prepare(sql).run(...values)
  }

  private transaction(action: () => void): void {
    this.library.exec('BEGIN IMMEDIATE')
    try {
      action()
      this.library.exec('COMMIT')
    } catch (error) {
      if (this.library.isTransaction) this.library.exec('ROLLBACK')
      throw error
    }
  }
}

function places(columns: string): string {
  return columns
    .split(', ')
    .map(() => '?')
    .join(', ')
}
