import type { RunView } from '../../../shared/ipc'
import type { ActivitySpan, SeriesPoint } from '../../../shared/run-history'
import type { PauseEntry } from '../../../shared/pause-ledger'
import { askedBy } from './past-runs'
import { phaseOf } from './phase'
import { duration, clock, clockSeconds, percentValue, plural, times, count } from '../../../shared/wording'
import { smoothedItems, valueLabel } from '../charts/series'

/** What stands above a chart: its name, its latest value, and what that value is. */
export interface ChartCaption {
  readonly value: string
  readonly note: string
}

/** Above the chart of the loss. */
export function lossCaption(points: readonly SeriesPoint[], smoothed: number | null, noun: string): ChartCaption {
  return {
    value: smoothed === null ? '' : valueLabel(smoothed),
    note: `smoothed over ${count(smoothedItems(points))} ${plural(noun)}`,
  }
}

/** Above the chart of the validation error. */
export function validationCaption(points: readonly SeriesPoint[], finished: boolean): ChartCaption {
  const last = points.at(-1)
  if (!last) return { value: '', note: 'after each epoch' }
  const best = points.reduce((one, point) => (point.value < one.value ? point : one), last)
  const isBest = best.value === last.value
  const after = finished ? `after epoch ${points.length}` : 'after each epoch'
  const words = finished ? 'the best' : 'best so far'
  return { value: percentValue(last.value), note: `${after}, ${isBest ? words : `best ${percentValue(best.value)}`}` }
}

/** Above the chart of a collection's rate. */
export function rateCaption(run: RunView): ChartCaption {
  const rate = phaseOf(run) === 'running' ? (run.collection?.ratePerMinute ?? 0) : 0
  return { value: count(rate), note: 'active time only' }
}

/** Above the chart of a collection's queue. */
export function queueCaption(run: RunView): ChartCaption {
  const { items, ratePerMinute } = run.collection ?? { items: { queued: 0 }, ratePerMinute: 0 }
  const value = count(items.queued)
  if (items.queued === 0) return { value, note: 'all known listings are done' }
  if (phaseOf(run) !== 'running' || ratePerMinute <= 0) return { value, note: '' }
  return { value, note: `empty in about ${duration((items.queued / ratePerMinute) * 60_000)}` }
}

/** What a chart shows, for people who don't see it. */
export function chartSummary(
  name: string,
  points: readonly SeriesPoint[],
  label: (value: number) => string,
  pauses: number,
): string {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return `${name}: no values yet.`
  const from = `from ${label(first.value)} at ${clock(first.time)} to ${label(last.value)} at ${clock(last.time)}`
  const way = last.value < first.value ? 'falling' : last.value > first.value ? 'rising' : 'level'
  return `${name}, ${from}, ${way}. Paused ${pauses === 0 ? 'never' : times(pauses)}.`
}

/** A value of a chart, in words; its item is unknown where a run of the user's own doesn't tell. */
export interface ReadValue {
  readonly item: { readonly noun: string; readonly number: number } | null
  readonly value: string | null
}

/** What is read at a place of a chart: when, at which item, how much; in a pause, by whom it was asked for. */
export function readOutText(
  seen: { readonly history: { readonly spans: readonly ActivitySpan[] }; readonly pauses: readonly PauseEntry[] },
  time: number,
  { item, value }: ReadValue,
): string {
  const span = seen.history.spans.find((one) => one.from <= time && (one.to === null || time < one.to))
  if (span?.kind === 'paused') return [clockSeconds(time), pausedText(seen.pauses, span)].join('  ')
  if (span?.kind === 'asleep') return [clockSeconds(time), 'computer asleep'].join('  ')
  const at = item === null || value === null || item.number === 0 ? null : `${item.noun} ${count(item.number)}`
  return [clockSeconds(time), at, value].filter((part) => part !== null).join('  ')
}

/** How far the run's own word on a pause and the app's may lie apart. */
const pauseSlackMs = 2000

function pauseAt(pauses: readonly PauseEntry[], at: number): PauseEntry | null {
  const found = pauses.find(({ askedAt, pausedAt, resumedAt, endedAt }) => {
    const [from, to] = [askedAt ?? pausedAt, resumedAt ?? endedAt]
    return from !== null && from <= at + pauseSlackMs && (to === null || to >= at + pauseSlackMs)
  })
  return found ?? null
}

/** Who asked for the pause that began at a time, in as few words as there is room for; empty where that isn't known. */
export function pauseCause(pauses: readonly PauseEntry[], at: number): string {
  const pause = pauseAt(pauses, at)
  return pause ? askedBy(pause).replace('A file made outside Fermata', 'File made outside') : ''
}

function pausedText(pauses: readonly PauseEntry[], span: ActivitySpan): string {
  const pause = pauseAt(pauses, span.from)
  const cause = pause ? askedBy(pause) : ''
  return cause === '' ? 'paused' : `paused: ${cause.charAt(0).toLowerCase()}${cause.slice(1)}`
}
