import { statSync } from 'node:fs'
import type { LogLine } from '../shared/ipc'
import type { RunEvent } from '../shared/run-state'
import { readExitFile } from './exit-file'
import { readNotes } from './history/run-scan'
import type { PauseFileWatcher } from './pause-file-watcher'
import { isSystemError } from '../platform/plain-reason'
import type { LatestRun, ProfileRun } from './profile-run'
import { type Exit, outcomeOfExit, outcomeOfLastWord } from './run-outcome'

/** What a line means for the run's state; null when it means nothing. `look` is taken only when it matters. */
export function eventOfLine(line: LogLine, at: number, look: () => boolean): RunEvent | null {
  if (line.mark === 'paused') return { kind: 'pausedLineRead', at, pauseFileExists: look() }
  return line.mark === 'resumed' ? { kind: 'resumedLineRead', at, pauseFileExists: look() } : null
}

/**
 * What a line meant when it was printed, for a log that is read again after the app's restart.
 *
 * A paused run prints nothing more, so a line without a time is as old as the log's last write.
 */
export function pastEventOfLine(line: LogLine, lastWrittenAt: number): RunEvent | null {
  return eventOfLine(line, line.time ?? lastWrittenAt, () => line.mark === 'paused')
}

/** What the first output of a run means. */
export function outputEvent(run: ProfileRun): RunEvent {
  const startedAt = run.latest?.record.startedAt ?? Date.now()
  return run.latest?.replayedUntil != null
    ? { kind: 'outputAppeared', at: startedAt, pauseFileExists: false }
    : { kind: 'outputAppeared', at: Date.now(), pauseFileExists: run.pauseFile.look() }
}

/** What brings a state that was read from a log up to the present. */
export function eventsAfterReplay(latest: LatestRun, pauseFile: PauseFileWatcher): readonly RunEvent[] {
  const isThere = pauseFile.look()
  const found = pauseFile.found()
  const events: RunEvent[] = [
    isThere && found.kind !== 'nothing'
      ? { kind: 'pauseFileAppeared', at: found.since }
      : { kind: 'pauseFileDisappeared', at: Date.now() },
  ]
  const stop = stopSentTo(latest)
  if (stop) events.push(stop)
  return events
}

/**
 * The stop that a run was asked for, as far as it is known to have been.
 *
 * It is written down before the run is asked, and noted afterwards: an app that was killed in between has not asked, and
 * a run that is said to stop, and goes on, could only be killed.
 */
export function stopSentTo({ record: { stopAskedAt }, folder }: Pick<LatestRun, 'record' | 'folder'>): RunEvent | null {
  if (stopAskedAt === null) return null
  const isNoted = readNotes(folder.notes).some(({ note: { kind } }) => kind === 'stopAsked')
  return isNoted ? { kind: 'stopSignalSent', at: stopAskedAt } : null
}

/** How a run ended whose whole output has been read: by its exit, by what it wrote down of it, or by its last word. */
export function endOf(
  latest: Pick<LatestRun, 'record' | 'folder' | 'log'>,
  exit: Exit | null,
  at: number,
): RunEvent & { readonly kind: 'processEnded' } {
  const { stopAskedAt, pid } = latest.record
  const seen = exit ? { ...exit, at } : writtenExit(latest.folder.exitFile, pid)
  if (!seen) return { kind: 'processEnded', at, outcome: outcomeOfLastWord(latest.log.lastWord) }
  return { kind: 'processEnded', at: seen.at, outcome: outcomeOfExit(seen, stopAskedAt !== null) }
}

function writtenExit(path: string, pid: number | null): (Exit & { readonly at: number }) | null {
  const written = readExitFile(path, pid)
  return written && { ...written, signal: null }
}

/** When a file was last written: the last sign of life of a run whose end nobody saw. */
export function lastWriteAt(path: string): number {
  try {
    return Math.round(statSync(path).mtimeMs)
  } catch (error) {
    // It was deleted by hand: nothing better is known than now.
    if (isSystemError(error)) return Date.now()
    throw error
  }
}
