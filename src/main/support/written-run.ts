import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ProcessIdentity } from '../../platform/process-identity'
import type { RunProfile } from '../run-profiles'
import { type RunFolder, type RunRecord, runFolderOf, writeRunRecord } from '../run-record'

/** The run of which a test writes the record by hand. */
export const writtenRunId = 'training-20260101-000000-000'

/** The files of that run. */
export function writtenRunFolder(stateFolder: string): RunFolder {
  return runFolderOf(join(stateFolder, 'runs'), writtenRunId)
}

/** Leaves the record of a run behind, as an earlier start of the app would. */
export function writeRun(
  profile: RunProfile,
  stateFolder: string,
  identity: ProcessIdentity | null,
  change: Partial<RunRecord> = {},
): RunFolder {
  const folder = writtenRunFolder(stateFolder)
  mkdirSync(folder.path, { recursive: true })
  mkdirSync(profile.workspace, { recursive: true })
  writeRunRecord(folder, {
    runId: writtenRunId,
    profileId: profile.id,
    commandLine: ['x'],
    workspace: profile.workspace,
    pauseFile: profile.pauseFile,
    startedAt: 1,
    token: null,
    pid: identity?.pid ?? null,
    identity,
    stopAskedAt: null,
    ended: null,
    ...change,
  })
  return folder
}
