import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { StartMode } from '../shared/ipc'

/** A saved run: everything that is needed to start it. The window only ever names it by its id. */
export interface RunProfile {
  readonly id: string
  readonly name: string
  /** What one item is called, in the singular. */
  readonly itemNoun: string
  /** Absolute, or found on the PATH. Never run through a shell. */
  readonly program: string
  readonly args: readonly string[]
  /** Arguments besides that set saved progress aside. */
  readonly startOverArgs: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** Whether the program is one of ours: those run in the app's own Node and obey a stop file. */
  readonly isBuiltIn: boolean
  /** The working folder; made when it isn't there. */
  readonly workspace: string
  readonly pauseFile: string
  /** JSON lines as in shared/metrics.ts; null when the program writes none. */
  readonly metricsFile: string | null
}

/** Where the built-in runs are and where they work. */
export interface BuiltInPlaces {
  readonly programFolder: string
  readonly workspace: string
}

/** The working folder of the built-in runs: `FERMATA_WORKSPACE`, else `Fermata` in the user's home. */
export function builtInWorkspace(environment: NodeJS.ProcessEnv): string {
  return resolve(environment.FERMATA_WORKSPACE || join(homedir(), 'Fermata'))
}

/** The runs that the app brings along. */
export function builtInProfiles({ programFolder, workspace }: BuiltInPlaces): readonly RunProfile[] {
  return [
    {
      id: 'training',
      name: 'Training',
      itemNoun: 'batch',
      program: process.execPath,
      args: [join(programFolder, 'trainer.cjs'), '--mode', 'sample', '--workspace', workspace],
      startOverArgs: ['--fresh'],
      environment: {},
      isBuiltIn: true,
      workspace,
      pauseFile: join(workspace, 'pause.txt'),
      metricsFile: join(workspace, 'training', 'metrics.jsonl'),
    },
  ]
}

/** The program and its arguments, as they are started and shown. */
export function commandLineOf(profile: RunProfile, mode: StartMode): readonly string[] {
  return [profile.program, ...profile.args, ...(mode === 'startOver' ? profile.startOverArgs : [])]
}
