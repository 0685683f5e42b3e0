import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { usualLines } from '../shared/own-run'
import { lookAtPauseFile } from './pause-file-look'
import type { PauseTestOrder } from './pause-test-process'
import type { ProfileRun } from './profile-run'
import { programEnvironment } from './run-environment'
import { commandLineOf, type RunProfile } from './run-profiles'
import { obstacleTo } from './run-setup'

/** Where one test works; gone after it. */
export interface PauseTestPlace {
  readonly scratch: string
  readonly workspace: string
  readonly pauseFile: string
}

/** A built-in run is tested in a folder of the test's own, so that saved progress stays as it is; any other in its own. */
export function makePlace(profile: RunProfile): PauseTestPlace {
  const scratch = mkdtempSync(join(tmpdir(), 'fermata-pause-test-'))
  if (!profile.isBuiltIn) return { scratch, workspace: profile.workspace, pauseFile: profile.pauseFile }
  const workspace = join(scratch, 'workspace')
  mkdirSync(workspace)
  return { scratch, workspace, pauseFile: join(workspace, basename(profile.pauseFile)) }
}

/** Why a profile can't be tested now, as a sentence; null when nothing stands against it. */
export function obstacleToTest(run: ProfileRun, all: readonly ProfileRun[]): string | null {
  const { isBuiltIn, own, pauseFile } = run.profile
  if (own && own.confirmation.kind !== 'lines') {
    return 'It prints no line when it has paused, so a test would have nothing to wait for.'
  }
  if (isBuiltIn) return null
  const reason = obstacleTo(run, all)?.reason
  if (reason !== undefined) return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`
  return lookAtPauseFile(pauseFile) ? `There is something at ${pauseFile} already. Delete it first.` : null
}

/** What the test's program is told. */
export function orderFor(program: string, profile: RunProfile, place: PauseTestPlace): PauseTestOrder {
  const confirmation = profile.own?.confirmation
  const lines = confirmation?.kind === 'lines' ? confirmation : usualLines
  // A built-in run names its folder in its arguments.
  const command = commandLineOf(profile, 'continue').map((part) =>
    profile.isBuiltIn && part === profile.workspace ? place.workspace : part,
  )
  return {
    args: [
      program,
      '--json',
      ...['--pause-file', place.pauseFile, '--paused-line', lines.paused, '--resumed-line', lines.resumed],
      ...['--stop-signal', profile.own?.stopSignal ?? 'SIGINT', '--', ...command],
    ],
    folder: place.workspace,
    environment: programEnvironment(profile),
    stopFile: join(place.scratch, 'stop'),
  }
}
