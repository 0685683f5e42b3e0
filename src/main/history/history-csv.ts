import type { HistoryRow, HistoryTable } from '../../shared/past-runs'
import { askersOf, type LedgerActor, lengthOfPause, type PauseEntry, releaserOf } from '../../shared/pause-ledger'

type Cell = string | number | null

const runNames = 'run,name,started,ended,outcome,active_s,paused_s,asleep_s,pauses,item,total,result,command'
const pauseNames =
  'run,name,asked,asked_by,paused,confirmed_in_s,item,released,released_by,resumed,run_ended,withdrawn,paused_s,log_line'

/** Runs, or the pauses of runs, as a table for other programs: commas, UTC times, one line each. */
export function csvOf(rows: readonly HistoryRow[], table: HistoryTable, now: number): string {
  const lines =
    table === 'runs'
      ? rows.map((row) => runCells(row, now))
      : rows.flatMap((row) => row.pauses.map((pause) => pauseCells(row, pause, now)))
  return [table === 'runs' ? runNames : pauseNames, ...lines.map((cells) => cells.map(cell).join(','))]
    .map((line) => `${line}\r\n`)
    .join('')
}

function runCells(row: HistoryRow, now: number): readonly Cell[] {
  const paused = row.pauses.reduce((sum, pause) => sum + lengthOfPause(pause, row.endedAt ?? now), 0)
  const active = (row.endedAt ?? now) - row.startedAt - paused - row.asleepMs
  return [
    ...[row.runId, row.name, time(row.startedAt), time(row.endedAt), row.outcome?.kind ?? 'active'],
    ...[seconds(active), seconds(paused), seconds(row.asleepMs), row.pauses.length, row.item, row.total],
    ...[row.result, row.command.join(' ')],
  ]
}

function pauseCells(row: HistoryRow, pause: PauseEntry, now: number): readonly Cell[] {
  const { askedAt, pausedAt } = pause
  const confirmedIn = askedAt === null || pausedAt === null ? null : seconds(pausedAt - askedAt)
  const releaser = releaserOf(pause)
  return [
    ...[row.runId, row.name, time(askedAt), askersOf(pause).map(who).join(' + '), time(pausedAt), confirmedIn],
    ...[pause.item, time(pause.releasedAt), releaser && who(releaser), time(pause.resumedAt), time(pause.endedAt)],
    ...[pause.isWithdrawn ? 'yes' : 'no', seconds(lengthOfPause(pause, row.endedAt ?? now)), pause.pausedLine],
  ]
}

function who({ reason, means }: LedgerActor): string {
  return `${reason.kind === 'window' ? `window ${reason.name}` : reason.kind} (${means})`
}

function time(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}

function seconds(ms: number): number {
  return Math.round(Math.max(0, ms)) / 1000
}

/** A text that begins like a formula is marked as text: what a run prints must not be computed by a spreadsheet. */
function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
