import type { RunView } from '../../../shared/ipc'
import type { PlacedNote } from '../../../shared/log-service'
import type { RunNote } from '../../../shared/run-notes'
import type { RunOutcome } from '../../../shared/run-state'
import { duration } from '../../../shared/wording'

/** A pause shorter than this says nothing of how long the log was silent. */
const shownQuietMs = 1000

/** What one of the app's own notes says. */
export function noteText(run: RunView, notes: readonly PlacedNote[], at: number): string {
  const note = notes[at]?.note
  if (!note) return ''
  const quiet = quietSpan(notes, at)
  const after = quiet === null ? '' : `, after ${duration(quiet)} without output`
  return `${wordsOf(note, run)}${after}.`
}

/** How long a pause was that ends with this note, in milliseconds; null for any other note. */
export function quietSpan(notes: readonly PlacedNote[], at: number): number | null {
  const end = notes[at]
  if (end?.note.kind !== 'pauseFileDeleted') return null
  const begun = notes.slice(0, at).findLast(({ note }) => note.kind === 'pauseFileMade' || note.kind === 'started')
  // At least one line came in between: the run has answered.
  if (begun?.note.kind !== 'pauseFileMade' || begun.before >= end.before) return null
  const span = end.time - begun.time
  return span >= shownQuietMs ? span : null
}

function wordsOf(note: RunNote, { name, pauseFile }: RunView): string {
  switch (note.kind) {
    case 'started':
      return {
        continue: `You started ${name}`,
        startOver: `You started ${name} over`,
        retryFailed: 'You retried what failed',
      }[note.mode]
    case 'pauseFileMade':
      return note.by === 'fermata'
        ? `You asked for a pause. Created ${pauseFile.name}`
        : `${pauseFile.name} was created outside Fermata`
    case 'pauseFileDeleted':
      return note.by === 'fermata'
        ? `You ended the pause. Deleted ${pauseFile.name}`
        : `${pauseFile.name} was deleted outside Fermata`
    case 'stopAsked':
      return `You asked ${name} to stop`
    case 'killAsked':
      return `You killed ${name}`
    case 'ended':
      return `${name} ${endOf(note.outcome)}`
    case 'logNotTrimmed':
      return `The log is big and goes on growing: nothing can be taken out of it here (${note.reason})`
  }
}

function endOf(outcome: RunOutcome): string {
  switch (outcome.kind) {
    case 'completed':
      return 'finished, with exit code 0'
    case 'stopped':
      return 'stopped, its progress saved'
    case 'failed':
      return `ended by itself with exit code ${outcome.exitCode}`
    case 'killed':
      return `was ended at once by ${outcome.signal}`
    case 'notSpawned':
      return `couldn’t start: ${outcome.reason}`
    case 'lost':
      return 'ended while Fermata was closed'
  }
}

/** How a run ended, in a word or two. */
export function outcomeWord(outcome: RunOutcome | null): string {
  switch (outcome?.kind) {
    case undefined:
      return 'still running'
    case 'completed':
      return 'finished'
    case 'failed':
      return `exit code ${outcome.exitCode}`
    case 'notSpawned':
      return 'not started'
    default:
      return outcome?.kind ?? ''
  }
}
