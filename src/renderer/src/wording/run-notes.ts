import type { RunView } from '../../../shared/ipc'
import type { PlacedNote } from '../../../shared/log-service'
import type { HoldReason } from '../../../shared/holds'
import type { HoldEnd, NotedHold, RunNote } from '../../../shared/run-notes'
import type { RunOutcome } from '../../../shared/run-state'
import { clock, duration } from '../../../shared/wording'
import { finding, holdName, numberWord } from '../../../shared/hold-words'

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

function wordsOf(note: RunNote, { name, pauseFile, own }: RunView): string {
  switch (note.kind) {
    case 'started':
      return {
        continue: `You started ${name}`,
        startOver: `You started ${name} over`,
        retryFailed: 'You retried what failed',
        acceptDrift: `You continued ${name} in spite of what had changed`,
      }[note.mode]
    case 'pauseFileMade':
      return note.hold
        ? `${holdingWords(note.hold, name)}. Created ${pauseFile.name}`
        : `${pauseFile.name} was created outside Fermata`
    case 'pauseFileDeleted':
      return deletedWords(note, pauseFile.name)
    case 'holdAdded':
      return `${holdingWords(note.hold, name)}. ${name} was held already`
    case 'holdEnded':
      return `${endingWords(note.reason, note.how)}. ${name} is still held`
    case 'stopAsked':
      return `You asked ${name} to stop`
    case 'killAsked':
      return `You killed ${name}`
    case 'ended':
      return `${name} ${own && note.outcome.kind === 'stopped' ? 'stopped' : endOf(note.outcome)}`
    case 'logNotTrimmed':
      return `The log is big and goes on growing: nothing can be taken out of it here (${note.reason})`
    case 'asleep':
      return `The computer slept for ${duration(note.ms)}`
  }
}

/** Who began to hold a run, and why. */
function holdingWords({ reason, until }: NotedHold, name: string): string {
  const end = until === null ? '' : ` until ${clock(until)}`
  switch (reason.kind) {
    case 'you':
      return `You asked for a pause${end}`
    case 'quit':
      return `You quit Fermata and kept ${name} paused`
    case 'window':
      return `${reason.name} began${until === null ? '' : `, to end at ${clock(until)}`}`
    case 'outside':
      return 'A file was made outside Fermata'
    default:
      return `${holdName(reason).actor}: ${finding(reason)}${end}`
  }
}

/** How a hold ended. */
function endingWords(reason: HoldReason, how: HoldEnd): string {
  const { actor, name } = holdName(reason)
  if (how === 'timeUp') return `${actor} was over`
  if (how === 'conditionEnded') return reason.kind === 'window' ? `${actor} ended` : `${actor}: its condition has ended`
  if (how === 'runEnded') return `${actor} ended with the run`
  return reason.kind === 'you' ? 'You ended your pause' : `You let go of: ${name}`
}

function deletedWords(note: RunNote & { readonly kind: 'pauseFileDeleted' }, file: string): string {
  const { by, ended, how } = note
  if (by === 'outside') {
    const many = ended.length > 1 ? `. ${sentenceCase(numberWord(ended.length))} holds ended` : ''
    return `${file} was deleted outside Fermata${many}`
  }
  const [first] = ended
  const isYours = how === 'released' && (ended.length !== 1 || first?.kind === 'you')
  return `${isYours || !first ? 'You ended the pause' : endingWords(first, how)}. Deleted ${file}`
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
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
