import { basename } from 'node:path'
import type { CollectionView, CommandResult, RunProblem, RunView, TrainingData, TrainingDataView } from '../shared/ipc'
import { emptyHistory, type RunHistory } from '../shared/run-history'
import type { FoundRun } from '../shared/run-evidence'
import type { RunState } from '../shared/run-state'
import type { SaidLine } from './closed-time'
import type { OwnRun } from './own-run'
import type { MetricsReader } from './metrics-reader'
import type { EvidenceKeeper } from './run-evidence'
import type { PauseFileWatcher } from './pause-file-watcher'
import { isSystemError, plainReason } from '../platform/plain-reason'
import { commandLineOf, type RunProfile } from './run-profiles'
import { emptyLog, type RunLog } from './run-log'
import type { RunProcess } from './run-process'
import type { RunFacts } from './run-facts'
import type { RunHolds } from './run-holds'
import type { HoldChange, NotePlace } from './run-notes'
import type { RunFolder, RunRecord } from './run-record'
import type { ProcessSampler } from './process-use'
import type { StatusReader } from './status-reader'
import type { Throttle } from '../platform/throttle'

/** A profile's latest run. */
export interface LatestRun {
  record: RunRecord
  readonly folder: RunFolder
  log: RunLog
  /** Null until it is started, after it has ended, and when it was never there. */
  process: RunProcess | null
  pausedLine: string | null
  /** While its log is read for what happened before the app was started: when it was last written. Else null. */
  replayedUntil: number | null
  /** What its log, read again, tells of pauses. */
  readonly saidBefore: SaidLine[]
  /** Settles once its end is known and written down; null while it has no process. */
  whenEnded: Promise<void> | null
}

/** All that the app knows of one profile. The supervisor changes it, everyone else sees it as a RunView. */
export interface ProfileRun {
  profile: RunProfile
  pauseFile: PauseFileWatcher
  readonly metrics: MetricsReader | null
  readonly status: StatusReader | null
  /** Reads a user's own run; null for a built-in one. */
  readonly own: OwnRun | null
  /** Tells the window: `run()` at once, `request()` a few times a second. */
  readonly changes: Throttle
  readonly facts: RunFacts
  state: RunState | { readonly kind: 'idle' }
  latest: LatestRun | null
  problem: RunProblem | null
  readonly evidence: EvidenceKeeper
  readonly use: ProcessSampler
  /** What this start of the app found of it, until that is dismissed. */
  found: FoundRun | null
  holds: RunHolds
  /** While the app itself makes or deletes the pause file: where its note on that belongs. Else null. */
  ownAct: NotePlace | null
  /** What has last become of the holds: why the app makes or deletes the pause file. */
  holdChange: HoldChange
}

/** What comes of a command that was carried out. */
export const done: CommandResult = { ok: true }
/** What comes of a command that has no sense in the run's present state. */
export const refused: CommandResult = { ok: false, problem: null }

/** Says whether this profile has a run that may still be working. */
export function isActive(run: ProfileRun): boolean {
  return run.state.kind !== 'idle' && run.state.kind !== 'ended'
}

/** When the run that may still be working was started; null when there is none. */
export function activeSince(run: ProfileRun): number | null {
  return isActive(run) ? (run.latest?.record.startedAt ?? null) : null
}

/** Starts to read what a living run writes beside its output. */
export function followFiles({ metrics, status }: ProfileRun): void {
  metrics?.follow()
  status?.follow()
}

/** Stops to watch a profile; its run goes on. */
export async function letGo({ changes, pauseFile, holds, latest, metrics, status, own }: ProfileRun): Promise<void> {
  changes.cancel()
  own?.close()
  holds.close()
  latest?.process?.release()
  await Promise.all([pauseFile.stop(), latest?.log.close(), metrics?.close(), status?.close()])
}

/** Tells the reader of a user's own run in which state that run is now. */
export function tellOwnRun({ own, state, latest }: ProfileRun): void {
  if (state.kind !== 'idle')
    own?.stateChanged(state, latest?.process?.pid ?? null, () => latest?.log.summary.byteCount ?? 0)
}

/** What the window shows of a profile, all of it. */
export function viewOf(run: ProfileRun): RunView {
  const { profile, latest } = run
  return {
    profileId: profile.id,
    name: profile.name,
    runKind: profile.runKind,
    itemNoun: profile.itemNoun,
    runId: latest?.record.runId ?? null,
    state: run.state,
    startedAt: latest?.record.startedAt ?? null,
    pid: latest?.process?.pid ?? null,
    commandLine: latest?.record.commandLine ?? commandLineOf(profile, 'continue'),
    workspace: profile.workspace,
    data: dataOf(run),
    pauseFile: { path: profile.pauseFile, name: basename(profile.pauseFile), found: run.pauseFile.found() },
    holds: run.holds.list,
    progress: latest?.log.progress ?? null,
    collection: latest ? collectionOf(run, latest) : null,
    own: run.own?.view ?? null,
    latestLines: latest?.log.latestLines() ?? [],
    pausedLine: latest?.pausedLine ?? null,
    evidence: run.evidence.view(run),
    found: run.found,
    problem: run.problem,
    log: latest?.log.summary ?? emptyLog,
  }
}

function dataOf({ profile: { trainingData }, latest }: ProfileRun): TrainingDataView | null {
  if (!trainingData) return null
  const isOther = latest !== null && trainingData.differsFrom(latest.record.commandLine)
  return { chosen: trainingData.current, isOther }
}

/** Where a collection stands; what only a living process does is left out when the status is another's. */
function collectionOf(run: ProfileRun, { process, log }: LatestRun): CollectionView | null {
  const status = run.status?.status
  if (!status) return null
  const { version: _, pid, source: __, ...view } = status
  const isLive = process !== null && process.pid === pid
  const atRest = { nextCycleAt: null, ratePerMinute: 0, holds: [], workers: [] }
  return { ...view, ...(isLive ? {} : atRest), failures: log.failures }
}

/** Shows a problem, and answers the command that met it. */
export function reportProblem(run: ProfileRun, problem: RunProblem): CommandResult {
  run.problem = problem
  run.changes.run()
  return { ok: false, problem }
}

/** Takes a problem off the window that its person has read. */
export function dismissProblem(run: ProfileRun): CommandResult {
  // Nothing on the window would tell any more of a pause that may still come about by itself, a day later.
  if (run.problem?.kind === 'pauseFileNotCreated') run.holds.release('you')
  run.problem = null
  run.changes.run()
  return done
}

/** Takes off the window what was found of a run, once its person has read it. */
export function dismissFound(run: ProfileRun): CommandResult {
  run.found = null
  run.changes.run()
  return done
}

/** Chooses what a run learns from at its next start. */
export function chooseData(run: ProfileRun, data: TrainingData): CommandResult {
  if (isActive(run) || !run.profile.trainingData) return refused
  try {
    run.profile.trainingData.choose(data)
  } catch (error) {
    if (!isSystemError(error)) throw error
    const { reason, code } = plainReason(error)
    return reportProblem(run, { kind: 'dataNotChosen', reason: `the choice can’t be kept: ${reason} (${code})` })
  }
  solveProblem(run, 'dataNotChosen')
  run.changes.run()
  return done
}

/** Takes a problem of this kind off the window: what it was about has worked since. */
export function solveProblem(run: ProfileRun, kind: RunProblem['kind']): void {
  if (run.problem?.kind !== kind) return
  run.problem = null
  run.changes.run()
}

/** What a profile's charts are drawn from, as its metrics file has it now. */
export async function historyOf(run: ProfileRun): Promise<RunHistory> {
  await run.metrics?.catchUp()
  return historyNow(run)
}

/** The same as far as it was read. */
export function historyNow(run: ProfileRun): RunHistory {
  return run.own?.history ?? run.metrics?.current(activeSince(run)) ?? emptyHistory
}
