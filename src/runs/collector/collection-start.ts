import { existsSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { driftLine } from '../../shared/drift-line'
import type { LinePrinter } from '../line-printer'
import { claimForThisRun } from '../run-claim'
import { RunFailure, reasonOf } from '../run-failure'
import { moveAside, stampOf } from '../saved-progress'
import type { StopSignal } from '../stop-signal'
import { checkWorkspace, makeFolder } from '../workspace'
import { foldDatabase, openDatabase, readFromDatabase, type Database } from './database'
import { takeUpJournals } from './journal-replay'
import { sourceIn, startedIn } from './progress-row'
import { collectorFiles, type CollectorFiles } from './run-files'
import type { CollectorSettings } from './settings'
import { differencesBetween, sourceWithDefaults, type Source } from './source'
import { openStore, type Store } from './store'

/** What a collection gets from the program around it. */
export interface CollectionSurroundings {
  readonly printer: LinePrinter
  readonly stop: StopSignal
  /** Where the built programs of worker and sample are. */
  readonly programFolder: string
}

/** A collection that is ready to begin or to go on. */
export interface Collection extends CollectionSurroundings {
  readonly settings: CollectorSettings
  readonly source: Source
  readonly files: CollectorFiles
  readonly database: Database
  readonly store: Store
}

/**
 * Gets a collection ready: takes pause file and database for this run, opens what is kept.
 *
 * That the database belongs to another source is found before anything is written.
 */
export function prepareCollection(settings: CollectorSettings, surroundings: CollectionSurroundings): Collection {
  const { printer } = surroundings
  const files = collectorFiles(settings.workspace)
  checkWorkspace(settings.workspace)
  claimForThisRun([
    { what: 'pause file', path: settings.pauseFile },
    { what: 'database', path: files.database },
  ])
  const kept = settings.fresh ? null : readFromDatabase(files.database, keptIn)
  const source = chosenSource(settings.source, kept, files.database)
  if (settings.fresh) putOldFilesAside(files, printer)
  makeFolder(files.folder)
  const database = openDatabase(files.database)
  const store = openStore(database, source)
  takeUpJournals(files.journals, store, settings)
  return { ...surroundings, settings, source, files, database, store }
}

interface Kept {
  readonly source: Source | null
  /** A page was read: what is kept belongs to the source. */
  readonly isStarted: boolean
}

function keptIn(prepare: Database['prepare']): Kept {
  return { source: sourceIn(prepare), isStarted: startedIn(prepare) }
}

function chosenSource(wanted: Source | null, kept: Kept | null, path: string): Source {
  const before = kept?.source ?? null
  if (wanted === null) return before ?? sourceWithDefaults({ address: 'sample' })
  // Where nothing was collected yet a mistyped address may be corrected.
  const differences = before !== null && kept?.isStarted ? differencesBetween(before, wanted) : []
  if (differences.length === 0) return wanted
  // What is kept are the source's own listings: neither version nor runtime could change them.
  throw new RunFailure('refused', driftLine('collection', path, { differences, mayGoOn: false }))
}

function putOldFilesAside(files: CollectorFiles, printer: LinePrinter): void {
  const stamp = stampOf(new Date())
  try {
    foldDatabase(files.database)
    const moved = moveAside(files.database, stamp)
    // Only of a database that couldn't be folded is there more than the one file; its log must keep beside it.
    const rest = ['-wal', '-shm'].filter((ending) => existsSync(`${files.database}${ending}`))
    for (const ending of rest) renameSync(`${files.database}${ending}`, `${moved ?? files.database}${ending}`)
    moveAside(files.metrics, stamp)
    moveAside(files.journals, stamp)
    if (moved !== null) printer.print(`Starting over; the old database is kept as ${moved}`)
  } catch (error) {
    throw new RunFailure('failed', `Can't put the old files in ${dirname(files.database)} aside: ${reasonOf(error)}`, {
      cause: error,
    })
  }
}
