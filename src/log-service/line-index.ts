import { nothingTrimmed, type TrimmedPart } from '../log-files/trimmed-part'

const lineFeed = 0x0a
/** No look for a line reads much more than this; a log of 1 GB takes 0.8 MiB of index, however long its lines. */
const bytesPerEntry = 16 * 1024
const firstEntries = 1024

/** Where a line begins; lines count from 1. */
export interface LineStart {
  readonly line: number
  readonly offset: number
}

/**
 * A sparse index of where the lines of a log begin, made from all its bytes in order.
 *
 * A line that follows one of more than 16 KiB always has an entry of its own.
 */
export class LineIndex {
  private lines = new Float64Array(firstEntries)
  private offsets = new Float64Array(firstEntries)
  private entries = 0
  private ends = 0
  private end = 0
  private bytes = 0
  /** The first line that is in the log. */
  private first: LineStart = { line: 1, offset: 0 }

  /** The first line that is still in the log; those before it count, but can't be read. */
  get firstLine(): LineStart {
    return this.first
  }

  /** How many lines have ended. */
  get endedLines(): number {
    return this.ends
  }

  /** Where the last line that has ended does so: the bytes of all ended lines. */
  get endedBytes(): number {
    return this.end
  }

  get byteCount(): number {
    return this.bytes
  }

  /** How many lines there are; an unfinished last one counts. */
  get lineCount(): number {
    return this.ends + (this.bytes > this.end ? 1 : 0)
  }

  /** Takes up the next bytes of the log. */
  push(piece: Buffer): void {
    const base = this.bytes
    let last = this.entries > 0 ? this.at(this.offsets, this.entries - 1) : 0
    let at = -1
    for (let next = piece.indexOf(lineFeed); next >= 0; next = piece.indexOf(lineFeed, next + 1)) {
      at = next
      this.ends += 1
      if (base + next + 1 - last < bytesPerEntry) continue
      last = base + next + 1
      this.add(this.ends + 1, last)
    }
    this.bytes += piece.length
    if (at >= 0) this.end = base + at + 1
  }

  /** The log's beginning is no longer in it. */
  trim({ bytes, lines }: TrimmedPart): void {
    this.first = { line: lines + 1, offset: bytes }
    if (this.bytes >= bytes) return
    this.ends = lines
    this.end = bytes
    this.bytes = bytes
  }

  /** The nearest known start at or before a line. */
  startBefore(line: number): LineStart {
    return this.entry(this.lines, line)
  }

  /** The nearest known start of a line at or before a place in the file. */
  startBeforeByte(offset: number): LineStart {
    return this.entry(this.offsets, offset)
  }

  /** All known starts after one place and before another, as pairs of line and bytes from the first place on. */
  startsBetween(from: number, to: number): Float64Array<ArrayBuffer> {
    const first = this.entryAt(this.offsets, from) + 1
    const last = this.entryAt(this.offsets, to - 1)
    const pairs = new Float64Array(2 * Math.max(0, last - first + 1))
    for (let at = first; at <= last; at += 1) {
      pairs[2 * (at - first)] = this.at(this.lines, at)
      pairs[2 * (at - first) + 1] = this.at(this.offsets, at) - from
    }
    return pairs
  }

  /** Forgets everything: the log begins anew. */
  clear(): void {
    this.entries = 0
    this.ends = 0
    this.end = 0
    this.bytes = 0
    this.trim(nothingTrimmed)
  }

  private entry(keys: Float64Array, key: number): LineStart {
    const entry = this.entryAt(keys, key)
    // Before the first entry only the beginning is known; and what lies before that can't be read on from.
    if (entry < 0 || this.at(this.offsets, entry) < this.first.offset) return this.first
    return { line: this.at(this.lines, entry), offset: this.at(this.offsets, entry) }
  }

  /** The last entry whose key is not above this one; -1 when all are. */
  private entryAt(keys: Float64Array, key: number): number {
    let low = -1
    let high = this.entries
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.at(keys, middle) <= key) low = middle
      else high = middle
    }
    return low
  }

  private at(values: Float64Array, index: number): number {
    return values[index] ?? 0
  }

  private add(line: number, offset: number): void {
    if (this.entries === this.lines.length) {
      this.lines = doubled(this.lines)
      this.offsets = doubled(this.offsets)
    }
    this.lines[this.entries] = line
    this.offsets[this.entries] = offset
    this.entries += 1
  }
}

function doubled(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(values.length * 2)
  larger.set(values)
  return larger
}
