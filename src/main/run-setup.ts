import { randomBytes } from 'node:crypto'
import { placeOf } from '../platform/real-path'
import type { StartMode } from '../shared/ipc'
import { makePauseParts } from './held-run'
import { MetricsReader } from './metrics-reader'
import { OwnRun } from './own-run'
import type { PauseFileChange } from './pause-file-watcher'
import { isSystemError, plainReason } from '../platform/plain-reason'
import type { RunMarks } from '../platform/process-marks'
import { isActive, type LatestRun, type ProfileRun } from './profile-run'
import { findByToken } from './run-custody'
import { ProcessSampler } from './process-use'
import { environmentOf, prepareWorkspace } from './run-environment'
import { EvidenceKeeper } from './run-evidence'
import { lastWriteAt } from './run-events'
import type { RunFacts } from './run-facts'
import { RunLog, type RunLogListener } from './run-log'
import type { StopSignal } from './run-signals'
import { noHoldChange } from './run-notes'
import { RunProcess, type Started } from './run-process'
import { commandLineOf, type RunProfile } from './run-profiles'
import { makeRunFolder, runFolderOf, runIdOf, type RunRecord, writeRunRecord } from './run-record'
import type { HoldsStore } from './saved-holds'
import { StatusReader } from './status-reader'
import { Throttle } from '../platform/throttle'

/** How often at most the window hears of progress; changes of state go at once. */
const progressGapMs = 250

/** What the parts of a profile's run have to tell. */
export interface ProfileRunListener {
  pauseFileChanged(change: PauseFileChange): void
  changed(): void
  statusChanged(): void
  historyChanged(): void
  readonly facts: RunFacts
}

/** A profile of which no run is known yet. */
export function makeProfileRun(profile: RunProfile, store: HoldsStore, listener: ProfileRunListener): ProfileRun {
  const { metricsFile, statusFile, runKind } = profile
  const told = () => listener.historyChanged()
  const changes = new Throttle(progressGapMs, () => listener.changed())
  const statusChanged = () => {
    listener.statusChanged()
    changes.request()
  }
  const run: ProfileRun = {
    profile,
    ...makePauseParts(
      profile,
      store,
      () => run,
      (change) => listener.pauseFileChanged(change),
    ),
    metrics: metricsFile && runKind !== 'own' ? new MetricsReader(metricsFile, told, runKind) : null,
    status: statusFile ? new StatusReader(statusFile, statusChanged) : null,
    own: profile.own && new OwnRun(profile.own, () => changes.run(), told),
    changes,
    facts: listener.facts,
    state: { kind: 'idle' },
    latest: null,
    problem: store.setAside === null ? null : { kind: 'holdsUnreadable', path: store.setAside },
    evidence: new EvidenceKeeper(),
    use: new ProcessSampler(),
    found: null,
    ownAct: null,
    holdChange: noHoldChange,
  }
  return run
}

/** What stands against starting a run; `reason` is in plain words. */
export interface Obstacle {
  readonly reason: string
  readonly isPauseFileShared: boolean
}

/** What stands against starting a profile's run; null when nothing does. */
export function obstacleTo(run: ProfileRun, all: readonly ProfileRun[]): Obstacle | null {
  const { profile } = run
  const place = placeOf(profile.pauseFile)
  const other = all.find((one) => one !== run && isActive(one) && placeOf(one.profile.pauseFile) === place)
  if (other) {
    const reason = `${other.profile.name} is running with the same pause file, ${profile.pauseFile}`
    return { reason, isPauseFileShared: true }
  }
  const reason = prepareWorkspace(profile.workspace)
  return reason === null ? null : { reason, isPauseFileShared: false }
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
    token: randomBytes(16).toString('hex'),
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

/** Nothing of the run before concerns the one that begins now. */
export function beginAnew(run: ProfileRun, latest: LatestRun): void {
  run.latest = latest
  run.problem = null
  run.found = null
  run.evidence.begin(null)
  run.state = { kind: 'starting', since: latest.record.startedAt }
  run.own?.begin(latest.record.startedAt, false)
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
    saidBefore: [],
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
    environment: environmentOf(profile, latest.record, latest.folder),
    marks: marksOf(latest),
  })
  if (started.ok)
    changeRecord(latest, { pid: started.process.pid, identity: started.process.custody?.identity ?? null })
  return started
}

/** Takes up the process of a run that an earlier start of the app has left behind; null when it is gone. */
export function adoptProcess(latest: LatestRun): RunProcess | null {
  const marks = marksOf(latest)
  const { identity } = latest.record
  if (identity) return RunProcess.adopt(identity, marks)
  // The app died between the start of the run and the note of which process that is.
  const found = findByToken(marks)
  if (found) changeRecord(latest, { pid: found.pid, identity: found })
  return found && RunProcess.adopt(found, marks)
}

function marksOf({ record, folder }: LatestRun): RunMarks {
  return { token: record.token, log: folder.log }
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
export function askToStop(latest: LatestRun, at: number, signal: StopSignal = 'SIGINT'): boolean {
  // Written first: how the run ends then is told by it, should the app die right after the signal.
  changeRecord(latest, { stopAskedAt: at })
  if (latest.process?.askToStop(latest.folder.stopFile, signal)) return true
  changeRecord(latest, { stopAskedAt: null })
  return false
}
