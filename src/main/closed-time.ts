import { dirname } from 'node:path'
import type { LogLine } from '../shared/ipc'
import type { RunNote } from '../shared/run-notes'
import { readNotes } from './history/run-scan'
import { noteClosedSleep } from './machine-sleep'
import type { Seen } from './presence'
import type { LatestRun, ProfileRun } from './profile-run'
import { lastWriteAt } from './run-events'
import { appendNote, type NotePlace } from './run-notes'

/** A line in which a run said that it paused or resumed, and where in its log that begins. */
export interface SaidLine {
  readonly line: LogLine
  readonly logBytes: number
}

/** Something that was done to the pause file while no app was there. */
type Change = NotePlace & { readonly isThere: boolean }

/**
 * Notes what was done to a run's pause file while no app was there, as far as the run's words and the file tell; and
 * that the machine slept.
 *
 * To be called once the lines are read again and its process is found, and before the app does anything new. What a run
 * has answered to was done just before; of a file that is there, its own time is known. A file that was made and gone
 * between two looks of the run has left nothing to tell of.
 */
export function noteClosedTime(run: ProfileRun, latest: LatestRun, seen: Seen | null): void {
  const lines = latest.saidBefore.splice(0)
  if (!seen) return
  noteClosedSleep(latest, seen)
  const changes = changesWhileClosed(run, latest, seen, lines)
  for (const [index, { isThere, ...place }] of changes.entries()) {
    const isLast = index === changes.length - 1
    appendNote(latest.folder, isThere ? madeNote(run, isLast) : deletedNote(run, changes, index), place)
  }
}

function changesWhileClosed(run: ProfileRun, latest: LatestRun, seen: Seen, lines: readonly SaidLine[]): Change[] {
  const known = lastKnown(latest, seen)
  let { isThere } = known
  const changes: Change[] = []
  const change = (logBytes: number, time: number) => {
    isThere = !isThere
    changes.push({ isThere, logBytes, time })
  }
  for (const { line, logBytes } of lines) {
    if (line.number <= seen.lineCount || logBytes < known.logBytes) continue
    if ((line.mark === 'paused') !== isThere) change(logBytes, line.time ?? lastWriteAt(latest.folder.log))
  }
  const { sight } = run.pauseFile
  const end = latest.log.summary.byteCount
  if (isThere && !sight) change(end, Math.max(seen.at, Math.min(lastWriteAt(dirname(run.pauseFile.path)), Date.now())))
  else if (!isThere && sight) change(end, sight.changedAt)
  const last = changes.at(-1)
  // It was there before the run answered to it.
  if (last?.isThere && sight) changes[changes.length - 1] = { ...last, time: Math.min(last.time, sight.changedAt) }
  return changes
}

/**
 * Whether the file was there when the app last knew, and up to where in the log that explains what the run said.
 *
 * The app may have noted something after it was last seen to be there, and after the run had answered to it.
 */
function lastKnown({ folder }: LatestRun, seen: Seen): { readonly isThere: boolean; readonly logBytes: number } {
  const note = readNotes(folder.notes).findLast(
    ({ note: { kind } }) => kind === 'pauseFileMade' || kind === 'pauseFileDeleted',
  )
  return note && note.logBytes >= seen.byteCount
    ? { isThere: note.note.kind === 'pauseFileMade', logBytes: note.logBytes }
    : { isThere: seen.hasPauseFile, logBytes: seen.byteCount }
}

/** The app may have been killed before it could note that it had made the file itself. */
function madeNote({ pauseFile, holds }: ProfileRun, isLast: boolean): RunNote {
  const [hold] = holds.list
  const isOwn = isLast && pauseFile.sight !== null && holds.isOwn(pauseFile.sight.identity)
  return isOwn && hold
    ? { kind: 'pauseFileMade', by: 'fermata', hold: { reason: hold.reason, until: hold.until } }
    : { kind: 'pauseFileMade', by: 'outside', hold: null }
}

/** The first deletion ends the holds that there were; what was made and deleted again after that was a hold from outside. */
function deletedNote({ holdChange, pauseFile }: ProfileRun, changes: readonly Change[], index: number): RunNote {
  const ended = index === 0 ? holdChange.ended.map(({ reason }) => reason) : []
  // Gone, and yet no hold has ended by that: the app was killed just after it had deleted the file itself.
  const isOwn = index === 0 && changes.length === 1 && pauseFile.sight === null && ended.length === 0
  if (isOwn) return { kind: 'pauseFileDeleted', by: 'fermata', ended, how: 'released' }
  return {
    kind: 'pauseFileDeleted',
    by: 'outside',
    ended: index === 0 ? ended : [{ kind: 'outside' }],
    how: 'released',
  }
}
