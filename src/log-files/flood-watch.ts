/** Reads in a row that each found something, and each soon after the last: from here on it is a flood. */
const floodReads = 10
/** Reads further apart than this are no flood. */
const soonMs = 60
/** So many more reads that find nothing than ones that do end a flood. */
const quietReads = 8
/** How often a flood is read. */
const gapMs = 50

/**
 * Knows a flood of writes to a file, during which it is read by a timer, without events.
 *
 * Each event costs the writer and the reader: measured on Linux, a program that writes a million lines one by one takes
 * twice as long while its folder is watched.
 */
export class FloodWatch {
  private timer: NodeJS.Timeout | null = null
  private grown = 0
  private quiet = 0
  private last = 0

  /** `onBegin`: stop to listen for events; `onEnd`: listen again, and look once more; `read`: read on. */
  constructor(private readonly listener: { onBegin(): void; onEnd(): void; read(): void }) {}

  /** Whether a flood is going on. */
  get isFlood(): boolean {
    return this.timer !== null
  }

  /** A read is over that found something, or nothing. */
  noteRead(hasGrown: boolean): void {
    if (this.timer) this.noteFloodRead(hasGrown)
    else if (hasGrown) this.noteGrowth()
  }

  /** Ends it without a word. */
  stop(): void {
    if (this.timer) clearInterval(this.timer)
    this.timer = null
    this.grown = 0
  }

  private noteGrowth(): void {
    const now = performance.now()
    this.grown = now - this.last < soonMs ? this.grown + 1 : 0
    this.last = now
    if (this.grown < floodReads) return
    this.quiet = 0
    this.timer = setInterval(() => this.listener.read(), gapMs)
    this.listener.onBegin()
  }

  private noteFloodRead(hasGrown: boolean): void {
    this.quiet = Math.max(0, this.quiet + (hasGrown ? -1 : 1))
    if (this.quiet < quietReads) return
    this.stop()
    this.listener.onEnd()
  }
}
