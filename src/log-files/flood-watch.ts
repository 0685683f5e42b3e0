/** So much new at one look is a flood at once; looks are at least 16 ms apart. */
const floodBytes = 256 * 1024
/** So is growth at this many looks in a row, each soon after the last. */
const floodLooks = 10
/** Looks further apart than this are no flood. */
const soonMs = 60
/** So many more looks that find nothing than ones that do end a flood. */
const quietLooks = 8
/** Bytes a millisecond, or 20 MB a second, from which on a flood is fast. */
const fastBytesPerMs = 20_000
/** The longest that a patient reader lets a fast flood pass. */
const patienceMs = 1000

/** Who follows the file. */
interface FloodListener {
  /** Stop to listen for events. */
  onBegin(): void
  /** Listen again, and look once more. */
  onEnd(): void
  /** Look at the file. */
  look(): void
}

/**
 * Knows a flood of writes to a file, during which it is looked at by a timer, without events.
 *
 * Each event costs the writer and the reader: measured on Linux, a program that writes a million lines one by one takes
 * twice as long while its folder is watched.
 */
export class FloodWatch {
  private timer: NodeJS.Timeout | null = null
  private grown = 0
  private quiet = 0
  private lookedAt = 0
  private passingSince: number | null = null
  /** Since when the speed is being measured, and the growth since then: looks may come in quick succession. */
  private speed = { from: 0, bytes: 0 }
  private fast = false

  /** Looks each `gapMs` during a flood. */
  constructor(
    private readonly gapMs: number,
    private readonly listener: FloodListener,
  ) {}

  /** Whether a flood is going on. */
  get isFlood(): boolean {
    return this.timer !== null
  }

  /** Whether so much comes that no eye could follow it. */
  get isFast(): boolean {
    return this.fast
  }

  /** Whether one who is patient may leave what is new for a later look. */
  get mayPass(): boolean {
    return this.passingSince !== null
  }

  /** The file has grown by so many bytes since the last look. */
  noteLook(bytes: number): void {
    const now = performance.now()
    const sinceMs = now - this.lookedAt
    this.lookedAt = now
    this.measure(bytes, now)
    const isOver = this.passingSince !== null && now - this.passingSince >= patienceMs
    this.passingSince = this.fast && !isOver ? (this.passingSince ?? now) : null
    if (this.timer) this.noteInFlood(bytes > 0)
    else if (bytes > 0) this.noteGrowth(bytes, sinceMs)
  }

  /** Ends it without a word. */
  stop(): void {
    if (this.timer) clearInterval(this.timer)
    this.timer = null
    this.grown = 0
    this.fast = false
    this.passingSince = null
  }

  private measure(bytes: number, now: number): void {
    this.speed.bytes += bytes
    const spanMs = now - this.speed.from
    if (spanMs < this.gapMs / 2) return
    this.fast = this.isFlood && this.speed.bytes > fastBytesPerMs * spanMs
    this.speed = { from: now, bytes: 0 }
  }

  private noteGrowth(bytes: number, sinceMs: number): void {
    this.grown = sinceMs < soonMs ? this.grown + 1 : 0
    if (this.grown < floodLooks && bytes < floodBytes) return
    this.quiet = 0
    this.timer = setInterval(() => this.listener.look(), this.gapMs)
    this.listener.onBegin()
  }

  private noteInFlood(hasGrown: boolean): void {
    this.quiet = Math.max(0, this.quiet + (hasGrown ? -1 : 1))
    if (this.quiet < quietLooks) return
    this.stop()
    this.listener.onEnd()
  }
}
