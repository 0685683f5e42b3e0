import { readNotes } from './history/run-scan'
import type { LatestRun, ProfileRun } from './profile-run'
import { addNote } from './run-notes'

/** Notes of living runs that the machine has slept, until just now. */
export function noteSleep(runs: readonly ProfileRun[], ms: number): void {
  const at = Date.now()
  for (const run of runs) {
    addNote(run, { kind: 'asleep', ms: Math.round(ms) })
    run.own?.asleep(at - ms, at)
    run.changes.request()
  }
}

/** Takes from a run's notes when the machine slept: its lines, read again, don't tell. Built-in runs keep that themselves. */
export function replaySleep({ own }: ProfileRun, { folder }: LatestRun): void {
  if (!own) return
  for (const { note, time } of readNotes(folder.notes)) if (note.kind === 'asleep') own.asleep(time - note.ms, time)
}
