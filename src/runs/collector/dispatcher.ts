import { availableParallelism } from 'node:os'
import type { Hosts } from './hosts'
import type { PatientWrite } from './patient-write'
import { createQueueReader } from './queue-reader'
import type { ItemResult, Store } from './store'
import { resultOf } from './verdict'
import type { Order, Outcome } from './worker-messages'
import type { PoolWorker, Report } from './worker-pool'

/** Hands listings to workers and keeps what they bring; the only one that changes the queue after pages were read. */
export interface Dispatcher {
  /** Gives work to whoever has too little. To be called when something may have become possible: a resume, an ended hold. */
  fill(): void
  /** Something was added to the queue. */
  grown(): void
  report(worker: PoolWorker, report: Report): void
  /** What became of each worker's listings, by worker number less one. */
  readonly tallies: readonly Readonly<WorkerTally>[]
}

/** What one worker has to show. */
export interface WorkerTally {
  done: number
  errors: number
  /** How many orders it may have in hand. */
  allowance: number
  reportedAt: number
}

/** What a dispatcher needs. */
export interface DispatcherOptions {
  readonly store: Store
  readonly hosts: Hosts
  readonly workers: readonly PoolWorker[]
  readonly tries: number
  readonly retryWaitMs: number
  /** The look at pause and stop before each item. */
  readonly mayBegin: () => boolean
  /** Results are kept: counts have changed, workers may have become idle. */
  readonly onKept: (results: readonly ItemResult[]) => void
  /** A host asked to wait. */
  readonly onLimited: (answer: {
    readonly host: string
    readonly status: number
    readonly waitMs: number | null
  }) => void
  readonly write: PatientWrite
  readonly onBroken: (error: unknown) => void
}

interface Judged {
  readonly order: Order
  readonly result: ItemResult | null
}

interface Unkept {
  readonly worker: PoolWorker
  readonly report: Report
  readonly judged: readonly Judged[]
}

/** So long results wait for others: a transaction of many costs little more than one of one, and nobody waits for it. */
const gatherMs = 20

/** Results in one transaction: some ten milliseconds. */
const mostAtOnce = 256

/** Results that may wait to be kept; with more, main thread is what all others wait for. */
const mostUnkept = 1024

/** A worker has orders for about so long, at the speed of its last ones: one at a time from a site that takes longer. */
const stockMs = 60
const largestStock = 256

/**
 * From a site that answers as quickly as this, the processors are what all wait for: then no more workers are at work at
 * once than keep these busy, for more of them only get in each other's way.
 */
const promptMs = 1
const mostAtPromptSite = 2 * availableParallelism()

/** A worker that hasn't reported for so long, longer than it gathers, waits for the site and leaves the processors to others. */
const awaitsSiteMs = 30

/** The quickest answer is forgotten bit by bit, with each report. */
const forgetMs = 0.02

/** Makes a dispatcher. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { store, hosts, workers } = options
  const reader = createQueueReader(store.queue, hosts)
  const tallies = workers.map((): WorkerTally => ({ done: 0, errors: 0, allowance: 1, reportedAt: 0 }))
  const tallyOf = (worker: PoolWorker): WorkerTally => tallies[worker.number - 1] as WorkerTally
  const hasRoom = (worker: PoolWorker): boolean => worker.inHand < tallyOf(worker).allowance
  let quickestMs = promptMs
  let unkept: Unkept[] = []
  let unkeptResults = 0
  let isKeeping = false
  let wake: NodeJS.Timeout | undefined
  let gathering: NodeJS.Timeout | undefined

  function fill(): void {
    clearTimeout(wake)
    let worker: PoolWorker | null = null
    for (let left = 0; ; left -= 1) {
      if (worker === null || left <= 0 || !hasRoom(worker)) {
        worker = neediest()
        if (worker === null) return
        left = handful(worker)
      }
      if (!options.mayBegin()) return
      // The look itself may have ended a pause, and all hands have been filled by that.
      if (!hasRoom(worker)) continue
      const now = Date.now()
      const next = reader.next(now)
      if ('lookAgainAt' in next) {
        const waitMs = Math.min(next.lookAgainAt - now, 60_000)
        if (Number.isFinite(next.lookAgainAt)) wakeIn(Math.max(1, waitMs))
        else clearTimeout(wake)
        return
      }
      if (worker.inHand === 0) tallyOf(worker).reportedAt = performance.now()
      hosts.begin(next.host, now)
      worker.give({ ...next.entry, host: next.host })
    }
  }

  /** So many orders go to one worker in a row: waking each for a single one costs more than the one takes. */
  function handful(worker: PoolWorker): number {
    return Math.ceil(tallyOf(worker).allowance / 4)
  }

  /** Who has the least in hand of those who may have more. */
  function neediest(): PoolWorker | null {
    if (unkeptResults >= mostUnkept) return null
    const mayWake = quickestMs >= promptMs || countWorking() < mostAtPromptSite
    let found: PoolWorker | null = null
    for (const worker of workers) {
      const isEligible = hasRoom(worker) && (mayWake || worker.inHand > 0)
      if (isEligible && (found === null || worker.inHand < found.inHand)) found = worker
    }
    if (!mayWake) wakeIn(awaitsSiteMs)
    return found
  }

  function countWorking(): number {
    const since = performance.now() - awaitsSiteMs
    return workers.filter((worker) => worker.inHand > 0 && tallyOf(worker).reportedAt > since).length
  }

  function wakeIn(waitMs: number): void {
    clearTimeout(wake)
    wake = setTimeout(fill, waitMs)
  }

  function keepSoon(): void {
    if (isKeeping || unkept.length === 0) return
    gathering ??= setTimeout(keep, unkeptResults < mostAtOnce ? gatherMs : 0)
  }

  function keep(): void {
    keepSome().catch(options.onBroken)
  }

  async function keepSome(): Promise<void> {
    gathering = undefined
    isKeeping = true
    const some = takeSome()
    const results = some.flatMap(({ judged }) => judged.flatMap(({ result }) => result ?? []))
    if (results.length > 0) await options.write(() => store.keepResults(results))
    for (const { worker, report, judged } of some) {
      for (const { order, result } of judged)
        if (result !== null) reader.done(order, order.host, result.kind === 'later' ? result.notBefore : null)
      worker.kept(report)
    }
    isKeeping = false
    options.onKept(results)
    fill()
    keepSoon()
  }

  function takeSome(): readonly Unkept[] {
    let count = 0
    let end = 0
    while (end < unkept.length && count < mostAtOnce) {
      count += unkept[end]?.judged.length ?? 0
      end += 1
    }
    unkeptResults -= count
    return unkept.splice(0, end)
  }

  /** Takes note of what an outcome says about host and worker, and decides what it means for the queue. */
  function judge(worker: PoolWorker, order: Order, outcome: Outcome): Judged {
    const tally = tallyOf(worker)
    const isDone = outcome.kind === 'stored' || outcome.kind === 'unchanged'
    hosts.end(order.host, outcome.requests)
    if (isDone) hosts.served(order.host)
    if (isDone) tally.done += 1
    if (outcome.kind === 'problem' && !outcome.free) tally.errors += 1
    if (outcome.kind === 'limited') options.onLimited(outcome)
    return { order, result: resultOf(order, outcome, options, hosts.openAt) }
  }

  function measure(worker: PoolWorker, { outcomes, quickestMs: quickest }: Report): void {
    quickestMs = Math.min(quickest, quickestMs + forgetMs)
    const tally = tallyOf(worker)
    const now = performance.now()
    const asked = outcomes.filter(({ outcome }) => outcome.requests > 0).length
    const stock = asked === 0 ? 1 : Math.floor((stockMs * asked) / (now - tally.reportedAt))
    tally.allowance = Math.min(Math.max(stock, 1), largestStock)
    tally.reportedAt = now
  }

  return {
    fill,
    tallies,
    grown() {
      reader.grown()
      fill()
    },
    report(worker, report) {
      measure(worker, report)
      const judged = report.outcomes.map(({ order, outcome }) => judge(worker, order, outcome))
      // The last one first, so that they come next again in the order in which they stood.
      for (const { order, result } of [...judged].reverse()) if (result === null) reader.putBack(order, order.host)
      unkept.push({ worker, report, judged })
      unkeptResults += judged.length
      fill()
      keepSoon()
    },
  }
}
