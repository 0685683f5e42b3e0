import { join } from 'node:path'
import { differenceWords } from '../../shared/drift-line'
import type { LinePrinter } from '../line-printer'
import { claimForThisRun } from '../run-claim'
import { RunFailure, reasonOf } from '../run-failure'
import { createSavedProgress, moveAside, stampOf, type SavedProgress } from '../saved-progress'
import type { StopSignal } from '../stop-signal'
import { checkWorkspace, makeFolder } from '../workspace'
import { checkpointOf, identityFor, type Checkpoint } from './checkpoint'
import { startBackend } from './learning-backend'
import { listingsOf, type Listings } from './listings'
import { freshState } from './price-model'
import { modeDefaults, type TrainingSettings } from './settings'
import { readTrainingTable } from './training-table'
import { trainingFiles, type TrainingFiles } from './training-files'
import { planTraining, type TrainingPlan } from './training-plan'
import { initialWeights, layerParts } from './weights'

/** What a training gets from the program around it. */
export interface TrainingSurroundings {
  readonly printer: LinePrinter
  readonly stop: StopSignal
  /** Where the built-in table and the learning library's kernels are. */
  readonly assetFolder: string
}

/** A training that is ready to begin or to go on. */
export interface Training extends TrainingSurroundings {
  readonly settings: TrainingSettings
  readonly files: TrainingFiles
  readonly listings: Listings
  readonly plan: TrainingPlan
  readonly saved: SavedProgress
  readonly start: Checkpoint
  /** The item that the newest save holds; null when there is no whole newest save. */
  readonly savedItem: number | null
}

/**
 * Gets a training ready: reads the table, takes pause file and workspace, loads what is saved.
 *
 * All that can be wrong with options and table is found before anything is written, the workspace folder included.
 */
export async function prepareTraining(
  settings: TrainingSettings,
  surroundings: TrainingSurroundings,
): Promise<Training> {
  const { printer, assetFolder } = surroundings
  const table = await readTrainingTable(settings.data ?? join(assetFolder, 'diamonds.csv'))
  const { target, seed } = settings
  const listings = listingsOf(table, { target, seed, limit: modeDefaults[settings.mode].listings })
  const plan = planTraining(listings, settings.epochs, settings.batchSize, seed)
  const identity = identityFor(settings, table.fingerprint, await startBackend(assetFolder))
  checkWorkspace(settings.workspace)
  claimForThisRun([
    { what: 'pause file', path: settings.pauseFile },
    { what: 'workspace', path: settings.workspace },
  ])
  const files = trainingFiles(settings.workspace)
  const saved = createSavedProgress(files.checkpoint)
  if (settings.fresh) putOldFilesAside(files, saved, printer)
  const loaded = saved.load()
  if (loaded?.warning) printer.warn(loaded.warning)
  const taken =
    loaded && checkpointOf(loaded, { identity, acceptDrift: settings.acceptDrift }, `${files.checkpoint}.safetensors`)
  if (taken && taken.differences.length > 0)
    printer.warn(`Continuing although ${differenceWords(taken.differences)}: the model's last bits may be others`)
  const start = taken ?? { identity, item: 0, state: freshState(initialWeights(layerParts(listings.width), seed)) }
  makeFolder(files.folder)
  const savedItem = loaded && loaded.warning === null ? start.item : null
  return { ...surroundings, settings, files, listings, plan, saved, start, savedItem }
}

function putOldFilesAside(files: TrainingFiles, saved: SavedProgress, printer: LinePrinter): void {
  const stamp = stampOf(new Date())
  try {
    const moved = [...saved.putAside(stamp), moveAside(files.metrics, stamp), moveAside(files.model, stamp)]
    if (moved.some((path) => path !== null))
      printer.print(`Starting over; the old files in ${files.folder} now carry ${stamp} in their names`)
  } catch (error) {
    throw new RunFailure('failed', `Can't put the old files in ${files.folder} aside: ${reasonOf(error)}`, {
      cause: error,
    })
  }
}
