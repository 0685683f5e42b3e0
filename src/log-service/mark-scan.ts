import type { LogMark } from '../shared/ipc'
import type { LevelCounts } from '../shared/log-service'
import { parseLine } from '../shared/run-lines'
import type { LineWords } from '../log-files/line-words'
import { Throttle } from '../platform/throttle'
import { matchingLines } from './block-search'
import type { LineMatcher } from './line-matcher'
import { LineScan, type ScanBlock } from './line-scan'
import { LogMarks, withMark } from './log-marks'
import type { LogSource } from './log-source'

/** One takes about two milliseconds: questions are answered in between. */
const blockBytes = 512 * 1024
/** How often at most a log that grows is looked through: a few big blocks cost less than many small ones. */
const wakeGapMs = 250
/** The same while it floods. */
const floodGapMs = 1000

/** The marks of a log: found once its lines are counted, so that the first screen doesn't wait for them. */
export class MarkScan {
  private readonly marks = new LogMarks()
  private unfinished: LogMark | null = null
  private wasComplete = false
  /** The marks of the block that is being searched. */
  private found: readonly LogMark['mark'][] = []
  private readonly scan: LineScan
  private readonly wakes = new Throttle(wakeGapMs, () => this.scan.wake())
  private readonly floodWakes = new Throttle(floodGapMs, () => this.wakes.request())

  constructor(
    private readonly source: LogSource,
    private readonly words: LineWords,
    private readonly changed: () => void,
  ) {
    this.scan = new LineScan(source, {
      blockBytes,
      search: (block) => Promise.resolve(this.search(block)),
      take: (lines, block) => this.take(lines, block),
      clear: () => this.clear(),
      fail: (error) => {
        throw error
      },
      rest: () => this.rest(),
    })
  }

  /** True once all that was there has been looked through. */
  get isComplete(): boolean {
    return this.source.isComplete && !this.scan.isSearching
  }

  /** The log has grown. */
  wake(): void {
    if (!this.source.isComplete) return
    if (this.source.isFast) this.floodWakes.request()
    else this.wakes.request()
  }

  /** The log begins anew. */
  startOver(): void {
    this.scan.startOver()
  }

  /** Stops for good. */
  stop(): void {
    this.wakes.cancel()
    this.floodWakes.cancel()
    this.scan.stop()
  }

  /** The marks so far. */
  list(): readonly LogMark[] {
    return this.unfinished ? [...this.marks.list(), this.unfinished] : this.marks.list()
  }

  /** How many errors and warnings there are so far. */
  get counts(): LevelCounts {
    return this.unfinished ? withMark(this.marks.counts, this.unfinished) : this.marks.counts
  }

  private search(block: ScanBlock) {
    const found: LogMark['mark'][] = []
    this.found = found
    const matcher: LineMatcher = {
      finderIn: this.words.find,
      isExact: false,
      test: (text) => {
        const mark = markIn(text, this.words)
        if (mark) found.push(mark)
        return mark !== null
      },
      ranges: () => [],
    }
    const lines = matchingLines(block, matcher, () => undefined)
    return { lines, bytes: block.bytes }
  }

  private take(lines: ArrayLike<number>, { isRest }: ScanBlock): void {
    const marks = this.found.map((mark, at) => ({ number: lines[at] ?? 0, mark }))
    const before = this.unfinished
    this.unfinished = (isRest && marks[0]) || null
    if (!isRest) for (const mark of marks) this.marks.add(mark)
    if (marks.length > 0 || before) this.changed()
  }

  /** A log that grows without marks is no news. */
  private rest(): void {
    if (this.wasComplete === this.isComplete) return
    this.wasComplete = this.isComplete
    this.changed()
  }

  private clear(): void {
    this.marks.clear()
    this.unfinished = null
    this.wasComplete = false
  }
}

function markIn(text: string, words: LineWords): LogMark['mark'] | null {
  const { level, message } = parseLine(text)
  return words.markOf(message) ?? (level === 'error' || level === 'warn' ? level : null)
}
