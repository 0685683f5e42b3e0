import { type HoldReason, isHoldReason } from './holds'
import type { StartMode } from './ipc'
import type { RunOutcome } from './run-state'

/** Who did something to a pause file: the app, for those who hold the run in it, or someone or something outside it. */
export type PauseFileActor = 'fermata' | 'outside'

/** How a hold ended: its person let go of it, its time was over, its rule's condition ended, or its run did. */
export type HoldEnd = 'released' | 'timeUp' | 'conditionEnded' | 'runEnded'

/** What the app itself knows to have happened to a run; kept beside its log, never in it. */
export type RunNote =
  | { readonly kind: 'started'; readonly mode: StartMode }
  /** `hold` is for whom the app made it; null when it was made outside. */
  | { readonly kind: 'pauseFileMade'; readonly by: PauseFileActor; readonly hold: NotedHold | null }
  /** `ended` are the holds that ended with it. */
  | {
      readonly kind: 'pauseFileDeleted'
      readonly by: PauseFileActor
      readonly ended: readonly HoldReason[]
      readonly how: HoldEnd
    }
  /** Another hold, of a run that was held already. */
  | { readonly kind: 'holdAdded'; readonly hold: NotedHold }
  /** One hold ended; others still hold the run. */
  | { readonly kind: 'holdEnded'; readonly reason: HoldReason; readonly how: HoldEnd }
  | { readonly kind: 'stopAsked' }
  | { readonly kind: 'killAsked' }
  | { readonly kind: 'ended'; readonly outcome: RunOutcome }
  /** The log has become too big, and no room can be taken back from within it here. */
  | { readonly kind: 'logNotTrimmed'; readonly reason: string }
  /** The machine slept, for so long until shortly before the note. */
  | { readonly kind: 'asleep'; readonly ms: number }

/** A hold as it is noted: why, and until when. */
export interface NotedHold {
  readonly reason: HoldReason
  readonly until: number | null
}

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

const startModes: ReadonlySet<string> = new Set<StartMode>(['continue', 'startOver', 'retryFailed', 'acceptDrift'])

function isNote(note: Fields): boolean {
  const { kind, by, mode, outcome, reason, hold, ended, how, ms } = note
  if (kind === 'started') return typeof mode === 'string' && startModes.has(mode)
  if (kind === 'pauseFileMade') return isActor(by) && (hold === null || isNotedHold(hold))
  if (kind === 'pauseFileDeleted')
    return isActor(by) && Array.isArray(ended) && ended.every(isHoldReason) && isHoldEnd(how)
  if (kind === 'holdAdded') return isNotedHold(hold)
  if (kind === 'holdEnded') return isHoldReason(reason) && isHoldEnd(how)
  if (kind === 'ended') return isRecord(outcome) && typeof outcome.kind === 'string'
  if (kind === 'logNotTrimmed') return typeof reason === 'string'
  if (kind === 'asleep') return isWholeNumber(ms)
  return kind === 'stopAsked' || kind === 'killAsked'
}

function isActor(value: unknown): boolean {
  return value === 'fermata' || value === 'outside'
}

function isNotedHold(value: unknown): boolean {
  return isRecord(value) && isHoldReason(value.reason) && (value.until === null || isWholeNumber(value.until))
}

const holdEnds: readonly unknown[] = ['released', 'timeUp', 'conditionEnded', 'runEnded'] satisfies HoldEnd[]

function isHoldEnd(value: unknown): boolean {
  return holdEnds.includes(value)
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
