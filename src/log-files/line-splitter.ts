const lineFeed = 0x0a
const carriageReturn = 0x0d

/** How much of an unfinished line is kept: a progress bar can write to the same line for days. */
const keptBytes = 64 * 1024

/** Gets each line without its line feed, and how many bytes of the file it and its line feed took. */
export type LineListener = (line: Buffer, length: number) => void

/** Gets whole lines, their line feeds included; the buffer is used again afterwards. */
export type LinesListener = (lines: Buffer) => void

/**
 * Cuts bytes into lines, however the bytes are cut into pieces; so no letter is ever decoded in halves.
 *
 * Of a very long line only what can show is kept: from its last carriage return on, or its beginning.
 */
export class LineSplitter {
  private kept: Buffer = Buffer.alloc(0)
  private length = 0

  /** Lines that stand whole in one piece go to `onLines` together; without it, one by one to `onLine` as all others. */
  constructor(
    private readonly onLine: LineListener,
    private readonly onLines: LinesListener = (lines) => eachLine(lines, onLine),
  ) {}

  /** What of the last line is there so far; empty after a line feed. */
  get rest(): Buffer {
    return this.kept
  }

  /** How many bytes of the file the unfinished line has taken so far. */
  get restLength(): number {
    return this.length
  }

  /** Takes the next bytes. */
  push(piece: Buffer): void {
    const first = this.length > 0 ? piece.indexOf(lineFeed) : -1
    if (first >= 0) this.finishLine(piece.subarray(0, first))
    const start = first + 1
    const end = piece.lastIndexOf(lineFeed) + 1
    if (end > start) this.onLines(piece.subarray(start, end))
    if (end < piece.length) this.keep(piece.subarray(Math.max(start, end)))
  }

  /** Gives out an unfinished last line: nobody is left to finish it. */
  finish(): void {
    if (this.length === 0) return
    const { kept, length } = this
    this.forget()
    this.onLine(kept, length)
  }

  /** Forgets the unfinished line: another file begins. */
  forget(): void {
    this.kept = Buffer.alloc(0)
    this.length = 0
  }

  private finishLine(part: Buffer): void {
    const length = this.length + part.length + 1
    const line = this.kept.length > 0 ? Buffer.concat([this.kept, part]) : part
    this.forget()
    this.onLine(line, length)
  }

  private keep(part: Buffer): void {
    this.length += part.length
    const whole = Buffer.concat([this.kept, part])
    if (whole.length <= keptBytes) {
      this.kept = whole
      return
    }
    // The return that stands last of all shows nothing yet, so the state before it counts.
    const state = whole.lastIndexOf(carriageReturn, whole.length - 2)
    // Copied, or the whole piece would stay in memory with it.
    this.kept = Buffer.from(whole.subarray(Math.max(state, 0)).subarray(0, keptBytes))
  }
}

function eachLine(lines: Buffer, onLine: LineListener): void {
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf(lineFeed, start)
    onLine(lines.subarray(start, end), end + 1 - start)
    start = end + 1
  }
}
