import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { StillBusy } from '../../shared/collector-lines'
import type { WorkerStatus } from '../../shared/collector-status'
import { createActiveClock } from '../active-clock'
import { watchSleep } from '../../platform/sleep-ticks'
import { openMetricsLog } from '../metrics-log'
import { reasonOf } from '../run-failure'
import type { Collection } from './collection-start'
import { createDispatcher } from './dispatcher'
import { createFetcher } from './fetcher'
import { createHoldWatch } from './hold-watch'
import { createHosts } from './hosts'
import { createPageLoop, type PageLoop } from './page-loop'
import { createPageReader } from './page-reader'
import { createPatientWrite, type PatientWrite } from './patient-write'
import { createPauseControl, type PauseControl, type PauseState } from './pause-control'
import { createReport, type CollectorEntry, type CollectorReport } from './report'
import { sharedState } from './shared-state'
import { createStatusFile } from './status-file'
import type { ItemResult } from './store'
import { startWorkerPool, type PoolWorker } from './worker-pool'

/** All who work at a collection, and what holds them together. */
export interface Crew {
  readonly pause: PauseControl
  readonly report: CollectorReport
  readonly write: PatientWrite
  readonly pages: PageLoop
  /** Never resolves; rejects when there is no going on. */
  readonly whenBroken: Promise<never>
  /** Looks at the pause file for the first time and hands out what is in the queue. */
  begin(): void
  /** Resolves when something was taken out of the queue, or the run is to stop. */
  untilQueueMoves(): Promise<void>
  /** Lets no further item begin and waits for those under way; after the time given they are given up. */
  rest(graceMs: number): Promise<void>
  /** Brings what was written onto the disk. */
  sync(): void
  close(): Promise<void>
}

/** What the crew gets from the run. */
export interface CrewOptions {
  /** Where the sample listens; null when the source is a real site. */
  readonly sampleServer: string | null
  /** Sleeps, or less when the run is to stop. */
  readonly sleep: (ms: number) => Promise<void>
}

/** Brings them together; none of them asks for anything before {@link Crew.begin}. */
export function createCrew(collection: Collection, { sampleServer, sleep: sleepUnlessStopped }: CrewOptions): Crew {
  const { settings, source, store, files, database, printer, stop } = collection
  const { timeoutMs, tries, retryWaitMs } = settings
  const shared = sharedState()
  const sleepTicks = watchSleep((ms) => report.record({ kind: 'asleep', ms }))
  const clock = createActiveClock(sleepTicks.awakeMs)
  const write = createPatientWrite(printer.warn)
  const hosts = createHosts(settings.rate, shared.hold)
  for (const hold of store.holds) hosts.restore(hold)
  const { promise: whenBroken, fail: breakDown } = breakable()
  const queueMoves = createSignal()
  let isUnsynced = false
  let stateBefore: PauseState = 'running'

  const pool = startWorkerPool({
    count: settings.workers,
    program: join(collection.programFolder, 'collector-worker.cjs'),
    shared,
    setup: { source, timeoutMs, sampleServer, journals: files.journals },
    onReport: (worker, report) => dispatcher.report(worker, report),
    onCrash: ({ number }, reason) => printer.warn(`Worker ${number} is started again: ${reason}`),
    onBroken: breakDown,
  })
  const report = createReport({
    source: source.address,
    progress: () => store.progress,
    workers: () => pool.workers.map(statusOf),
    holds: () => hosts.holds,
    waits: () => hosts.waits(Date.now()),
    clock,
    printer,
    metrics: openMetricsLog<CollectorEntry>(files.metrics, printer.warn),
    status: createStatusFile(files.status, printer.warn),
  })
  const fetcher = createFetcher({ timeoutMs, sampleServer, heldUntil: shared.heldUntil, hold: shared.hold })
  const pause = createPauseControl({
    pauseFileName: settings.pauseFileName,
    pauseFile: settings.pauseFile,
    ...{ printer, stop, shared, busy, beforePaused: sync, onChange: onPauseChange },
  })
  const holdWatch = createHoldWatch({
    ...{ hosts, store, report, write, onBroken: breakDown },
    mayTell: () => pause.state !== 'paused' && !stop.requested,
    onEnded: () => dispatcher.fill(),
  })
  const dispatcher = createDispatcher({
    ...{ store, hosts, tries, retryWaitMs, write, onKept, onBroken: breakDown },
    workers: pool.workers,
    mayBegin: pause.look,
    onLimited: holdWatch.limited,
  })
  const pages = createPageLoop({
    ...{ store, hosts, fetcher, tries, retryWaitMs, write },
    read: createPageReader(source),
    untilRunning: pause.untilRunning,
    isStopping: () => stop.requested,
    sleep: sleepUnlessStopped,
    onLimited: holdWatch.limited,
    onRest: onPagesRest,
    warn: printer.warn,
  })

  function statusOf(worker: PoolWorker): WorkerStatus {
    const { number, order } = worker
    const { done = 0, errors = 0 } = dispatcher.tallies[number - 1] ?? {}
    const work = shared.workOf(number)
    const phase = pause.state === 'paused' ? 'paused' : order === null ? 'idle' : work.phase
    const { id: listing = null, url = null, tries: triesBefore = 0 } = order ?? {}
    return { number, phase, listing, url, attempt: triesBefore + 1, tries, since: work.since, done, errors }
  }

  function busy(): StillBusy {
    return {
      workers: pool.workers.length,
      busy: pool.workers.flatMap(({ number, order }) => (order ? [{ worker: number, listing: order.id }] : [])),
      page: pages.current === null ? null : store.progress.pages + 1,
    }
  }

  function onKept(results: readonly ItemResult[]): void {
    for (const result of results) if (result.kind === 'failed') report.failed(result.id, result.reason)
    isUnsynced = true
    report.changed()
    queueMoves.give()
    if (pause.state === 'pausing') pause.look()
  }

  function onPagesRest(queued: number): void {
    isUnsynced = true
    report.changed()
    if (queued > 0) dispatcher.grown()
    if (pause.state === 'pausing') pause.look()
  }

  function onPauseChange(state: PauseState): void {
    report.become(state)
    if (state === 'paused') {
      clock.hold()
      report.record({ kind: 'paused' })
    }
    if (state === 'running') {
      clock.release()
      if (stateBefore === 'paused') report.record({ kind: 'resumed' })
      holdWatch.look()
      dispatcher.fill()
    }
    stateBefore = state
  }

  function sync(): void {
    if (!isUnsynced) return
    try {
      database.sync()
      isUnsynced = false
    } catch (error) {
      printer.warn(`Can't bring the database onto the disk now: ${reasonOf(error)}; the collection goes on`)
    }
  }

  return {
    ...{ pause, report, write, pages, whenBroken, sync, untilQueueMoves: queueMoves.given },
    begin() {
      report.record({ kind: 'started' })
      report.become('running')
      // From before this start; they still hold.
      for (const hold of hosts.holds) if (hold.until > Date.now()) report.held(hold)
      pause.look()
      dispatcher.fill()
    },
    async rest(graceMs) {
      shared.give('stop')
      report.become('stopping')
      queueMoves.give()
      const end = performance.now() + graceMs
      const isBusy = (): boolean => busy().busy.length > 0 || busy().page !== null
      for (let hasGivenUp = false; isBusy(); await sleep(5)) {
        if (hasGivenUp || performance.now() < end) continue
        hasGivenUp = true
        fetcher.giveUp()
        for (const worker of pool.workers) worker.giveUp()
      }
    },
    async close() {
      pause.close()
      holdWatch.close()
      sleepTicks.close()
      report.become('ended')
      report.close()
      await Promise.all([pool.close(), fetcher.close()])
    },
  }
}

function breakable() {
  let fail: (error: unknown) => void = () => {}
  const promise = new Promise<never>((_, reject) => {
    fail = reject
  })
  // Whoever waits for it hears of it; while nobody does, the run is at its end anyway.
  promise.catch(() => {})
  return { promise, fail }
}

/** Something that happens again and again, to wait for the next time. */
function createSignal() {
  let waiting: (() => void)[] = []
  return {
    give(): void {
      const told = waiting
      waiting = []
      for (const tell of told) tell()
    },
    given: () => new Promise<void>((resolve) => waiting.push(resolve)),
  }
}
