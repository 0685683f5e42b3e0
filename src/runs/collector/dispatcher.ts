import type { Hosts } from './hosts'
import type { PatientWrite } from './patient-write'
import { createQueueReader } from './queue-reader'
import type { QueueEntry } from './queue-table'
import { growingWaitMs } from './retry-after'
import type { ItemResult, Store } from './store'
import type { Outcome } from './worker-messages'
import type { PoolWorker } from './worker-pool'

/** Hands listings to workers and keeps what they bring; the only one that changes the queue after pages were read. */
export interface Dispatcher {
  /** Gives work to whoever has none. To be called when something may have become possible: a resume, an ended hold. */
  fill(): void
  /** Something was added to the queue. */
  grown(): void
  outcome(worker: PoolWorker, outcome: Outcome): void
  /** What became of each worker's listings, by worker number less one. */
  readonly tallies: readonly WorkerTally[]
}

/** What one worker has to show. */
export interface WorkerTally {
  done: number
  errors: number
  /** The try that its present listing is at, from 1. */
  attempt: number
  since: number
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

interface Taken {
  readonly host: string
  readonly entry: QueueEntry
}

/** So long a result waits for others to be kept with: a fraction of what a site takes to answer. */
const gatherMs = 2

/** Makes a dispatcher. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { store, hosts } = options
  const reader = createQueueReader(store.queue, hosts)
  const taken = new Map<PoolWorker, Taken>()
  const tallies = options.workers.map((): WorkerTally => ({ done: 0, errors: 0, attempt: 1, since: Date.now() }))
  const tallyOf = (worker: PoolWorker): WorkerTally => tallies[worker.number - 1] as WorkerTally
  let waiting: { readonly worker: PoolWorker; readonly outcome: Outcome }[] = []
  let isKeeping = false
  let wake: NodeJS.Timeout | undefined
  let gathering: NodeJS.Timeout | undefined

  function fill(): void {
    clearTimeout(wake)
    for (const worker of options.workers) {
      if (worker.order !== null) continue
      if (!options.mayBegin()) return
      // The look itself may have ended a pause, and all hands have been filled by that.
      if (worker.order !== null) continue
      const now = Date.now()
      const next = reader.next(now)
      if ('lookAgainAt' in next) {
        const waitMs = Math.min(next.lookAgainAt - now, 60_000)
        if (Number.isFinite(next.lookAgainAt)) wake = setTimeout(fill, Math.max(1, waitMs))
        return
      }
      begin(worker, next, now)
    }
  }

  function begin(worker: PoolWorker, next: Taken, now: number): void {
    const { id, url, etag, lastModified, tries } = next.entry
    taken.set(worker, next)
    hosts.begin(next.host, now)
    Object.assign(tallyOf(worker), { attempt: tries + 1, since: now })
    worker.give({ id, url, etag, lastModified })
  }

  function keepSoon(): void {
    clearTimeout(gathering)
    gathering = undefined
    isKeeping = true
    keepWaiting().then(() => (isKeeping = false), options.onBroken)
  }

  /** All results that came in together are one transaction; only when it is kept do their workers get more to do. */
  async function keepWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      const results = batch.flatMap(({ worker, outcome }) => judge(worker, outcome) ?? [])
      if (results.length > 0) await options.write(() => store.keepResults(results))
      for (const { worker } of batch) {
        taken.delete(worker)
        tallyOf(worker).since = Date.now()
        worker.free()
      }
      options.onKept(results)
      fill()
    }
  }

  /** Decides what an outcome means for the queue; null when the entry simply comes next again. */
  function judge(worker: PoolWorker, outcome: Outcome): ItemResult | null {
    const { host, entry } = taken.get(worker) as Taken
    const { id, url } = entry
    const tally = tallyOf(worker)
    hosts.end(host, outcome.requests)
    if (outcome.kind === 'stored' || outcome.kind === 'unchanged') {
      hosts.served(host)
      tally.done += 1
      reader.done(entry, host, null)
      return { id, url, ...outcome }
    }
    if (outcome.kind === 'limited') options.onLimited(outcome)
    if (outcome.kind === 'problem' && !outcome.free) {
      tally.errors += 1
      return judgeProblem({ host, entry }, outcome)
    }
    const elsewhere = outcome.kind === 'limited' || outcome.kind === 'held' ? outcome.host : host
    if (elsewhere === host) {
      reader.putBack(entry, host)
      return null
    }
    // A redirect led to a host that waits: this listing waits with it, and costs no try.
    const notBefore = Math.max(Date.now() + 1, hosts.openAt(elsewhere, Date.now()))
    reader.done(entry, host, notBefore)
    return { id, url, kind: 'later', tries: entry.tries, notBefore, reason: `${elsewhere} asked to wait` }
  }

  function judgeProblem({ host, entry }: Taken, { reason, again }: { reason: string; again: boolean }): ItemResult {
    const { id, url } = entry
    const tries = entry.tries + 1
    if (!again || tries >= options.tries) {
      reader.done(entry, host, null)
      return { id, url, kind: 'failed', tries, reason }
    }
    const notBefore = Date.now() + growingWaitMs(options.retryWaitMs, tries)
    reader.done(entry, host, notBefore)
    return { id, url, kind: 'later', tries, notBefore, reason }
  }

  return {
    fill,
    tallies,
    grown() {
      reader.grown()
      fill()
    },
    outcome(worker, outcome) {
      waiting.push({ worker, outcome })
      if (isKeeping) return
      // Keeping costs nearly the same for one as for many; but where nobody else is at work there is nothing to wait for.
      if (waiting.length < taken.size) {
        gathering ??= setTimeout(keepSoon, gatherMs)
        return
      }
      isKeeping = true
      setImmediate(keepSoon)
    },
  }
}
