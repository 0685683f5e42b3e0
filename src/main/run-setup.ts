import { placeOf } from '../platform/real-path'
import type { StartMode } from '../shared/ipc'
import { MetricsReader } from './metrics-reader'
import type { OwnPauseFiles } from './own-pause-files'
import { type PauseFileChange, PauseFileWatcher } from './pause-file-watcher'
import { isSystemError, plainReason } from '../platform/plain-reason'
import { isActive, type LatestRun, type ProfileRun } from './profile-run'
import { environmentOf, prepareWorkspace } from './run-environment'
import { lastWriteAt } from './run-events'
import { RunLog, type RunLogListener } from './run-log'
import { RunProcess, type Started } from './run-process'
import { commandLineOf, type RunProfile } from './run-profiles'
import { makeRunFolder, runFolderOf, runIdOf, type RunRecord, writeRunRecord } from './run-record'
import { StatusReader } from './status-reader'
import { Throttle } from '../platform/throttle'

/** How often at most the window hears of progress; changes of state go at once. */
const progressGapMs = 250

/** What the parts of a profile's run have to tell. */
export interface ProfileRunListener {
  pauseFileChanged(change: PauseFileChange): void
  changed(): void
  historyChanged(): void
}

/** A profile of which no run is known yet. */
export function makeProfileRun(profile: RunProfile, own: OwnPauseFiles, listener: ProfileRunListener): ProfileRun {
  const { metricsFile, statusFile, runKind } = profile
  const changes = new Throttle(progressGapMs, () => listener.changed())
  return {
    profile,
    pauseFile: new PauseFileWatcher(
      profile.pauseFile,
      (identity) => own.has(profile.pauseFile, identity),
      (change) => listener.pauseFileChanged(change),
    ),
    metrics: metricsFile ? new MetricsReader(metricsFile, () => listener.historyChanged(), runKind) : null,
    status: statusFile ? new StatusReader(statusFile, () => changes.request()) : null,
    changes,
    state: { kind: 'idle' },
    latest: null,
    problem: null,
    ownAct: null,
  }
}

/** Why a profile's run can't be started, in plain words; null when nothing stands against it. */
export function obstacleTo(run: ProfileRun, all: readonly ProfileRun[]): string | null {
  const { profile } = run
  const place = placeOf(profile.pauseFile)
  const other = all.find((one) => one !== run && isActive(one) && placeOf(one.profile.pauseFile) === place)
  if (other) return `${other.profile.name} is running with the same pause file, ${profile.pauseFile}`
  return prepareWorkspace(profile.workspace)
}

/** A new run with its folder, written down before its process is there; or why that can't be, in plain words. */
export function makeLatestRun(
  profile: RunProfile,
  mode: StartMode,
  runsFolder: string,
  listener: RunLogListener,
): LatestRun | { readonly reason: string } {
  const startedAt = Date.now()
  const runId = runIdOf(profile.id, startedAt)
  const record: RunRecord = {
    runId,
    profileId: profile.id,
    commandLine: commandLineOf(profile, mode),
    workspace: profile.workspace,
    pauseFile: profile.pauseFile,
    startedAt,
    pid: null,
    identity: null,
    stopAskedAt: null,
    ended: null,
  }
  const folder = runFolderOf(runsFolder, runId)
  try {
    makeRunFolder(folder)
    writeRunRecord(folder, record)
  } catch (error) {
    const { reason, code } = plainReason(error)
    return { reason: `the folder for its log, ${folder.path}, can’t be written: ${reason} (${code})` }
  }
  return { ...adoptLatestRun(record, runsFolder, listener), replayedUntil: null }
}

/** A run that was started earlier, as its record tells of it. */
export function adoptLatestRun(record: RunRecord, runsFolder: string, listener: RunLogListener): LatestRun {
  const folder = runFolderOf(runsFolder, record.runId)
  const log = new RunLog(folder.log, listener)
  return {
    record,
    folder,
    log,
    process: null,
    pausedLine: null,
    replayedUntil: lastWriteAt(folder.log),
    whenEnded: null,
  }
}

/** Starts the process of a run that was made ready, and writes down which one it is. */
export async function startProcess(profile: RunProfile, latest: LatestRun): Promise<Started> {
  const [program = '', ...args] = latest.record.commandLine
  const started = await RunProcess.start({
    program,
    args,
    folder: profile.workspace,
    environment: environmentOf(profile, latest.record.runId, latest.folder.stopFile),
    log: latest.folder.log,
  })
  if (started.ok) changeRecord(latest, { pid: started.process.pid, identity: started.process.identity })
  return started
}

/** Changes what is written down of a run. */
export function changeRecord(latest: LatestRun, change: Partial<RunRecord>): void {
  latest.record = { ...latest.record, ...change }
  try {
    writeRunRecord(latest.folder, latest.record)
  } catch (error) {
    // A full disk must not end or hide a run that works; after a restart its log still tells how it ended.
    if (!isSystemError(error)) throw error
  }
}

/** Asks a run to stop, and remembers that it was asked; false when it can't be proven to be the run, or is gone. */
export function askToStop(latest: LatestRun, at: number): boolean {
  // Written first: an app that dies right after the signal must not ask again.
  changeRecord(latest, { stopAskedAt: at })
  if (latest.process?.askToStop(latest.folder.stopFile)) return true
  changeRecord(latest, { stopAskedAt: null })
  return false
}
