/**
 * What a verification finds and says: printed and written by the program `verify`, read by the app.
 */

/** One disturbed repeat of a training and how it went. */
export interface RepeatReport {
  readonly seed: number
  /** What really hit it, in the user's words: `paused`, `killed while saving`. */
  readonly disturbances: readonly string[]
  readonly starts: number
  /** How it differs from the undisturbed repeat; null when it doesn't. */
  readonly difference: string | null
}

/** What came out. A verification that couldn't be carried through has none. */
export interface VerificationReport {
  readonly version: 1
  readonly startedAt: number
  readonly endedAt: number
  /** Of the undisturbed repeat's model. */
  readonly sha256: string
  readonly items: number
  /** The same again gives the same disturbances. */
  readonly disturbanceSeed: number
  readonly repeats: readonly RepeatReport[]
  /** The first thing that isn't the same, as a sentence; null when all is. */
  readonly difference: string | null
}

/** Where the verification of a run stands. */
export type VerificationState =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'running'
      readonly startedAt: number
      readonly repeats: number
      /** Null until the first batch is done. */
      readonly progress: VerificationProgress | null
    }
  | { readonly kind: 'done'; readonly report: VerificationReport }
  | { readonly kind: 'cancelled'; readonly at: number }
  /** The app was closed or died meanwhile. */
  | { readonly kind: 'interrupted'; readonly at: number }
  | { readonly kind: 'failed'; readonly at: number; readonly reason: string }
  /** What was kept of it can't be read; the file is now `path`. */
  | { readonly kind: 'unreadable'; readonly path: string }

/** What is known of the latest verification of a profile's newest run, or of one that goes on. */
export interface VerificationView {
  readonly profileId: string
  /** The run that is, or was, verified; null before the first run. */
  readonly runId: string | null
  readonly state: VerificationState
}

/** Reads a report; null when it isn't a whole one of this version. */
export function readReport(text: string): VerificationReport | null {
  const value = parsed(text)
  return isReport(value) ? value : null
}

/** How far a verification is. `repeat` 0 is the undisturbed one, which `repeats` doesn't count. */
export interface VerificationProgress {
  readonly repeat: number
  readonly repeats: number
  readonly item: number
  readonly total: number
}

/** The progress line. */
export function verifyingLine({ repeat, repeats, item, total }: VerificationProgress): string {
  const which = repeat === 0 ? 'undisturbed repeat' : `disturbed repeat ${repeat} of ${repeats}`
  const done = Math.floor(doneShare({ repeat, repeats, item, total }) * 100)
  return `Verifying ${done} %: ${which}, item ${item} of ${total}`
}

/** Reads a progress line of a verification with so many disturbed repeats; null for any other line. */
export function parseVerifyingLine(line: string, repeats: number): VerificationProgress | null {
  const match = /^Verifying \d+ %: (?:undisturbed|disturbed repeat (\d+) of \d+).*, item (\d+) of (\d+)$/.exec(line)
  if (!match) return null
  const [, repeat = '0', item, total] = match
  return { repeat: Number(repeat), repeats, item: Number(item), total: Number(total) }
}

/** Which part of a verification is done, from 0 to 1. */
export function doneShare({ repeat, repeats, item, total }: VerificationProgress): number {
  return (repeat + (total > 0 ? item / total : 0)) / (repeats + 1)
}

/** The last line of a verification: the verdict. */
export function verdictLine({ difference, repeats, sha256 }: VerificationReport): string {
  if (difference !== null) return `NOT THE SAME: ${difference}`
  const hits = repeats.reduce((sum, { disturbances }) => sum + disturbances.length, 0)
  const times = repeats.length === 1 ? '1 disturbed repeat' : `${repeats.length} disturbed repeats`
  return `VERIFIED: ${times} (${hits} disturbances) ended with the undisturbed one's model, each item once, sha256=${sha256}`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // Damaged: whoever asked says that there is no result.
  }
}

type Fields = Readonly<Record<string, unknown>>

/** Says whether a value is a whole report of this version. */
export function isReport(value: unknown): value is VerificationReport {
  return (
    isRecord(value) &&
    value.version === 1 &&
    ['startedAt', 'endedAt', 'items', 'disturbanceSeed'].every((name) => Number.isFinite(value[name])) &&
    typeof value.sha256 === 'string' &&
    isTextOrNull(value.difference) &&
    Array.isArray(value.repeats) &&
    value.repeats.every(isRepeat)
  )
}

function isRepeat(value: unknown): boolean {
  return (
    isRecord(value) &&
    Number.isFinite(value.seed) &&
    Number.isFinite(value.starts) &&
    isTextOrNull(value.difference) &&
    Array.isArray(value.disturbances) &&
    value.disturbances.every((one) => typeof one === 'string')
  )
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string'
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}
