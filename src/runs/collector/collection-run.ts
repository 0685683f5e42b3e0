import { join } from 'node:path'
import { setTimeout as sleepFor } from 'node:timers/promises'
import { continuingLine, progressSavedLine } from '../../shared/run-lines'
import { exitCodes } from '../run-failure'
import type { Collection } from './collection-start'
import { createCrew, type Crew } from './crew'
import { goThroughCycles, type CycleOptions, type EndedCycle } from './cycle-loop'
import { itemCounts } from './progress-row'
import { removeJournals } from './journal'
import { startSampleThread, type SampleThread } from './sample/sample-thread'
import { pageAddress } from './source'

/** How long requests under way may take once the run is asked to stop; then they are given up, at no cost of a try. */
const stopGraceMs = 5000

/** What was written is brought onto the disk so often: a power cut costs at most the requests since. */
const syncEveryMs = 2000

/** Collects until enough cycles are done or it is asked to stop; returns the exit code. */
export async function runCollection(collection: Collection): Promise<number> {
  const { settings, store, printer, stop } = collection
  describe(collection)
  if (settings.retryFailed) printer.print(`${store.retryFailed()} failed listings are tried again`)
  const sample = await startSample(collection)
  const stopping = new AbortController()
  void stop.whenRequested.then(() => stopping.abort())
  // Ends early, without an error, when the run is to stop.
  const sleep = (ms: number): Promise<void> => sleepFor(ms, undefined, { signal: stopping.signal }).catch(() => {})
  const crew = createCrew(collection, { sampleServer: sample?.address ?? null, sleep })
  const resting = stop.whenRequested.then(() => crew.rest(stopGraceMs))
  const syncing = setInterval(crew.sync, syncEveryMs)
  let exitCode: number
  try {
    crew.begin()
    const ended = await Promise.race([goThroughCycles(cycleOptions(collection, crew, sample, sleep)), crew.whenBroken])
    if (ended !== 'finished') await Promise.race([resting, crew.whenBroken])
    exitCode = ended === 'finished' ? await finish(collection, crew) : saveAndStop(collection, crew)
  } finally {
    clearInterval(syncing)
    await Promise.all([crew.close(), sample?.close()])
    collection.database.close()
  }
  // All that stands in them is in the database.
  removeJournals(collection.files.journals)
  return exitCode
}

async function startSample({ settings, source, store, programFolder }: Collection): Promise<SampleThread | null> {
  if (source.address !== 'sample') return null
  const setup = { seed: source.seed ?? 1, withDelays: !settings.sampleWithoutDelays }
  const sample = await startSampleThread(join(programFolder, 'collector-sample.cjs'), setup)
  await sample.setCycle(Math.max(1, store.progress.cycle))
  return sample
}

function cycleOptions(
  collection: Collection,
  crew: Crew,
  sample: SampleThread | null,
  sleep: (ms: number) => Promise<void>,
): CycleOptions {
  const { settings, store, source, stop, printer } = collection
  return {
    store,
    pages: crew.pages,
    cycles: settings.cycles,
    intervalMs: settings.intervalMs,
    firstPage: pageAddress(source, 1),
    isStopping: () => stop.requested,
    untilRunning: crew.pause.untilRunning,
    sleep,
    untilQueueMoves: crew.untilQueueMoves,
    async onCycleBegins(cycle) {
      await sample?.setCycle(cycle)
      crew.report.changed()
    },
    onCycleEnds(ended) {
      crew.report.record({ kind: 'cycleDone', cycle: ended.cycle, pages: ended.pages })
      crew.report.changed()
      printer.print(cycleLine(collection, ended))
    },
    write: crew.write,
    warn: printer.warn,
  }
}

function cycleLine({ store }: Collection, { cycle, pages, gone, problem }: EndedCycle): string {
  const { collected, failed } = itemCounts(store.progress)
  const goneText = gone > 0 ? `, ${gone} listings are gone from the source` : ''
  const incomplete = problem === null ? '' : ', though not all pages could be read'
  return `Cycle ${cycle} done: ${pages} pages, ${collected} items collected so far, ${failed} failed${goneText}${incomplete}`
}

async function finish({ store, printer, database, files }: Collection, crew: Crew): Promise<number> {
  await crew.write(() => store.endRun())
  database.sync()
  crew.report.record({ kind: 'finished' })
  const { collected, failed } = itemCounts(store.progress)
  if (failed > 0) printer.print(`${failed} listings failed; the database keeps why, --retry-failed tries them again`)
  printer.print(`Finished: ${collected} items collected into ${files.database}`)
  return exitCodes.finished
}

function saveAndStop({ store, printer, database }: Collection, crew: Crew): number {
  database.sync()
  crew.report.record({ kind: 'stopped' })
  const { done, total } = itemCounts(store.progress)
  printer.print(progressSavedLine(done, total))
  return exitCodes.stopped
}

/** Says what is collected from where, and where it goes on. */
function describe({ settings, source, store, files, printer }: Collection): void {
  const from = source.address === 'sample' ? `the sample (seed ${source.seed ?? 1})` : source.address
  printer.print(`Collecting from ${from} with ${settings.workers} workers into ${files.database}`)
  const { done, total } = itemCounts(store.progress)
  const { stage, nextCycleAt } = store.progress
  // A run that was stopped while it waited for its next cycle goes on with the item after the last one it knows.
  const isUnfinished = done < total || stage !== 'wait' || nextCycleAt > 0
  if (done > 0 && isUnfinished) printer.print(continuingLine(done, total))
  else if (done > 0) printer.print(`All ${total} known items are done; looking for new and changed ones`)
}
