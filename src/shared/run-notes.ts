import type { StartMode } from './ipc'
import type { RunOutcome } from './run-state'

/** Who did something to a pause file: a person in Fermata, or someone or something outside it. */
export type PauseFileActor = 'fermata' | 'outside'

/** What the app itself knows to have happened to a run; kept beside its log, never in it. */
export type RunNote =
  | { readonly kind: 'started'; readonly mode: StartMode }
  | { readonly kind: 'pauseFileMade'; readonly by: PauseFileActor }
  | { readonly kind: 'pauseFileDeleted'; readonly by: PauseFileActor }
  | { readonly kind: 'stopAsked' }
  | { readonly kind: 'killAsked' }
  | { readonly kind: 'ended'; readonly outcome: RunOutcome }
  /** The log has become too big, and no room can be taken back from within it here. */
  | { readonly kind: 'logNotTrimmed'; readonly reason: string }

/** A note as it is kept, one in each line of `notes.jsonl`. */
export interface WrittenNote {
  /** Milliseconds since the epoch. */
  readonly time: number
  /** How long the log was then: the note stands before the line that begins there, or goes on there. */
  readonly logBytes: number
  readonly note: RunNote
}

/** Reads a line of `notes.jsonl`; null for one that isn't a note, as its writer may be another version. */
export function readWrittenNote(line: string): WrittenNote | null {
  const value = parsed(line)
  if (!isRecord(value) || !isRecord(value.note)) return null
  const { time, logBytes, note } = value
  if (!isWholeNumber(time) || !isWholeNumber(logBytes) || !isNote(note)) return null
  return { time, logBytes, note: note as unknown as RunNote }
}

type Fields = Readonly<Record<string, unknown>>

function isNote(note: Fields): boolean {
  const { kind, by, mode, outcome, reason } = note
  if (kind === 'started') return mode === 'continue' || mode === 'startOver' || mode === 'retryFailed'
  if (kind === 'pauseFileMade' || kind === 'pauseFileDeleted') return by === 'fermata' || by === 'outside'
  if (kind === 'ended') return isRecord(outcome) && typeof outcome.kind === 'string'
  if (kind === 'logNotTrimmed') return typeof reason === 'string'
  return kind === 'stopAsked' || kind === 'killAsked'
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null // Half a line, as of a full disk.
  }
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

function isWholeNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
