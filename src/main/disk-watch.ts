import { statfs } from 'node:fs/promises'
import { isSystemError } from '../platform/plain-reason'
import { everySeconds } from '../platform/pulse'
import type { LowDisk } from '../shared/ipc'

/** Below this a run that writes a lot can fill the disk within minutes. */
const lowBytes = 200 * 1024 ** 2
/** How often the disk is asked while runs are active. */
const lookSeconds = 5

/** Tells when the disk that holds the runs' logs has little room left, and when it has enough again. */
export class DiskWatch {
  private endLooks: (() => void) | null = null
  private last: LowDisk | null = null

  constructor(
    private readonly folder: string,
    private readonly isNeeded: () => boolean,
    private readonly changed: (low: LowDisk | null) => void,
  ) {}

  /** What was told last. */
  get low(): LowDisk | null {
    return this.last
  }

  /** Begins to look. */
  start(): void {
    this.endLooks ??= everySeconds(lookSeconds, () => {
      if (this.isNeeded() || this.last) void this.look()
    })
  }

  /** Asks the disk now. */
  async look(): Promise<void> {
    const freeBytes = await freeBytesOf(this.folder)
    const low = freeBytes !== null && freeBytes < lowBytes ? { folder: this.folder, freeBytes } : null
    // In steps of a megabyte, or the window would hear of each line that a run writes.
    if (stepOf(low) === stepOf(this.last)) return
    this.last = low
    this.changed(low)
  }

  /** Stops to look. */
  stop(): void {
    this.endLooks?.()
    this.endLooks = null
  }
}

function stepOf(low: LowDisk | null): number | null {
  return low && Math.floor(low.freeBytes / 1024 ** 2)
}

async function freeBytesOf(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch (error) {
    // A drive that doesn't tell, or is gone: nothing is known, and nothing is claimed.
    if (isSystemError(error)) return null
    throw error
  }
}
