import { asleepSinceBoot } from '../platform/sleep-ticks'
import { leastAsleepMs } from '../shared/sleep-watch'
import { readNotes } from './history/run-scan'
import type { Seen } from './presence'
import type { LatestRun, ProfileRun } from './profile-run'
import { addNote, appendNote } from './run-notes'

/** Notes of living runs that the machine has slept, until just now. */
export function noteSleep(runs: readonly ProfileRun[], ms: number): void {
  const at = Date.now()
  for (const run of runs) {
    addNote(run, { kind: 'asleep', ms: Math.round(ms) })
    run.own?.asleep(at - ms, at)
    run.changes.request()
  }
}

/**
 * Notes of a living run how long the machine has slept while no app was there.
 *
 * When it did isn't known: it is said of the beginning of that time.
 */
export function noteClosedSleep({ folder, process }: LatestRun, { at, byteCount, asleepMs }: Seen): void {
  const now = asleepSinceBoot()
  // The machine was not started anew, or the process would be gone. Of one that has ended it isn't known whether it lived to see it.
  if (!process || now === null || asleepMs === null) return
  const ms = Math.round(now - asleepMs)
  if (ms >= leastAsleepMs) appendNote(folder, { kind: 'asleep', ms }, { logBytes: byteCount, time: at + ms })
}

/** Takes from a run's notes when the machine slept: its lines, read again, don't tell. Built-in runs keep that themselves. */
export function replaySleep({ own }: ProfileRun, { folder }: LatestRun): void {
  if (!own) return
  for (const { note, time } of readNotes(folder.notes)) if (note.kind === 'asleep') own.asleep(time - note.ms, time)
}
