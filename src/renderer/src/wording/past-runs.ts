import { refusedExitCode } from '../../../shared/drift-line'
import { holdName, listed } from '../../../shared/hold-words'
import type { RunView } from '../../../shared/ipc'
import type { HistoryResult, HistoryRow, HistorySpan } from '../../../shared/past-runs'
import {
  askersOf,
  isOver,
  type LedgerActor,
  lengthOfPause,
  type PauseEntry,
  releaserOf,
} from '../../../shared/pause-ledger'
import { clock, clockSeconds, count, dayTime, duration, elapsed, NBSP } from '../../../shared/wording'
import { isActive, lookOf, type Phase, phaseLooks, phaseOf } from './phase'
import type { Figure } from './progress'

/** How results of past runs are called where one is chosen. */
export const resultTexts: Readonly<Record<HistoryResult, string>> = {
  any: 'Any result',
  active: 'Not ended',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
}

/** How spans of time are called where one is chosen. */
export const spanTexts: Readonly<Record<HistorySpan, string>> = {
  day: 'Last 24 hours',
  week: 'Last 7 days',
  month: 'Last 30 days',
  all: 'Any time',
}

/** A profile's latest run as the window shows it. */
type Live = Pick<RunView, 'runId' | 'state' | 'own'>

const dayMs = 86_400_000

/** The state that a run's sign shows; of one that goes on `live` is what the window knows of its profile. */
export function phaseOfRow(row: HistoryRow, live: Live | null): Phase {
  const { outcome, endedAt, pauses } = row
  if (outcome !== null) return phaseOf({ state: { kind: 'ended', at: endedAt ?? 0, outcome } })
  if (live?.runId === row.runId && isActive(phaseOf(live))) return phaseOf(live)
  const last = pauses.at(-1)
  return last && last.pausedAt !== null && !isOver(last) ? 'paused' : 'running'
}

/** The word for a run's state. */
export function labelOfRow(row: HistoryRow, live: Live | null): string {
  return live?.runId === row.runId && row.outcome === null
    ? lookOf(live).label
    : phaseLooks[phaseOfRow(row, live)].label
}

/** When a run was started, short: `Tue 08:14` within a week, else `12 Nov 08:14`. */
export function startTime(ms: number, now: number): string {
  const options = now - ms < 6 * dayMs ? ({ weekday: 'short' } as const) : ({ day: 'numeric', month: 'short' } as const)
  return `${new Intl.DateTimeFormat('en-GB', options).format(ms)} ${clock(ms)}`
}

/** A moment to the second: `Tue 24 Nov, 08:14:02`. */
export function fullTime(ms: number): string {
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' }).format(ms)
  return `${day.replace(',', '')}, ${clockSeconds(ms)}`
}

/** How long a run took, its pauses included. */
export function tookTime({ startedAt, endedAt }: HistoryRow, now: number): string {
  return lengthText(Math.max(0, (endedAt ?? now) - startedAt))
}

/** A length of time, with tenths for what is shorter than a second. */
export function lengthText(ms: number): string {
  return ms === 0 ? duration(ms) : elapsed(ms)
}

/** Milliseconds in which a run stood still. */
export function pausedMs({ pauses, endedAt }: HistoryRow, now: number): number {
  return pauses.reduce((sum, pause) => sum + lengthOfPause(pause, endedAt ?? now), 0)
}

/** Milliseconds in which a run worked. */
export function activeMs(row: HistoryRow, now: number): number {
  return Math.max(0, (row.endedAt ?? now) - row.startedAt - pausedMs(row, now) - row.asleepMs)
}

/** How long a run was paused in all, and how often: `1 h 41 min (3)`. */
export function pausesText(row: HistoryRow, now: number): string {
  const said = row.pauses.filter(({ pausedAt }) => pausedAt !== null).length
  return said === 0 ? 'none' : `${lengthText(pausedMs(row, now))} (${count(said)})`
}

/** Whether a run has ended that was more than a start that failed, or was refused before its first item. */
export function hasRun({ outcome, item }: HistoryRow): boolean {
  if (outcome === null || outcome.kind === 'notSpawned') return false
  return outcome.kind !== 'failed' || outcome.exitCode !== refusedExitCode || item !== null
}

/** What a run that isn't running shows of the last time that it was. */
export function lastRunFigures(row: HistoryRow, now: number): readonly Figure[] {
  const pauses = pausesText(row, now)
  return [
    { label: 'Last run', value: `${startTime(row.startedAt, now)}, ${tookTime(row, now)}` },
    { label: 'Result', value: row.result },
    { label: 'Pauses', value: pauses === 'none' ? 'None' : pauses },
  ]
}

/** What came of a run and when, as sentences. */
export function endSentence(row: HistoryRow, live: Live | null, now: number): string {
  if (row.endedAt === null)
    return `Started ${dayTime(row.startedAt, now)}. Now: ${labelOfRow(row, live).replace('…', '').toLowerCase()}.`
  const result = row.result === '' ? '' : ` ${row.result}.`
  return `${labelOfRow(row, live)} ${dayTime(row.endedAt, now)}.${result}`
}

/** Who asked for a pause: `You and CPU rule`. */
export function askedBy(pause: PauseEntry): string {
  return listed(askersOf(pause).map(actorText))
}

/** From when to when a pause was, how fast the run confirmed it, and who ended it. */
export function pauseText(pause: PauseEntry): string {
  const from = pause.pausedAt ?? pause.askedAt
  if (from === null) return ''
  if (pause.isWithdrawn) return `${clockSeconds(from)}. Withdrawn before the run answered.`
  if (pause.pausedAt === null)
    return `${clockSeconds(from)}. ${pause.endedAt === null ? 'Not confirmed yet' : 'Not confirmed before the run ended'}.`
  const to = pause.resumedAt ?? pause.endedAt
  const span = to === null ? `Since ${clockSeconds(from)}` : `${clockSeconds(from)} to ${clockSeconds(to)}`
  const after = pause.askedAt === null ? '' : ` Confirmed in ${elapsed(pause.pausedAt - pause.askedAt)}.`
  return `${span}.${after}${endText(pause)}`
}

/** How long a pause was. */
export function pauseLength(pause: PauseEntry, now: number): string {
  return pause.pausedAt === null ? '' : lengthText(lengthOfPause(pause, now))
}

/** Whether a run would be started with the same settings now. */
export function settingsText(sameSettings: boolean | null): string {
  if (sameSettings === null) return 'No longer set up'
  return sameSettings ? 'Same as now' : 'Other than now'
}

/** `11 runs`. */
export function runsText(total: number): string {
  return `${count(total)}${NBSP}${total === 1 ? 'run' : 'runs'}`
}

function endText(pause: PauseEntry): string {
  if (pause.resumedAt === null) return pause.endedAt === null ? '' : ' Ended with the run.'
  const releaser = releaserOf(pause)
  if (!releaser) return ''
  return ` ${endedBy(releaser)}`
}

function endedBy({ reason, means }: LedgerActor): string {
  if (means === 'timer') return 'Its time was over.'
  if (means === 'rule') return `${holdName(reason).actor} ended.`
  return reason.kind === 'outside' ? 'File deleted outside Fermata.' : 'Ended by you.'
}

function actorText({ reason }: LedgerActor): string {
  const { title, actor } = holdName(reason)
  return reason.kind === 'you' || reason.kind === 'outside' || reason.kind === 'quit' ? title : actor
}
