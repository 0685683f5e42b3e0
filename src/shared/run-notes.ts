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

/** A note as it is kept, one in each line of `notes.jsonl`. */
export interface WrittenNote {
  /** Milliseconds since the epoch. */
  readonly time: number
  /** How long the log was then: the note stands before the line that begins there, or goes on there. */
  readonly logBytes: number
  readonly note: RunNote
}
