import type { CollectionView, RunView } from '../../../shared/ipc'
import type { RateLimit } from '../../../shared/collector-lines'
import type { WorkerStatus } from '../../../shared/collector-status'
import {
  clock,
  clockSeconds,
  count,
  counted,
  duration,
  elapsed,
  fineDuration,
  NBSP,
  percent,
  plural,
} from '../../../shared/wording'
import { ownItems } from './own-run'
import { isActive, phaseOf, type Phase } from './phase'
import type { ProgressWords } from './progress'

/** Items done and known of a run of either kind; null while it has told of none. */
export function itemsOf(run: RunView): { readonly item: number; readonly total: number } | null {
  const { progress, collection } = run
  if (progress) return { item: progress.item, total: progress.total }
  if (run.own) return ownItems(run.own.progress)
  return collection ? { item: collection.items.done, total: collection.items.total } : null
}

/** How far a collection is, in words. */
export function collectionWords(run: RunView, collection: CollectionView, now: number): ProgressWords {
  const { items, ratePerMinute, waits } = collection
  const noun = run.itemNoun
  const big = percent(items.done, items.total)
  const beside = `${count(items.done)} of ${counted(items.total, noun)}`
  const perMinute = phaseOf(run) === 'running' ? ratePerMinute : 0
  return {
    big,
    beside,
    right: timeLeft(run, collection, now),
    spoken: `${big}, ${beside}`,
    figures: [
      { label: 'Collected', value: count(items.collected) },
      { label: 'Failed', value: items.failed === 0 ? 'None' : `${count(items.failed)}, kept for retry` },
      { label: 'In queue', value: count(items.queued) },
      { label: 'Rate', value: `${count(perMinute)}${NBSP}${plural(noun)}/min` },
      {
        label: 'Rate-limit waits',
        value: waits.count === 0 ? 'None' : `${count(waits.count)}, ${duration(waits.totalMs)}`,
      },
    ],
  }
}

function timeLeft(run: RunView, collection: CollectionView, now: number): ProgressWords['right'] {
  const { items, ratePerMinute, nextCycleAt } = collection
  if (nextCycleAt !== null) return { strong: `Cycle ${count(collection.cycle)} is done`, rest: '' }
  if (items.queued === 0 || ratePerMinute <= 0) return { strong: '', rest: '' }
  const ms = (items.queued / ratePerMinute) * 60_000
  const strong = `about ${duration(ms)}`
  if (phaseOf(run) !== 'running') return { strong, rest: ' of work left' }
  // Within a day the time of day alone is not ambiguous.
  return { strong, rest: ` left${ms < 24 * 3600_000 ? `, around ${clock(now + ms)}` : ''}` }
}

/** ` with 8 workers`; empty when the run has none. */
export function withWorkers({ collection }: RunView): string {
  const workers = collection?.workers.length ?? 0
  return workers === 0 ? '' : ` with ${counted(workers, 'worker')}`
}

/** What a running collection adds to its status sentence; empty when there is nothing to add. */
export function collectionNote(run: RunView): string {
  const { collection } = run
  if (!collection) return ''
  const { holds, workers, nextCycleAt } = collection
  const [hold] = holds
  if (hold && workers.every((worker) => worker.phase === 'idle'))
    return ` Waiting: ${hold.host} asked to wait until ${clockSeconds(hold.until)}.`
  return nextCycleAt === null
    ? ''
    : ` All known listings are done. The next cycle begins at ${clockSeconds(nextCycleAt)}.`
}

/** How many workers have come to rest, and which have not. */
export interface Resting {
  readonly workers: number
  readonly paused: number
  readonly busy: readonly WorkerStatus[]
}

/** Who has come to rest in a collection that was asked to pause; null while it hasn't told of its workers. */
export function restingOf({ collection }: RunView): Resting | null {
  if (!collection || collection.workers.length === 0) return null
  const busy = collection.workers.filter(({ phase }) => phase !== 'paused' && phase !== 'idle')
  return { workers: collection.workers.length, paused: collection.workers.length - busy.length, busy }
}

/** The status sentence while workers finish: `2 of 8 workers have paused. Waiting for 6 to finish their current listing.` */
export function restingSentence(run: RunView): string | null {
  const resting = restingOf(run)
  if (!resting) return null
  const { workers, paused, busy } = resting
  const have = `${count(paused)} of ${counted(workers, 'worker')} ${paused === 1 ? 'has' : 'have'} paused.`
  if (busy.length === 0) return `${have} Waiting for the run to confirm.`
  return `${have} Waiting for ${count(busy.length)} to finish ${busy.length === 1 ? 'its' : 'their'} current ${run.itemNoun}.`
}

/** `2, 5 and 7`. */
export function workerNumbers(workers: readonly WorkerStatus[]): string {
  const numbers = workers.map(({ number }) => String(number))
  const last = numbers.pop() ?? ''
  return numbers.length === 0 ? last : `${numbers.join(', ')} and ${last}`
}

/** Which workers work, above their table. */
export function workersSummary(run: RunView): string {
  const resting = restingOf(run)
  if (!resting) return ''
  const { workers, paused, busy } = resting
  const phase = phaseOf(run)
  if (phase === 'pausing' || phase === 'paused') return `${count(paused)} of ${count(workers)} paused`
  return `${count(busy.length)} of ${count(workers)} working`
}

/** A row of the workers table. */
export interface WorkerRow {
  readonly number: number
  readonly sign: Phase
  readonly state: string
  readonly listing: string | null
  readonly url: string | null
  readonly lasts: string
  readonly done: string
  readonly errors: string
}

/** What a worker does now. Solid: it works or has paused; dashed: it finishes its last listing before the pause. */
export function workerRow(worker: WorkerStatus, run: RunView, now: number): WorkerRow {
  const { phase } = worker
  const pausing = phaseOf(run) === 'pausing'
  return {
    number: worker.number,
    sign: signOf(phase, pausing),
    state: stateOf(worker, pausing),
    listing: phase === 'paused' || phase === 'idle' ? null : worker.listing,
    url: worker.url,
    lasts: worker.since === 0 ? '' : shortTime(Math.max(0, now - worker.since)),
    done: count(worker.done),
    errors: count(worker.errors),
  }
}

function signOf(phase: WorkerStatus['phase'], pausing: boolean): Phase {
  if (phase === 'paused' || phase === 'idle') return phase
  return pausing ? 'pausing' : 'running'
}

function stateOf({ phase, attempt, tries }: WorkerStatus, pausing: boolean): string {
  const retry = attempt > 1 ? `retry ${count(attempt)} of ${count(tries)}` : null
  switch (phase) {
    case 'paused':
      return 'Paused'
    case 'idle':
      return 'Idle'
    case 'saving':
      return 'Saving'
    case 'checking':
      return 'Checking'
    case 'fetching':
      if (pausing) return `Finishing ${retry ?? 'fetch'}`
      return retry ? `Retry ${retry.slice('retry '.length)}` : 'Fetching'
  }
}

/** `0.4 s`, `12 s`, `4 min`. */
function shortTime(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)}${NBSP}s` : duration(ms)
}

/** A host that asked to wait: what it answered, and when it is asked again. */
export function holdText({ status, until }: RateLimit, now: number): string {
  const left = until - now
  const when = left > 0 ? `in ${fineDuration(left + 999)}` : 'now'
  return `Answered ${status}. Asked again at ${clockSeconds(until)}, ${when}.`
}

/** How long the slowest worker has been at its listing, for the card that waits for it. */
export function slowestText(resting: Resting, now: number): string {
  const slowest = resting.busy.toSorted((a, b) => a.since - b.since)[0]
  if (!slowest) return ''
  return ` Slowest: worker ${slowest.number}, ${elapsed(Math.max(0, now - slowest.since))}${slowest.attempt > 1 ? ' on a retry' : ''}.`
}

/** What stands above the list of failed listings. */
export function failuresNote(failed: number, shown: number): string {
  if (shown === failed) return `${count(failed)}, kept for retry`
  if (shown === 0) return `${count(failed)}, kept for retry; collector.db has the reasons`
  return `${count(failed)}, kept for retry; the latest ${count(shown)} of this run`
}

/** Why failed listings can't be tried again now; null when they can. */
export function retryOff(run: RunView): string | null {
  return isActive(phaseOf(run)) ? `Stop ${run.name} first: failed listings are tried again with its next start` : null
}
