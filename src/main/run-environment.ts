import { accessSync, constants, mkdirSync } from 'node:fs'
import { plainReason } from '../platform/plain-reason'
import { tokenVariable } from '../platform/process-marks'
import type { RunProfile } from './run-profiles'
import type { RunFolder, RunRecord } from './run-record'

/** The environment of a run: the app's own, what the profile adds, and what tells a run who it is. */
export function environmentOf(
  profile: RunProfile,
  { runId, token }: Pick<RunRecord, 'runId' | 'token'>,
  { stopFile, exitFile }: Pick<RunFolder, 'stopFile' | 'exitFile'>,
): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {
    ...programEnvironment(profile),
    FERMATA_RUN_ID: runId,
    FERMATA_STOP_FILE: stopFile,
    FERMATA_EXIT_FILE: exitFile,
    [tokenVariable]: token ?? '',
  }
  // Any Electron app that someone's program starts would come up as plain Node.
  if (profile.isBuiltIn) environment.ELECTRON_RUN_AS_NODE = '1'
  else delete environment.ELECTRON_RUN_AS_NODE
  return environment
}

/** The environment of a profile's program, whoever starts it. */
export function programEnvironment(profile: RunProfile): NodeJS.ProcessEnv {
  // Python holds its output back when it isn't a terminal, and the pause line with it.
  return { ...process.env, PYTHONUNBUFFERED: '1', ...profile.environment }
}

/** Makes the working folder of a run and checks that it can work there; says in plain words why not, else null. */
export function prepareWorkspace(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return null
  } catch (error) {
    const { reason, code } = plainReason(error)
    return `the working folder ${folder} can’t be used: ${code === 'EEXIST' ? 'a file has that name' : reason} (${code})`
  }
}
