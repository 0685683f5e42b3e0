import type { LogLine } from '../shared/ipc'
import type { WrittenNote } from '../shared/run-notes'
import type { LatestRun, ProfileRun } from './profile-run'

/** Hears of all that the ledger of a run's pauses is made of, as it happens. */
export interface RunFacts {
  /** The app has kept a note on a run. */
  noted(run: ProfileRun, latest: LatestRun, note: WrittenNote): void
  /** The run has said something about its state; not told again of lines that were read after a restart. */
  lineRead(run: ProfileRun, latest: LatestRun, line: LogLine): void
  /** A run of an earlier start of the app is known again, all its lines read; `isAlive` when its process goes on. */
  takenUp(run: ProfileRun, latest: LatestRun, isAlive: boolean): void
}

/** Nobody keeps a ledger. */
export const noFacts: RunFacts = { noted: () => undefined, lineRead: () => undefined, takenUp: () => undefined }
