import type { MetricsRecord } from './metrics'
import { thinnedPoints } from './thinned-points'

/** A stretch of time, milliseconds since the epoch; `to` is null while it lasts. */
export interface ActivitySpan {
  readonly kind: 'active' | 'paused' | 'asleep'
  readonly from: number
  readonly to: number | null
}

/** A value at a moment: time in milliseconds since the epoch, `item` counts finished items. */
export interface SeriesPoint {
  readonly time: number
  readonly item: number
  readonly value: number
}

/** A stretch in which a host had asked to wait; `to` is when it was to end until it is known to have ended. */
export interface RateLimitWait {
  readonly host: string
  readonly from: number
  readonly to: number
}

/** A figure of a user's own run, by the name that its progress pattern gives it. */
export interface NamedSeries {
  readonly name: string
  readonly points: readonly SeriesPoint[]
}

/** What charts and times are drawn from: a whole run, over all its stops and continuations. */
export interface RunHistory {
  readonly spans: readonly ActivitySpan[]
  readonly loss: readonly SeriesPoint[]
  readonly validation: readonly SeriesPoint[]
  /** Of a collection: listings a minute, and how many wait. */
  readonly rate: readonly SeriesPoint[]
  readonly queue: readonly SeriesPoint[]
  readonly waits: readonly RateLimitWait[]
  /** Of a user's own run. */
  readonly figures: readonly NamedSeries[]
  readonly saved: { readonly time: number; readonly item: number } | null
  readonly result: { readonly r2: number; readonly mae: number; readonly rmse: number; readonly model: string } | null
  readonly startedAt: number | null
}

/** What is known of a run that has told of nothing yet. */
export const emptyHistory: RunHistory = {
  spans: [],
  loss: [],
  validation: [],
  rate: [],
  queue: [],
  waits: [],
  figures: [],
  saved: null,
  result: null,
  startedAt: null,
}

/** The history after more records of the metrics file, in the order they stand there. */
export function extendHistory(history: RunHistory, records: readonly MetricsRecord[]): RunHistory {
  let spans = [...history.spans]
  let { loss, validation, saved, result, startedAt } = history
  const newLoss: SeriesPoint[] = []
  const newValidation: SeriesPoint[] = []
  for (const record of records) {
    const { time, item } = record
    switch (record.kind) {
      case 'started':
        if (startedAt === null) startedAt = time
        closeAtLastSign(spans, lastSign([...loss, ...newLoss], saved))
        loss = [...loss, ...newLoss.splice(0)].filter((point) => point.item <= item)
        validation = [...validation, ...newValidation.splice(0)].filter((point) => point.item <= item)
        result = null
        spans.push({ kind: 'active', from: time, to: null })
        break
      case 'point':
        newLoss.push({ time, item, value: record.loss })
        break
      case 'validation':
        newValidation.push({ time, item, value: record.error })
        break
      case 'saved':
        saved = { time, item }
        break
      case 'paused':
        closeSpan(spans, time)
        spans.push({ kind: 'paused', from: time, to: null })
        break
      case 'resumed':
        closeSpan(spans, time)
        spans.push({ kind: 'active', from: time, to: null })
        break
      case 'stopped':
        closeSpan(spans, time)
        saved = { time, item }
        break
      case 'asleep':
        spans = withSleep(spans, time - record.ms, time)
        break
      case 'finished':
        closeSpan(spans, time)
        result = { r2: record.r2, mae: record.mae, rmse: record.rmse, model: record.model }
        break
    }
  }
  return {
    ...history,
    spans,
    loss: withNew(loss, newLoss),
    validation: withNew(validation, newValidation),
    saved,
    result,
    startedAt,
  }
}

/** A series with more points at its end, kept short enough to be sent and drawn. */
export function withNew(points: readonly SeriesPoint[], more: readonly SeriesPoint[]): readonly SeriesPoint[] {
  return more.length > 0 ? thinnedPoints([...points, ...more]) : points
}

/** The history once the run's process is known to be gone: what was still open ended at the run's last sign of life. */
export function endHistory(history: RunHistory, at: number): RunHistory {
  const spans = [...history.spans]
  closeSpan(spans, at)
  return { ...history, spans }
}

/** Ends the stretch that is still open, if one is. */
export function closeSpan(spans: ActivitySpan[], at: number): void {
  const last = spans.at(-1)
  if (last && last.to === null) spans[spans.length - 1] = { ...last, to: Math.max(at, last.from) }
}

/**
 * The spans with a sleep of the machine taken out of those that it fell into.
 *
 * It may be told of after the span in which it was: the run says first that it goes on.
 */
export function withSleep(spans: readonly ActivitySpan[], from: number, to: number): ActivitySpan[] {
  return spans.flatMap((span): ActivitySpan[] => {
    const start = Math.max(from, span.from)
    const end = Math.min(to, span.to ?? to)
    if (span.kind === 'asleep' || end <= start) return [span]
    const before = start > span.from ? [{ ...span, to: start }] : []
    const after = span.to === null || end < span.to ? [{ ...span, from: end }] : []
    return [...before, { kind: 'asleep', from: start, to: end }, ...after]
  })
}

/** The pauses of a run; one in which the machine slept is one, not two. */
export function pausesIn(spans: readonly ActivitySpan[]): readonly Pick<ActivitySpan, 'from' | 'to'>[] {
  const pauses: Pick<ActivitySpan, 'from' | 'to'>[] = []
  let before: ActivitySpan['kind'] = 'active'
  for (const { kind, from, to } of spans) {
    if (kind === 'asleep') continue
    const last = before === 'paused' ? pauses.pop() : undefined
    if (kind === 'paused') pauses.push({ from: last?.from ?? from, to })
    else if (last) pauses.push(last)
    before = kind
  }
  return pauses
}

/** A killed run leaves its last span open: it is closed at the last record that the run wrote. */
function closeAtLastSign(spans: ActivitySpan[], sign: number): void {
  closeSpan(spans, sign)
}

function lastSign(points: readonly SeriesPoint[], saved: RunHistory['saved']): number {
  return Math.max(points.at(-1)?.time ?? 0, saved?.time ?? 0)
}

/** Milliseconds of `kind` in the spans, an open one counted up to `now`. */
export function timeIn(kind: ActivitySpan['kind'], spans: readonly ActivitySpan[], now: number): number {
  let total = 0
  for (const span of spans) if (span.kind === kind) total += Math.max(0, (span.to ?? now) - span.from)
  return total
}
