import type { RateLimit } from '../../shared/collector-lines'
import type { Database } from './database'
import { holdTable } from './hold-table'
import type { CheckedListing } from './listing-check'
import { listingTable, type ListingTable } from './listing-table'
import type { PageItem } from './page-reader'
import { pageTable, type PageTable } from './page-table'
import { progressRow, type Progress } from './progress-row'
import { queueTable, type QueueTable } from './queue-table'
import type { Source } from './source'
import { stateTable, type StateTable } from './state-table'

/** What came of asking for one listing. */
export type ItemResult = { readonly id: string; readonly url: string } & (
  | {
      readonly kind: 'stored'
      readonly listing: CheckedListing
      readonly etag: string | null
      readonly lastModified: string | null
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'later'; readonly tries: number; readonly notBefore: number; readonly reason: string }
  | { readonly kind: 'failed'; readonly tries: number; readonly reason: string }
)

/** A page that was read. */
export interface ReadPage {
  readonly url: string
  readonly etag: string | null
  readonly lastModified: string | null
  readonly next: string | null
  readonly items: readonly PageItem[]
}

/**
 * All that the collector keeps. Each method that changes something is one transaction: after a kill at any instant it
 * has happened as a whole or not at all.
 */
export interface Store {
  readonly progress: Readonly<Progress>
  readonly queue: Pick<QueueTable, 'hosts' | 'next' | 'at'>
  readonly pages: Pick<PageTable, 'get' | 'cycleOf'>
  readonly holds: readonly RateLimit[]
  /** Keeps what came of listings, closes their queue entries, counts them. */
  keepResults(results: readonly ItemResult[]): void
  /** Keeps a page, queues what is new or changed on it, and moves on to the next; returns how many were queued. */
  keepPage(page: ReadPage): number
  startCycle(firstPage: string): void
  /** Moves gone listings of one stretch of ids; returns where the next stretch begins, null after the last. */
  sweepGone(after: string): { readonly moved: number; readonly next: string | null }
  /** `isWhole`: all pages were read, so that the cycle counts. */
  endCycle(nextCycleAt: number, isWhole: boolean): void
  /** Ends the pages of this cycle early: the next one can't be read. It stays named, as the sign that some are missing. */
  giveUpPages(): void
  /** The run has done what it was started for; the next start begins to count anew. */
  endRun(): void
  retryFailed(): number
  keepHold(hold: RateLimit): void
  removeHold(host: string): void
}

/** Listings looked at in one go when gone ones are moved: some milliseconds. */
const sweepStretch = 4000

/** Opens what is kept of a collection, or begins a new one. */
export function openStore(database: Database, source: Source, now: () => Date = () => new Date()): Store {
  const row = progressRow(database, source)
  const queue = queueTable(database)
  const listings = listingTable(database)
  const states = stateTable(database)
  const pages = pageTable(database)
  const holds = holdTable(database)
  let progress = row.read()

  function change<Result>(action: (next: Progress, moment: { at: string; cycle: number }) => Result): Result {
    const next = { ...progress }
    try {
      const result = database.transaction(() => {
        const done = action(next, { at: now().toISOString(), cycle: next.cycle })
        row.write(next)
        return done
      })
      progress = next
      return result
    } catch (error) {
      listings.reload()
      throw error
    }
  }

  return {
    get progress() {
      return progress
    },
    queue,
    pages,
    get holds() {
      return holds.all()
    },
    keepResults(results) {
      change((next, moment) => {
        for (const result of results) keepResult({ queue, listings, states }, result, next, moment)
      })
    },
    keepPage: (page) =>
      change((next, moment) => {
        pages.put(page.url, { ...page, cycle: next.cycle })
        Object.assign(next, { pages: next.pages + 1, pagesEver: next.pagesEver + 1, nextPage: page.next })
        if (page.next === null) next.stage = 'drain'
        return page.items.filter((item) => keepItem({ queue, listings, states }, item, next, moment)).length
      }),
    startCycle(firstPage) {
      change((next) => Object.assign(next, { cycle: next.cycle + 1, stage: 'pages', nextPage: firstPage, pages: 0 }))
    },
    sweepGone: (after) =>
      change((next, moment) => {
        const stretch = states.after(after, sweepStretch)
        const gone = stretch.filter(({ seenCycle }) => seenCycle < next.cycle).map(({ id }) => id)
        const moved = listings.moveGone(gone, moment)
        for (const id of gone) states.forget(id)
        return { moved, next: stretch.length < sweepStretch ? null : (stretch.at(-1)?.id ?? null) }
      }),
    endCycle(nextCycleAt, isWhole) {
      change((next) => {
        if (isWhole) pages.forgetBefore(next.cycle - 1)
        Object.assign(next, { stage: 'wait', nextPage: null, nextCycleAt })
        if (isWhole) next.cyclesDone += 1
      })
    },
    giveUpPages: () => change((next) => void Object.assign(next, { stage: 'drain' })),
    endRun: () => change((next) => void Object.assign(next, { cyclesDone: 0, nextCycleAt: 0 })),
    retryFailed: () =>
      change((next) => {
        const count = queue.retryFailed()
        next.failed -= count
        next.queued += count
        return count
      }),
    keepHold: (hold) => change(() => holds.put(hold)),
    removeHold: (host) => change(() => holds.remove(host)),
  }
}

interface Tables {
  readonly queue: QueueTable
  readonly listings: ListingTable
  readonly states: StateTable
}

function keepResult(
  { queue, listings, states }: Tables,
  result: ItemResult,
  progress: Progress,
  moment: { at: string; cycle: number },
): void {
  const { id } = result
  switch (result.kind) {
    case 'stored':
      listings.put({ id, url: result.url, ...result.listing }, moment)
      states.keepTags(id, result.etag, result.lastModified)
      break
    case 'unchanged':
      listings.seen(id, moment)
      break
    case 'later':
      return queue.later(id, result)
    case 'failed':
      queue.fail(id, { ...result, at: moment.at })
      progress.queued -= 1
      progress.failed += 1
      return
    default:
      result satisfies never
  }
  queue.remove(id)
  progress.queued -= 1
  progress.collected += 1
}

/** Notes an item of a page; true when its listing is to be asked for. */
function keepItem(
  { queue, listings, states }: Tables,
  item: PageItem,
  progress: Progress,
  moment: { at: string; cycle: number },
): boolean {
  const seen = states.see(item, moment.cycle)
  if (seen !== 'new') listings.seen(item.id, moment)
  if (seen === 'asBefore') return false
  const added = queue.add(item.id, item.url)
  if (added === 'wasQueued') return false
  progress.queued += 1
  if (added === 'wasFailed') progress.failed -= 1
  return true
}
