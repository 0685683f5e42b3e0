import { resolve } from 'node:path'
import { commandOf } from '../shared/own-run'
import { otherPauseFile } from './given-pause-file'
import type { SavedRun } from './profile-store'
import type { RunProfile } from './run-profiles'

/** What is started of a user's own run. */
export function profileOf(saved: SavedRun): RunProfile {
  const [program = '', ...args] = commandOf(saved, process.platform)
  return {
    id: saved.id,
    name: saved.name,
    runKind: 'own',
    itemNoun: 'item',
    program,
    args,
    options: null,
    trainingData: null,
    startOverArgs: [],
    retryFailedArgs: null,
    acceptDriftArgs: null,
    environment: Object.fromEntries(saved.environment.map(({ name, value }) => [name, value ?? ''])),
    isBuiltIn: false,
    workspace: saved.folder,
    pauseFile: resolve(saved.folder, saved.pauseFile),
    metricsFile: null,
    statusFile: null,
    own: {
      confirmation: saved.confirmation,
      progress: saved.progress,
      otherPauseFile: otherPauseFile(saved),
      stopSignal: saved.stop.kind === 'ctrlC' ? 'SIGINT' : 'SIGTERM',
      stopGraceMs: saved.stop.graceSeconds * 1000,
    },
  }
}
