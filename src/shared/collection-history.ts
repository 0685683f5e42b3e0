import type { CollectorRecord } from './collector-status'
import {
  type ActivitySpan,
  closeSpan,
  type RateLimitWait,
  type RunHistory,
  type SeriesPoint,
  withNew,
  withSleep,
} from './run-history'

/**
 * A collection's history after more records of its metrics file, in the order they stand there.
 *
 * Each listing is stored for good when it is done, so every record is also the latest save.
 */
export function extendCollectionHistory(history: RunHistory, records: readonly CollectorRecord[]): RunHistory {
  let spans = [...history.spans]
  const rate: SeriesPoint[] = []
  const queue: SeriesPoint[] = []
  const waits = [...history.waits]
  let { saved, startedAt } = history
  for (const record of records) {
    const { time, item } = record
    if (record.kind === 'started') {
      startedAt ??= time
      // A killed run leaves its last stretch open: it ended with its last record.
      closeSpan(spans, saved?.time ?? 0)
    }
    if (record.kind === 'point') {
      rate.push({ time, item, value: record.ratePerMinute })
      queue.push({ time, item, value: record.queued })
    }
    if (record.kind === 'asleep') spans = withSleep(spans, time - record.ms, time)
    takeSpan(spans, record)
    takeWait(waits, record)
    saved = { time, item }
  }
  return {
    ...history,
    spans,
    waits,
    saved,
    startedAt,
    rate: withNew(history.rate, rate),
    queue: withNew(history.queue, queue),
  }
}

function takeSpan(spans: ActivitySpan[], { kind, time }: CollectorRecord): void {
  if (kind === 'started' || kind === 'resumed') {
    closeSpan(spans, time)
    spans.push({ kind: 'active', from: time, to: null })
  } else if (kind === 'paused') {
    closeSpan(spans, time)
    spans.push({ kind: 'paused', from: time, to: null })
  } else if (kind === 'stopped' || kind === 'finished') closeSpan(spans, time)
}

/** More waits than anyone looks at; the oldest go. */
const mostWaits = 200

function takeWait(waits: RateLimitWait[], record: CollectorRecord): void {
  if (record.kind === 'held') {
    waits.push({ host: record.host, from: record.time, to: record.until })
    if (waits.length > mostWaits) waits.shift()
  } else if (record.kind === 'released') {
    const at = waits.findLastIndex((wait) => wait.host === record.host)
    const wait = waits[at]
    if (wait && wait.to > record.time) waits[at] = { ...wait, to: record.time }
  }
}
