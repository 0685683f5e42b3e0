import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { hasCode, isSystemError } from '../platform/plain-reason'
import { everySeconds } from '../platform/pulse'
import { asleepSinceBoot } from '../platform/sleep-ticks'
import type { ProfileRun } from './profile-run'

/** How often the app notes in a run's folder that it is there, when the run prints nothing. */
const seenSeconds = 10

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const shape = v.object({
  at: whole,
  lineCount: whole,
  byteCount: whole,
  hasPauseFile: v.boolean(),
  isClosed: v.boolean(),
  /** How long the machine had slept since its start; null where nothing tells, and in old notes. */
  asleepMs: v.optional(v.nullable(v.number()), null),
})

/** When the app was last there to see a run, what it saw then, and whether it was closed then or may have seen more. */
export type Seen = v.InferOutput<typeof shape>

/** Long enough for every note: one that takes the place of another as a whole leaves no half of either. */
const noteBytes = 256

/** Notes what the app sees of its runs, and now and then that it is there, so that its next start can tell since when not. */
export class Presence {
  private endNotes: (() => void) | null = null
  private isClosed = false

  constructor(private readonly activeRuns: () => readonly ProfileRun[]) {}

  /** Begins to note it. */
  start(): void {
    this.endNotes ??= everySeconds(seenSeconds, () => this.noteAll())
  }

  /** Notes that the app closes; what is still read until it is gone counts as seen by then. */
  stop(): void {
    this.endNotes?.()
    this.endNotes = null
    this.isClosed = true
    this.noteAll()
  }

  /**
   * Notes what is seen of a run now.
   *
   * Written over the note before without making a new file, as it is done whenever the run prints; and not worth waiting
   * for the disk, as a power cut ends the run too.
   */
  saw({ latest, pauseFile }: ProfileRun): void {
    // Until its lines are read again, what an earlier start of the app has seen counts.
    if (!latest || latest.replayedUntil !== null) return
    const { lineCount, byteCount } = latest.log.summary
    const { isClosed } = this
    const hasPauseFile = pauseFile.sight !== null
    const seen: Seen = { at: Date.now(), lineCount, byteCount, hasPauseFile, isClosed, asleepMs: asleepSinceBoot() }
    try {
      writeOver(seenFileIn(latest.folder.path), JSON.stringify(seen).padEnd(noteBytes))
    } catch (error) {
      // A full disk, or a folder that was removed by hand.
      if (!isSystemError(error)) throw error
    }
  }

  private noteAll(): void {
    for (const run of this.activeRuns()) this.saw(run)
  }
}

/** What an earlier start of the app saw last of a run; null where it left no word. */
export function readSeen(folder: string): Seen | null {
  try {
    return v.parse(shape, JSON.parse(readFileSync(seenFileIn(folder), 'utf8')))
  } catch (error) {
    if (isSystemError(error) || error instanceof SyntaxError || v.isValiError(error)) return null
    throw error
  }
}

function writeOver(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'r+' })
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
    writeFileSync(path, text, { mode: 0o600 })
  }
}

function seenFileIn(folder: string): string {
  return join(folder, 'seen.json')
}
