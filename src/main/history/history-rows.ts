import type { ProfileKind } from '../../shared/ipc'
import type { HistoryRun } from '../../shared/past-runs'
import type { LedgerActor, PauseEntry } from '../../shared/pause-ledger'
import type { RunOutcome } from '../../shared/run-state'

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, unknown>>

/** What a cell can hold. */
export type Value = string | number | null

/** A run's cells, in the order of the table's columns. */
export function valuesOfRun(run: HistoryRun): readonly Value[] {
  return [
    ...[run.runId, run.profileId, run.name, run.runKind, run.itemNoun, JSON.stringify(run.command), run.settings],
    ...[run.startedAt, run.endedAt, run.outcome?.kind ?? null, run.outcome && JSON.stringify(run.outcome)],
    ...[run.asleepMs, run.item, run.total, run.result],
  ]
}

/** A pause's cells, in the order of the table's columns. */
export function valuesOfPause(runId: string, number: number, pause: PauseEntry): readonly Value[] {
  const { releasedBy } = pause
  return [
    ...[runId, number, pause.askedAt, JSON.stringify(pause.askedBy), pause.pausedAt, pause.pausedLine, pause.item],
    ...[pause.releasedAt, releasedBy && JSON.stringify(releasedBy), pause.resumedAt, pause.resumedLine],
    ...[pause.endedAt, pause.isWithdrawn ? 1 : 0],
  ]
}

/** A run out of its cells; the file is the app's own, and was checked when it was opened. */
export function runOfRow(row: Row): HistoryRun {
  return {
    runId: String(row.run_id),
    profileId: String(row.profile_id),
    name: String(row.name),
    runKind: String(row.run_kind) as ProfileKind,
    itemNoun: String(row.item_noun),
    command: parsed(row.command) as readonly string[],
    settings: String(row.settings),
    startedAt: Number(row.started_at),
    endedAt: numberOrNull(row.ended_at),
    outcome: parsed(row.outcome) as RunOutcome | null,
    asleepMs: Number(row.asleep_ms),
    item: numberOrNull(row.item),
    total: numberOrNull(row.total),
    result: String(row.result),
  }
}

/** A pause out of its cells. */
export function pauseOfRow(row: Row): PauseEntry {
  return {
    askedAt: numberOrNull(row.asked_at),
    askedBy: parsed(row.asked_by) as readonly LedgerActor[],
    pausedAt: numberOrNull(row.paused_at),
    pausedLine: numberOrNull(row.paused_line),
    item: numberOrNull(row.item),
    releasedAt: numberOrNull(row.released_at),
    releasedBy: parsed(row.released_by) as LedgerActor | null,
    resumedAt: numberOrNull(row.resumed_at),
    resumedLine: numberOrNull(row.resumed_line),
    endedAt: numberOrNull(row.ended_at),
    isWithdrawn: row.withdrawn === 1,
  }
}

function numberOrNull(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value)
}

function parsed(text: unknown): unknown {
  return typeof text === 'string' ? JSON.parse(text) : null
}
