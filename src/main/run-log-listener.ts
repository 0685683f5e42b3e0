import type { IpcEvents, LogLine } from '../shared/ipc'
import type { RunEvent } from '../shared/run-state'
import type { LatestRun, ProfileRun } from './profile-run'
import { eventOfLine, eventsAfterReplay, outputEvent, pastEventOfLine } from './run-events'
import type { RunLogListener } from './run-log'

/** Where goes what a run's log tells. */
export interface LogNews {
  happened(event: RunEvent): void
  logAppended(change: IpcEvents['log:appended']): void
  /** All that it printed so far was read. */
  seen(): void
}

/** Makes events of what a run prints. */
export function listenToLog(run: ProfileRun, news: LogNews): RunLogListener {
  return {
    reader: run.own,
    outputAppeared: () => news.happened(outputEvent(run)),
    lineMarked: (line, logBytes) => {
      const event = markedLine(run, line)
      if (run.latest?.replayedUntil === null) run.facts.lineRead(run, run.latest, line)
      else if (event) run.latest?.saidBefore.push({ line, logBytes })
      if (event) news.happened(event)
    },
    logGrew: () => {
      if (!run.latest) return
      // Until all is read, what it says is long past, and would be shown as if it were so now.
      if (run.latest.replayedUntil !== null && run.state.kind !== 'ended') return
      news.seen()
      run.evidence.noteOutput()
      holdAgainstEvidence(run, news.happened)
      const { profileId, runId } = run.latest.record
      const { lineCount, byteCount } = run.latest.log.summary
      news.logAppended({ profileId, runId, lineCount, byteCount })
      run.changes.request()
    },
  }
}

/** Reads what a run printed while no app was there, and brings its state up to the present. */
export async function replayLog(
  run: ProfileRun,
  latest: LatestRun,
  happened: (event: RunEvent) => void,
): Promise<void> {
  await latest.log.catchUp()
  run.evidence.begin(latest.folder.log)
  for (const event of eventsAfterReplay(latest, run.pauseFile)) happened(event)
  holdAgainstEvidence(run, happened)
  latest.replayedUntil = null
  run.own?.endReplay()
}

/** Whether a run does what it says is looked at whenever something new is known of it. */
export function holdAgainstEvidence(run: ProfileRun, happened: (event: RunEvent) => void): void {
  const event = run.evidence.contradiction(run)
  if (event) happened(event)
}

function markedLine(run: ProfileRun, line: LogLine): RunEvent | null {
  const { latest } = run
  if (!latest) return null
  if (line.mark === 'paused') latest.pausedLine = line.message.trim()
  const { replayedUntil: past } = latest
  return past === null ? eventOfLine(line, Date.now(), () => run.pauseFile.look()) : pastEventOfLine(line, past)
}
