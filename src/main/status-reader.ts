import { type CollectorStatus, parseCollectorStatus } from '../shared/collector-status'
import { openToRead } from '../log-files/file-follower'
import { PathWatch } from '../log-files/path-watch'
import { isSystemError } from '../platform/plain-reason'
import { eachSecond } from '../platform/pulse'
import { Throttle } from '../platform/throttle'

/** The shortest time between two looks after events. */
const lookGapMs = 100
/** 64 workers and 256 held hosts with long addresses stay far below; a longer file isn't a collector's. */
const mostBytes = 512 * 1024

/**
 * Reads the status file that a collector replaces as a whole, by events and a timed look, only while it is followed.
 *
 * What isn't a whole status is passed over: what was read before stays.
 */
export class StatusReader {
  /** As last read; null before there was any. */
  status: CollectorStatus | null = null
  private text = ''
  private readonly watcher: PathWatch
  private endLooks: (() => void) | null = null
  private work: Promise<void> = Promise.resolve()
  private readonly hints = new Throttle(lookGapMs, () => void this.look())

  constructor(
    private readonly path: string,
    private readonly onChange: () => void,
  ) {
    this.watcher = new PathWatch(path, () => this.hints.request())
  }

  /** Starts to follow the file; it need not be there yet. */
  follow(): void {
    if (this.endLooks) return
    // Some drives send no events.
    this.endLooks = eachSecond(() => {
      this.watcher.start()
      void this.look()
    })
    this.watcher.start()
    void this.look()
  }

  /** Reads what is there now. */
  look(): Promise<void> {
    this.work = this.work.then(() => this.read())
    return this.work
  }

  /** Reads what is there now and stops to follow. */
  async finish(): Promise<void> {
    await this.look()
    await this.close()
  }

  /** Stops to follow; the run may go on. */
  async close(): Promise<void> {
    this.endLooks?.()
    this.endLooks = null
    this.hints.cancel()
    this.watcher.stop()
    await this.work
  }

  private async read(): Promise<void> {
    const text = await readSmallFile(this.path)
    if (text === null || text === this.text) return
    this.text = text
    const status = parseCollectorStatus(text)
    if (!status) return
    this.status = status
    this.onChange()
  }
}

/** The text of a plain file that isn't too long; null for anything else. Opened so that no link or pipe is followed. */
async function readSmallFile(path: string): Promise<string | null> {
  try {
    const file = await openToRead(path)
    try {
      const stat = await file.stat()
      if (!stat.isFile() || stat.size === 0 || stat.size > mostBytes) return null
      const buffer = Buffer.alloc(stat.size)
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    // Not there yet, or not ours to read: the next look tries again.
    if (isSystemError(error)) return null
    throw error
  }
}
