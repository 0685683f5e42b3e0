import { LineReader } from './line-reader'
import type { LogSource } from './log-source'

/** A stretch of a log that is searched in one go. */
export interface ScanBlock {
  readonly bytes: Buffer<ArrayBuffer>
  readonly firstLine: number
  readonly starts: Float64Array<ArrayBuffer>
  /** It is the unfinished last line, which may still become another one. */
  readonly isRest: boolean
}

/** What a scan is made of. */
export interface Scanner {
  /** How many bytes it gets at once; of a line longer than that, the beginning. */
  readonly blockBytes: number
  /** Finds what there is to find in a block; may give its bytes back, to be read into again. */
  search(block: ScanBlock): Promise<{ readonly lines: ArrayLike<number>; readonly bytes: Buffer<ArrayBuffer> }>
  /** The lines of a block that were found, after those of all blocks before it. */
  take(lines: ArrayLike<number>, block: ScanBlock): void
  /** The log begins anew. */
  clear(): void
  /** It can't go on. */
  fail(error: unknown): void
  /** All that is there has been searched, or it can't go on. */
  rest(): void
}

interface Stretch {
  readonly from: number
  readonly end: number
  readonly firstLine: number
  readonly lastLine: number
}

/** Goes through a log from its first line on, block by block, and goes on as it grows. */
export class LineScan {
  /** How many lines have been searched. */
  searchedLines = 0
  private offset = 0
  private restEnd = 0
  private isRunning = false
  private isWoken = false
  private isStopped = false
  private spare: Buffer<ArrayBuffer> | null = null

  constructor(
    private readonly source: LogSource,
    private readonly scanner: Scanner,
  ) {}

  /** False once all that is there has been searched, or the scan is at its end. */
  get isSearching(): boolean {
    return !this.isStopped && (this.isRunning || !this.source.isComplete)
  }

  /** The log begins anew: what was found is void. */
  startOver(): void {
    this.offset = 0
    this.searchedLines = 0
    this.restEnd = 0
    this.scanner.clear()
  }

  /** The log has grown. */
  wake(): void {
    this.isWoken = true
    if (this.isRunning || this.isStopped) return
    this.isRunning = true
    void this.run()
  }

  /** Stops for good. */
  stop(): void {
    this.isStopped = true
  }

  private async run(): Promise<void> {
    try {
      while (this.isWoken && !this.isStopped) {
        this.isWoken = false
        let isMore = true
        while (isMore) isMore = await this.searchNext()
        await this.searchRest()
      }
    } catch (error) {
      this.isStopped = true
      this.scanner.fail(error)
    } finally {
      this.isRunning = false
      this.scanner.rest()
    }
  }

  private async searchNext(): Promise<boolean> {
    const stretch = this.nextStretch()
    if (!stretch || this.isStopped) return false
    const { from, end, firstLine, lastLine } = stretch
    const { generation } = this.source
    const bytes = await this.bytesOf(stretch)
    const starts = this.source.index.startsBetween(from, end)
    await this.search({ bytes, firstLine, starts, isRest: false }, generation, () => {
      this.offset = end
      this.searchedLines = lastLine
    })
    return true
  }

  /** As many whole lines as fit into a block, but one at least. */
  private nextStretch(): Stretch | null {
    const { index } = this.source
    this.skipTrimmed()
    const from = this.offset
    const firstLine = this.searchedLines + 1
    if (from >= index.endedBytes) return null
    if (index.endedBytes - from <= this.scanner.blockBytes)
      return { from, end: index.endedBytes, firstLine, lastLine: index.endedLines }
    const start = index.startBeforeByte(from + this.scanner.blockBytes)
    if (start.offset > from) return { from, end: start.offset, firstLine, lastLine: start.line - 1 }
    // One line alone is longer; the next one has an entry of its own, if it's there.
    const next = index.startBefore(firstLine + 1)
    const end = next.line === firstLine + 1 ? next.offset : index.endedBytes
    return { from, end, firstLine, lastLine: firstLine }
  }

  /** What is no longer in the log isn't searched. */
  private skipTrimmed(): void {
    const { line, offset } = this.source.index.firstLine
    if (this.offset >= offset) return
    this.offset = offset
    this.searchedLines = line - 1
  }

  private async bytesOf({ from, end, firstLine }: Stretch): Promise<Buffer<ArrayBuffer>> {
    const { blockBytes } = this.scanner
    if (end - from <= blockBytes) return this.read(from, end)
    const { bytes, isWhole } = await new LineReader(this.source).shownPart({ number: firstLine, from, end: end - 1 })
    return isWhole ? copyOf(bytes) : this.read(from, from + blockBytes)
  }

  /** What of the unfinished last line can show; each time it grows. */
  private async searchRest(): Promise<void> {
    const { index, generation } = this.source
    const { byteCount, lineCount } = index
    if (byteCount === index.endedBytes || byteCount === this.restEnd || this.offset < index.endedBytes) return
    const reader = new LineReader(this.source)
    const place = await reader.placeOf(lineCount)
    if (!place) return
    const bytes = copyOf((await reader.shownPart(place)).bytes)
    const block = { bytes, firstLine: lineCount, starts: new Float64Array(0), isRest: true }
    await this.search(block, generation, () => {
      this.restEnd = byteCount
    })
  }

  /** Takes what is found, unless the log began anew since the block was chosen: then that is void. */
  private async search(block: ScanBlock, generation: number, taken: () => void): Promise<void> {
    if (generation !== this.source.generation) return
    const { lines, bytes } = await this.scanner.search(block)
    this.spare = bytes
    if (this.isStopped || generation !== this.source.generation) return
    taken()
    this.scanner.take(lines, block)
  }

  private async read(from: number, end: number): Promise<Buffer<ArrayBuffer>> {
    const room = this.scanner.blockBytes
    const buffer = this.spare && this.spare.buffer.byteLength >= room ? this.spare : Buffer.allocUnsafeSlow(room)
    this.spare = null
    const whole = Buffer.from(buffer.buffer, 0, end - from)
    return whole.subarray(0, await this.source.readInto(whole, from))
  }
}

/** A copy with memory of its own, which can go to another thread. */
function copyOf(bytes: Buffer): Buffer<ArrayBuffer> {
  const copy = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(copy)
  return copy
}
