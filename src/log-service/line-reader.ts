import type { LogSource } from './log-source'

const lineFeed = 0x0a
const carriageReturn = 0x0d
/** Read at once: some hundred ordinary lines. */
const windowBytes = 64 * 1024
/** How much of a line is read to be shown: its beginning, or what was written last if it ends in a bar's states. */
export const shownBytes = 64 * 1024

/** Where a line stands in the file; `end` is before its line feed. */
export interface LinePlace {
  readonly number: number
  readonly from: number
  readonly end: number
}

/** Finds lines of a log one after the other, reading on from the line before where that is near. */
export class LineReader {
  private readonly generation: number
  private line = 0
  private offset = 0
  private windowFrom = 0
  private window: Buffer = Buffer.alloc(0)

  constructor(private readonly source: LogSource) {
    this.generation = source.generation
  }

  /** Where a line is; null when there is none of that number, or the log has begun anew. */
  async placeOf(number: number): Promise<LinePlace | null> {
    const { index } = this.source
    if (number < index.firstLine.line || number > index.lineCount) return null
    const start = index.startBefore(number)
    if (this.line === 0 || this.line > number || this.line < start.line) this.goTo(start.line, start.offset)
    while (this.line < number) {
      const end = await this.lineEnd()
      if (end === null) return null
      this.goTo(this.line + 1, end + 1)
    }
    const end = await this.lineEnd()
    return end === null ? null : { number, from: this.offset, end }
  }

  /** What of a line can show. */
  async shownPart({ from, end }: LinePlace): Promise<{ readonly bytes: Buffer; readonly isWhole: boolean }> {
    if (end - from <= shownBytes) return { bytes: await this.bytes(from, end), isWhole: true }
    const last = await this.source.bytes(end - shownBytes, end)
    const state = last.lastIndexOf(carriageReturn, last.length - 2)
    if (state >= 0) return { bytes: last.subarray(state), isWhole: true }
    return { bytes: await this.source.bytes(from, from + shownBytes), isWhole: false }
  }

  private goTo(line: number, offset: number): void {
    this.line = line
    this.offset = offset
  }

  /** Where the current line ends. Of long lines the index knows it, so none is ever read through. */
  private async lineEnd(): Promise<number | null> {
    const { index, generation } = this.source
    if (generation !== this.generation) return null
    if (this.line > index.endedLines) return index.byteCount
    if (this.line === index.endedLines) return index.endedBytes - 1
    const next = index.startBefore(this.line + 1)
    if (next.line === this.line + 1) return next.offset - 1
    for (let tried = 0; tried < 2; tried += 1) {
      const at = this.inWindow(this.offset) ? this.window.indexOf(lineFeed, this.offset - this.windowFrom) : -1
      if (at >= 0) return this.windowFrom + at
      await this.load(this.offset)
    }
    return null
  }

  private async bytes(from: number, end: number): Promise<Buffer> {
    if (!this.inWindow(from) || end > this.windowFrom + this.window.length) await this.load(from)
    return this.window.subarray(from - this.windowFrom, end - this.windowFrom)
  }

  private inWindow(offset: number): boolean {
    return offset >= this.windowFrom && offset < this.windowFrom + this.window.length
  }

  private async load(from: number): Promise<void> {
    this.windowFrom = from
    this.window = await this.source.bytes(from, Math.min(this.source.index.byteCount, from + windowBytes))
  }
}
