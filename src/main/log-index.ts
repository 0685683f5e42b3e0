/** No search for a line reads much more than this, and a log of 1 GB takes 256 KiB of index, however long its lines. */
const bytesPerEntry = 64 * 1024

/** Where a line begins; lines count from 1. */
export interface LineStart {
  readonly line: number
  readonly offset: number
}

/** A sparse index of where the lines of a log begin. */
export class LogIndex {
  private lines: number[] = []
  private offsets: number[] = []
  private count = 0
  private end = 0

  /** How many whole lines there are. */
  get lineCount(): number {
    return this.count
  }

  /** How many bytes they take. */
  get byteCount(): number {
    return this.end
  }

  /** Takes up a line of `length` bytes, its line feed counted. */
  add(length: number): void {
    const last = this.offsets.at(-1)
    if (last === undefined || this.end - last >= bytesPerEntry) {
      this.lines.push(this.count + 1)
      this.offsets.push(this.end)
    }
    this.count += 1
    this.end += length
  }

  /** The nearest known start at or before a line. */
  startBefore(line: number): LineStart {
    let low = 0
    let high = this.lines.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.lines[middle] ?? 0) <= line) low = middle
      else high = middle
    }
    return { line: this.lines[low] ?? 1, offset: this.offsets[low] ?? 0 }
  }

  /** Forgets everything: the log begins anew. */
  clear(): void {
    this.lines = []
    this.offsets = []
    this.count = 0
    this.end = 0
  }
}
