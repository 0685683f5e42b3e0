import { FileFollower } from '../log-files/file-follower'
import { LineIndex } from './line-index'

/** Who is told how a log changes. */
export interface LogSourceListener {
  /** It has grown, or all that is there is counted now. */
  grew(): void
  /** A flood of lines has become slow, or has ended. */
  slowed(): void
  /** It begins anew. */
  startedOver(): void
}

/** Big pieces are what makes the index as fast as `wc -l`; one takes a millisecond, and questions come in between. */
const pieceBytes = 1024 * 1024

/** A log file that is followed, with an index of its lines. */
export class LogSource {
  readonly index = new LineIndex()
  /** Another number when the log has begun anew. */
  generation = 1
  /** All that was there at the last look is counted. */
  isComplete = false
  private readonly follower: FileFollower

  constructor(
    readonly path: string,
    listener: LogSourceListener,
  ) {
    this.follower = new FileFollower(
      path,
      {
        read: (piece) => {
          this.index.push(piece)
          listener.grew()
        },
        startedOver: () => {
          this.index.clear()
          this.generation += 1
          this.isComplete = false
          listener.startedOver()
        },
        trimmed: (part) => this.index.trim(part),
        slowed: () => listener.slowed(),
        caughtUp: () => {
          if (this.isComplete) return
          this.isComplete = true
          listener.grew()
        },
      },
      { pieceBytes },
    )
  }

  /** Whether lines come faster than an eye could follow. */
  get isFast(): boolean {
    return this.follower.isFast
  }

  /** Starts to follow. */
  follow(): void {
    this.follower.start()
  }

  /** Ends it. */
  async close(): Promise<void> {
    await this.follower.stop()
  }

  /** The bytes from `from` to before `to`; fewer where the file has become shorter. */
  async bytes(from: number, to: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(Math.max(0, to - from))
    return buffer.subarray(0, await this.readInto(buffer, from))
  }

  /** Fills a buffer with the bytes from `from` on; says how many there were. */
  async readInto(buffer: Buffer, from: number): Promise<number> {
    return buffer.length === 0 ? 0 : this.follower.readAt(buffer, from)
  }
}
