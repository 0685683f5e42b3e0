import {
  collectorProgressLine,
  listingFailedLine,
  rateLimitLine,
  rateLimitOverLine,
  type RateLimit,
} from '../../shared/collector-lines'
import type { CollectorRecord, CollectorState, CollectorStatus, WorkerStatus } from '../../shared/collector-status'
import type { ActiveClock } from '../active-clock'
import type { LinePrinter } from '../line-printer'
import type { MetricsLog } from '../metrics-log'
import { itemCounts, type Progress } from './progress-row'
import { createRate } from './rate'
import type { StatusFile } from './status-file'

/** A record of the metrics file, without what the report adds. */
type Entry = CollectorRecord extends infer Kind
  ? Kind extends CollectorRecord
    ? Omit<Kind, 'time' | 'item' | 'total'>
    : never
  : never

/** A record as the log takes it. */
export type CollectorEntry = Entry & { readonly item: number; readonly total: number }

/** Tells the user, the charts and the app how a collection goes. */
export interface CollectorReport {
  /** Something has changed: it is told with the next look, at most twice a second. */
  changed(): void
  /** Tells now, and then as often as `state` wants it: nothing is written while paused. */
  become(state: CollectorState): void
  record(entry: Entry): void
  failed(listing: string, reason: string): void
  held(hold: RateLimit): void
  released(host: string): void
  close(): void
}

/** What a report needs. */
export interface ReportOptions {
  readonly source: string
  readonly progress: () => Readonly<Progress>
  readonly workers: () => readonly WorkerStatus[]
  readonly holds: () => readonly RateLimit[]
  readonly waits: () => CollectorStatus['waits']
  readonly clock: ActiveClock
  readonly printer: Pick<LinePrinter, 'print' | 'warn'>
  readonly metrics: MetricsLog<CollectorEntry>
  readonly status: StatusFile
}

/** At most two lines a second, and only when something changed: a log of days stays readable. */
const tellEveryMs = 500

/** Failed listings that are named in half a second; of more, only how many there were. */
const namedFailures = 5

/** A chart has about a thousand points for each time the run has become e times as old: some 11,000 after a day. */
const pointsPerAge = 1000
const pointEveryMs = 1000

/** Makes a report. */
export function createReport(options: ReportOptions): CollectorReport {
  const { printer, clock, metrics } = options
  const rate = createRate()
  let state: CollectorState = 'running'
  let hasChanged = true
  let failures = { named: [] as string[], count: 0 }
  let toldLine = ''
  let pointAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined = setInterval(tell, tellEveryMs)

  function tell(): void {
    rate.note(clock.activeMs, itemCounts(options.progress()).done)
    if (!hasChanged) return
    hasChanged = false
    if (state === 'running' || state === 'waiting') {
      tellFailures()
      tellLine()
      addPoint()
    }
    options.status.write(statusNow())
  }

  function tellLine(): void {
    const { cycle, pages } = options.progress()
    const { done, total, failed, queued } = itemCounts(options.progress())
    const ratePerMinute = rate.perMinute
    const etaSeconds = queued === 0 ? 0 : ratePerMinute > 0 ? (queued / ratePerMinute) * 60 : null
    const line = collectorProgressLine({
      ...{ cycle, pages, item: done, total, failed, queued, ratePerMinute, etaSeconds },
    })
    const what = `${cycle} ${pages} ${done} ${total} ${failed}`
    if (what === toldLine) return
    toldLine = what
    printer.print(line)
  }

  function tellFailures(): void {
    const { named, count } = failures
    failures = { named: [], count: 0 }
    for (const line of named) printer.warn(line)
    if (count > named.length)
      printer.warn(`Failed: ${count - named.length} more listings; the database keeps each with its reason`)
  }

  function addPoint(): void {
    if (clock.activeMs - pointAt < Math.max(pointEveryMs, clock.activeMs / pointsPerAge)) return
    pointAt = clock.activeMs
    const { failed, queued } = options.progress()
    record({ kind: 'point', failed, queued, ratePerMinute: rate.perMinute })
  }

  function record(entry: Entry): void {
    const { done: item, total } = itemCounts(options.progress())
    metrics.append({ ...entry, item, total })
  }

  function statusNow(): CollectorStatus {
    const progress = options.progress()
    const { cycle, pages, stage, nextCycleAt } = progress
    const isWaiting = stage === 'wait' && progress.queued === 0 && nextCycleAt > Date.now()
    return {
      ...{ version: 1, pid: process.pid, time: Date.now(), source: options.source, cycle, pages },
      state: state === 'running' && isWaiting ? 'waiting' : state,
      nextCycleAt: isWaiting ? nextCycleAt : null,
      items: itemCounts(progress),
      ratePerMinute: rate.perMinute,
      waits: options.waits(),
      holds: options.holds(),
      workers: options.workers(),
    }
  }

  return {
    changed() {
      hasChanged = true
    },
    become(next) {
      if (next === 'paused' || next === 'ended') tellFailures()
      state = next
      clearInterval(timer)
      timer = next === 'paused' || next === 'ended' ? undefined : setInterval(tell, tellEveryMs)
      options.status.writeNow(statusNow())
    },
    record,
    failed(listing, reason) {
      failures.count += 1
      if (failures.named.length < namedFailures) failures.named.push(listingFailedLine(listing, reason))
    },
    held(hold) {
      printer.warn(rateLimitLine(hold, Date.now()))
      record({ kind: 'held', ...hold })
      hasChanged = true
    },
    released(host) {
      printer.print(rateLimitOverLine(host))
      record({ kind: 'released', host })
      hasChanged = true
    },
    close() {
      clearInterval(timer)
      tellFailures()
      metrics.close()
    },
  }
}
