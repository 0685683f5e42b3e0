import { appendFileSync, statSync } from 'node:fs'
import type { HoldEvent } from '../shared/hold-set'
import type { Hold } from '../shared/holds'
import type { HoldEnd, NotedHold, RunNote, WrittenNote } from '../shared/run-notes'
import type { PauseFileChange } from './pause-file-watcher'
import { isSystemError } from '../platform/plain-reason'
import { isActive, type ProfileRun } from './profile-run'
import type { RunFolder } from './run-record'

/** Where a note belongs: when, and before what the run printed after that. */
export type NotePlace = Omit<WrittenNote, 'note'>

/** Keeps what the app knows of a profile's latest run beside that run's log: the log itself is the run's alone. */
export function addNote(run: ProfileRun, note: RunNote, place = placeNow(run)): void {
  if (!run.latest) return
  appendNote(run.latest.folder, note, place)
  run.facts.noted(run, run.latest, { ...place, note })
}

/** Keeps a note in a run's folder. */
export function appendNote(folder: RunFolder, note: RunNote, place = placeIn(folder)): void {
  const written: WrittenNote = { ...place, note }
  try {
    appendFileSync(folder.notes, `${JSON.stringify(written)}\n`, { mode: 0o600 })
  } catch (error) {
    // A full disk must neither hold up nor hide what is done to the run; the log only lacks a note.
    if (!isSystemError(error)) throw error
  }
}

/** Does something to a pause file. A quick run answers before it is all done, so its note's place is taken before. */
export function asOwnAct<Result>(run: ProfileRun, act: () => Result): Result {
  run.ownAct = placeNow(run)
  try {
    return act()
  } finally {
    run.ownAct = null
  }
}

/** What has last become of a run's holds. */
export interface HoldChange {
  readonly added: readonly Hold[]
  readonly ended: readonly Hold[]
  readonly how: HoldEnd
}

/** Nothing has become of the holds yet. */
export const noHoldChange: HoldChange = { added: [], ended: [], how: 'released' }

/** Notes that a living run's pause file has come or gone, and for whom. */
export function notePauseFile(run: ProfileRun, change: PauseFileChange): void {
  if (!isActive(run) || change === 'changed') return
  // Until its log is read again, this is a part of what happened while no app was there.
  if (run.latest?.replayedUntil != null) return
  const by = run.ownAct ? 'fermata' : 'outside'
  const { added, ended, how } = run.holdChange
  const note: RunNote =
    change === 'appeared'
      ? { kind: 'pauseFileMade', by, hold: by === 'fermata' && added[0] ? noted(added[0]) : null }
      : { kind: 'pauseFileDeleted', by, ended: ended.map(({ reason }) => reason), how }
  addNote(run, note, run.ownAct ?? placeNow(run))
}

/** Keeps what has become of a run's holds; notes what happens while the file stays as it is. */
export function noteHolds(run: ProfileRun, event: HoldEvent, before: readonly Hold[]): void {
  const now = run.holds.list
  const isIn = (holds: readonly Hold[], { owner }: Hold) => holds.some((hold) => hold.owner === owner)
  const added = now.filter((hold) => !isIn(before, hold))
  const ended = before.filter((hold) => !isIn(now, hold))
  const how = endBy(event)
  run.holdChange = { added, ended, how }
  if (!isActive(run) || now.length === 0 || before.length === 0) return
  for (const hold of added) addNote(run, { kind: 'holdAdded', hold: noted(hold) })
  for (const { reason } of ended) addNote(run, { kind: 'holdEnded', reason, how })
}

function noted({ reason, until }: Hold): NotedHold {
  return { reason, until }
}

function endBy(event: HoldEvent): HoldEnd {
  if (event.kind === 'timePassed') return 'timeUp'
  if (event.kind === 'ruleTold') return 'conditionEnded'
  return event.kind === 'runEnded' ? 'runEnded' : 'released'
}

function placeNow({ latest }: ProfileRun): NotePlace {
  return latest ? placeIn(latest.folder) : { time: Date.now(), logBytes: 0 }
}

function placeIn({ log }: RunFolder): NotePlace {
  return { time: Date.now(), logBytes: bytesOf(log) }
}

function bytesOf(path: string): number {
  try {
    return statSync(path).size
  } catch (error) {
    // The run has printed nothing yet, or its log was deleted by hand.
    if (isSystemError(error)) return 0
    throw error
  }
}
