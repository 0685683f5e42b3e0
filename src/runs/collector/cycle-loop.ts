import { RunFailure } from '../run-failure'
import type { PageLoop } from './page-loop'
import type { PatientWrite } from './patient-write'
import type { Store } from './store'

/** What the cycles need. */
export interface CycleOptions {
  readonly store: Store
  readonly pages: PageLoop
  /** How many to do in this run; null: until stopped. */
  readonly cycles: number | null
  readonly intervalMs: number
  readonly firstPage: string
  readonly isStopping: () => boolean
  readonly untilRunning: () => Promise<void>
  /** Sleeps, or less when the run is to stop. */
  readonly sleep: (ms: number) => Promise<void>
  /** Resolves when something was taken out of the queue, or the run is to stop. */
  readonly untilQueueMoves: () => Promise<void>
  readonly onCycleBegins: (cycle: number) => Promise<void>
  readonly onCycleEnds: (ended: EndedCycle) => void
  readonly write: PatientWrite
  readonly warn: (line: string) => void
}

/** A cycle that is done; `problem` tells why pages are missing. */
export interface EndedCycle {
  readonly cycle: number
  readonly pages: number
  readonly gone: number
  readonly problem: string | null
}

/** Goes through cycles until there are enough of them or the run is to stop; continues where the store says. */
export async function goThroughCycles(options: CycleOptions): Promise<'finished' | 'stopped'> {
  const { store, cycles, isStopping } = options
  let problem: string | null = null
  for (;;) {
    if (isStopping()) return 'stopped'
    const { progress } = store
    if (progress.stage === 'wait') {
      if (cycles !== null && progress.cyclesDone >= cycles && progress.queued === 0) return 'finished'
      if (cycles !== null && progress.cyclesDone >= cycles) await options.untilQueueMoves()
      else await beginCycle(options)
    } else if (progress.stage === 'pages') {
      problem = await options.pages.readPages()
      if (problem === null) continue
      await options.write(() => store.giveUpPages())
      if (progress.pagesEver === 0) return failAtFirstPage(options, problem)
    } else if (progress.queued > 0) await options.untilQueueMoves()
    else await endCycle(options, problem)
  }
}

async function beginCycle(options: CycleOptions): Promise<void> {
  const { store } = options
  const waitMs = Math.min(store.progress.nextCycleAt - Date.now(), options.intervalMs)
  if (waitMs > 0) await options.sleep(waitMs)
  await options.untilRunning()
  if (options.isStopping()) return
  await options.write(() => store.startCycle(options.firstPage))
  await options.onCycleBegins(store.progress.cycle)
}

/** All is read and worked off: listings that no page named are gone, and the next cycle is due. */
async function endCycle(options: CycleOptions, problem: string | null): Promise<void> {
  const { store, cycles, intervalMs } = options
  const { cycle, pages, nextPage } = store.progress
  const isWhole = nextPage === null
  let gone = 0
  for (let after: string | null = isWhole ? '' : null; after !== null; ) {
    await options.untilRunning()
    if (options.isStopping()) return
    const stretch = await options.write(() => store.sweepGone(after ?? ''))
    gone += stretch.moved
    after = stretch.next
  }
  await options.write(() => store.endCycle(Date.now() + intervalMs, isWhole))
  const why = isWhole ? null : (problem ?? `Page ${nextPage} could not be read`)
  options.onCycleEnds({ cycle, pages, gone, problem: why })
  if (why === null) return
  if (cycles !== null) throw new RunFailure('failed', why)
  options.warn(`${why}; the next cycle begins in ${intervalMs / 1000} s`)
}

/** Nothing was ever read from this source, so it is rather named wrongly than out of order. */
async function failAtFirstPage(options: CycleOptions, problem: string): Promise<never> {
  await options.write(() => options.store.endCycle(0, false))
  throw new RunFailure('failed', problem)
}
