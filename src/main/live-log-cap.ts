import { readFile, stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { longestLookSeconds } from '../log-files/file-follower'
import { readTrimmedPart, type TrimmedPart } from '../log-files/trimmed-part'
import { giveBackRoom, whyNoRoomBack } from '../platform/give-back-room'
import { hasCode, isSystemError } from '../platform/plain-reason'
import { clearHalfDone, compressPart, removeOldParts, writeTrimmedPart } from './log-parts'
import { appendNote } from './run-notes'
import type { RunFolder } from './run-record'

/** How big logs may become, and the pace of what keeps them so. */
export interface LiveLogCapOptions {
  /**
   * How much room a log may take; then its older half is compressed and taken out. The compressed parts beside it may
   * take as much: then the oldest go.
   */
  readonly capBytes: number
  /** How often logs are looked at. */
  readonly lookMs: number
  /** How long readers have to hear that a part goes, before it does: they look twice a second. */
  readonly noticeMs: number
}

const usual: LiveLogCapOptions = {
  capBytes: 2 * 1024 ** 3,
  lookMs: 10_000,
  // All who read the log have looked by then.
  noticeMs: (longestLookSeconds + 1) * 1000,
}

/**
 * Keeps the logs of living runs within a size, and their newest lines in them.
 *
 * A run writes straight into its file, so that can neither be moved away nor be emptied without losing lines. Instead
 * the oldest lines are compressed beside it, and the disk gets their room back from within the file: length and
 * places stay as they are, and the run notices nothing. Killed at any step, the next look goes on from what is there.
 */
export class LiveLogCap {
  private timer: NodeJS.Timeout | null = null
  private round: Promise<void> | null = null
  private options: LiveLogCapOptions
  private readonly refused = new Set<string>()
  /** Logs of one endless line, and how long they must be before it is worth to look for its end again. */
  private readonly endless = new Map<string, number>()

  constructor(
    private readonly activeFolders: () => readonly RunFolder[],
    options: Partial<LiveLogCapOptions> = {},
  ) {
    this.options = { ...usual, ...options }
  }

  /** From the next look on logs may take this much. */
  limitTo(capBytes: number): void {
    this.options = { ...this.options, capBytes }
  }

  /** Begins to look. */
  start(): void {
    this.timer ??= setInterval(() => void this.look(), this.options.lookMs)
  }

  /** Stops to look; what has begun goes on. */
  stop(): void {
    if (this.timer) clearInterval(this.timer)
    this.timer = null
  }

  /** Looks at all active runs' logs now, one after the other; settles once none is too big or can be made smaller. */
  look(): Promise<void> {
    this.round ??= this.lookAtAll().finally(() => {
      this.round = null
    })
    return this.round
  }

  /** Settles once no log is being made smaller: until then the log of a run that has just ended may be. */
  async idle(): Promise<void> {
    await this.round
  }

  private async lookAtAll(): Promise<void> {
    for (const folder of this.activeFolders()) {
      try {
        if (!this.refused.has(folder.path)) await this.lookAt(folder)
      } catch (error) {
        // A full disk, or no log yet: the log is as it was, and the next look tries again.
        if (!isSystemError(error)) throw error
      }
    }
  }

  private async lookAt(folder: RunFolder): Promise<void> {
    if (!(await this.isTooBig(folder))) return
    const why = await whyNoRoomBack(folder.path)
    if (why !== null) return this.refuse(folder, why)
    const gone = await readTrimmedPart(folder.log)
    if (!(await clearHalfDone(folder, gone)))
      return this.refuse(folder, 'it is no longer known what was removed from it before')
    // The app may have been killed just before this.
    let next: TrimmedPart | null = gone
    while (next) next = (await this.takeOut(folder, next)) ? await this.compressNext(folder, next) : null
  }

  /** Compresses the oldest lines, and writes down that they go; null when the log is small enough, or one line. */
  private async compressNext(folder: RunFolder, gone: TrimmedPart): Promise<TrimmedPart | null> {
    if (!(await this.isTooBig(folder))) return null
    const { size } = await stat(folder.log)
    const half = this.options.capBytes / 2
    const most = size - half
    // In parts, so that the parts' own limit never takes all of what was just compressed.
    const next =
      (await compressPart(folder, gone, Math.min(most, gone.bytes + half))) ?? (await compressPart(folder, gone, most))
    if (!next) {
      this.endless.set(folder.path, size + half)
      return null
    }
    await writeTrimmedPart(folder, next)
    await removeOldParts(folder, this.options.capBytes)
    await wait(this.options.noticeMs)
    return next
  }

  private async takeOut(folder: RunFolder, part: TrimmedPart): Promise<boolean> {
    const why = await giveBackRoom(folder.log, part.bytes)
    if (why !== null) await this.refuse(folder, why)
    return why === null
  }

  private async isTooBig({ path, log }: RunFolder): Promise<boolean> {
    const { size, blocks } = await stat(log)
    return blocks * 512 > this.options.capBytes && size >= (this.endless.get(path) ?? 0)
  }

  /** Leaves a log as it is, and says so once. */
  private async refuse(folder: RunFolder, reason: string): Promise<void> {
    this.refused.add(folder.path)
    if (!(await textOf(folder.notes)).includes('"logNotTrimmed"')) appendNote(folder, { kind: 'logNotTrimmed', reason })
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return ''
    throw error
  }
}
