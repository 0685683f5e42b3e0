import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { ProfileKind, StartMode } from '../shared/ipc'
import { OptionChoice } from './option-choice'
import type { OwnRunWays } from './own-run'
import { TrainingDataChoice } from './training-data'

/** A saved run: everything that is needed to start it. The window only ever names it by its id. */
export interface RunProfile {
  readonly id: string
  readonly name: string
  readonly runKind: ProfileKind
  /** What one item is called, in the singular. */
  readonly itemNoun: string
  /** Absolute, or found on the PATH. Never run through a shell. */
  readonly program: string
  readonly args: readonly string[]
  /** What its person has set of a built-in run; null for a user's own. */
  readonly options: OptionChoice | null
  /** What a training is to learn from; null when nothing can be chosen. */
  readonly trainingData: TrainingDataChoice | null
  /** Arguments besides that set saved progress aside. */
  readonly startOverArgs: readonly string[]
  /** Arguments besides that try again what was given up; null when the program can't. */
  readonly retryFailedArgs: readonly string[] | null
  /** Arguments besides that continue although program or runtime is another; null when the program can't. */
  readonly acceptDriftArgs: readonly string[] | null
  readonly environment: Readonly<Record<string, string>>
  /** Whether the program is one of ours: those run in the app's own Node and obey a stop file. */
  readonly isBuiltIn: boolean
  /** The working folder; made when it isn't there. */
  readonly workspace: string
  readonly pauseFile: string
  /** JSON lines as in shared/metrics.ts or shared/collector-status.ts; null when the program writes none. */
  readonly metricsFile: string | null
  /** How things are now, as in shared/collector-status.ts; null when the program writes none. */
  readonly statusFile: string | null
  /** How a user's own run is read and stopped; null for a built-in one. */
  readonly own: OwnRunWays | null
}

/** Where the built-in runs are and where they work. */
export interface BuiltInPlaces {
  readonly programFolder: string
  readonly workspace: string
  /** Where the app keeps what was chosen. */
  readonly stateFolder: string
}

/** The working folder of the built-in runs: `FERMATA_WORKSPACE`, else `Fermata` in the user's home. */
export function builtInWorkspace(environment: NodeJS.ProcessEnv): string {
  return resolve(environment.FERMATA_WORKSPACE || join(homedir(), 'Fermata'))
}

/** The runs that the app brings along. */
export function builtInProfiles(places: BuiltInPlaces): readonly RunProfile[] {
  return [trainingProfile(places), collectorProfile(places)]
}

function trainingProfile({ programFolder, workspace, stateFolder }: BuiltInPlaces): RunProfile {
  return {
    id: 'training',
    name: 'Training',
    runKind: 'training',
    itemNoun: 'batch',
    program: process.execPath,
    args: [join(programFolder, 'trainer.cjs'), '--workspace', workspace],
    options: new OptionChoice(join(stateFolder, 'training-options.json'), 'training'),
    trainingData: new TrainingDataChoice(join(stateFolder, 'training-data.json'), join(workspace, 'collector.db')),
    startOverArgs: ['--fresh'],
    retryFailedArgs: null,
    acceptDriftArgs: ['--accept-drift'],
    environment: {},
    isBuiltIn: true,
    workspace,
    pauseFile: join(workspace, 'pause.txt'),
    metricsFile: join(workspace, 'training', 'metrics.jsonl'),
    statusFile: null,
    own: null,
  }
}

function collectorProfile({ programFolder, workspace, stateFolder }: BuiltInPlaces): RunProfile {
  return {
    id: 'collector',
    name: 'Collector',
    runKind: 'collection',
    itemNoun: 'listing',
    program: process.execPath,
    args: [join(programFolder, 'collector.cjs'), '--workspace', workspace],
    options: new OptionChoice(join(stateFolder, 'collector-options.json'), 'collection'),
    trainingData: null,
    startOverArgs: ['--fresh'],
    retryFailedArgs: ['--retry-failed'],
    acceptDriftArgs: null,
    environment: {},
    isBuiltIn: true,
    workspace,
    pauseFile: join(workspace, 'pause_collector.txt'),
    metricsFile: join(workspace, 'collector', 'metrics.jsonl'),
    statusFile: join(workspace, 'collector', 'status.json'),
    own: null,
  }
}

/** Whether a profile's program can be started in such a way. */
export function canStart({ retryFailedArgs, acceptDriftArgs }: RunProfile, mode: StartMode): boolean {
  if (mode === 'acceptDrift') return acceptDriftArgs !== null
  return mode !== 'retryFailed' || retryFailedArgs !== null
}

/** The program and its arguments, as they are started and shown. */
export function commandLineOf(profile: RunProfile, mode: StartMode): readonly string[] {
  const chosen = [...(profile.options?.args ?? []), ...(profile.trainingData?.args ?? [])]
  return [profile.program, ...profile.args, ...chosen, ...modeArgs(profile, mode)]
}

function modeArgs(profile: RunProfile, mode: StartMode): readonly string[] {
  if (mode === 'startOver') return profile.startOverArgs
  if (mode === 'acceptDrift') return profile.acceptDriftArgs ?? []
  return mode === 'retryFailed' ? (profile.retryFailedArgs ?? []) : []
}
