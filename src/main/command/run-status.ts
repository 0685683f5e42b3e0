import { join } from 'node:path'
import { nextRunState, type RunEvent, type RunState } from '../../shared/run-state'
import { OwnRun } from '../own-run'
import { lookAtPauseFile } from '../pause-file-look'
import { isStillOurs } from '../run-custody'
import { pastEventOfLine, endOf, lastWriteAt, stopSentTo } from '../run-events'
import { RunLog } from '../run-log'
import type { RunProfile } from '../run-profiles'
import { newestRunRecord, type RunFolder, runFolderOf, type RunRecord } from '../run-record'

/** What is known of a profile's latest run from its files alone, whether or not the app is running. */
export interface RunStatus {
  readonly id: string
  readonly name: string
  readonly state: RunState | { readonly kind: 'idle' }
  readonly runId: string | null
  /** Milliseconds since the epoch; null before the first run. */
  readonly startedAt: number | null
  readonly pid: number | null
  /** Finished items of all; null when the run hasn't said. */
  readonly progress: { readonly item: number; readonly total: number } | null
  readonly pauseFile: string
  readonly pauseFileExists: boolean
  readonly log: string | null
}

/** Reads how a profile's latest run is doing; changes nothing. */
export async function readRunStatus(profile: RunProfile, stateFolder: string): Promise<RunStatus> {
  const runsFolder = join(stateFolder, 'runs')
  const record = newestRunRecord(runsFolder, profile.id)
  const pauseFile = pauseFileOf(profile, stateFolder)
  const pauseFileExists = lookAtPauseFile(pauseFile) !== null
  const common = { id: profile.id, name: profile.name, pauseFile, pauseFileExists }
  if (!record)
    return {
      ...common,
      state: { kind: 'idle' },
      runId: null,
      startedAt: null,
      pid: null,
      progress: null,
      log: null,
    }
  const folder = runFolderOf(runsFolder, record.runId)
  const { state, log } = await stateOf(profile, record, folder)
  const { runId, startedAt, pid } = record
  const { progress } = log
  return {
    ...common,
    state,
    runId,
    startedAt,
    pid: state.kind === 'ended' ? null : pid,
    progress: progress && { item: progress.item, total: progress.total },
    log: folder.log,
  }
}

/** The pause file that a profile's run looks at: a run that goes on keeps the one that it was started with. */
export function pauseFileOf(profile: RunProfile, stateFolder: string): string {
  const record = newestRunRecord(join(stateFolder, 'runs'), profile.id)
  return record && !record.ended ? record.pauseFile : profile.pauseFile
}

/** Replays the run's log through the one state machine, as the app does when it takes a run up. */
async function stateOf(
  profile: RunProfile,
  record: RunRecord,
  folder: RunFolder,
): Promise<{ readonly state: RunState; readonly log: RunLog }> {
  const lastWrittenAt = lastWriteAt(folder.log)
  let state: RunState = { kind: 'starting', since: record.startedAt }
  const apply = (event: RunEvent | null) => {
    if (event) state = nextRunState(state, event)
  }
  const reader = profile.own && new OwnRun(profile.own, nothing, nothing)
  reader?.begin(record.startedAt, true)
  const log = new RunLog(folder.log, {
    reader,
    outputAppeared: () => apply({ kind: 'outputAppeared', at: record.startedAt, pauseFileExists: false }),
    lineMarked: (line) => apply(pastEventOfLine(line, lastWrittenAt)),
    logGrew: nothing,
  })
  await log.finish()
  const at = Date.now()
  const sight = lookAtPauseFile(record.pauseFile)
  apply(sight ? { kind: 'pauseFileAppeared', at: sight.changedAt } : { kind: 'pauseFileDisappeared', at })
  apply(stopSentTo({ record, folder }))
  if (record.ended) apply({ kind: 'processEnded', ...record.ended })
  else if (!isThere(record, folder)) apply(endOf({ record, folder, log }, null, lastWrittenAt))
  return { state, log }
}

function isThere({ identity, token }: RunRecord, { log }: RunFolder): boolean {
  return identity !== null && isStillOurs({ identity, marks: { token, log }, isChild: false })
}

function nothing(): void {
  // Nobody waits for news of what is read once.
}
