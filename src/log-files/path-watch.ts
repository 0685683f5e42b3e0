import { existsSync, type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import { isSystemError } from '../platform/plain-reason'

/** Hears of changes to one file by watching its folder; a hint only, which a timed look has to make good. */
export class PathWatch {
  private watcher: FSWatcher | null = null

  constructor(
    private readonly path: string,
    private readonly onHint: () => void,
  ) {}

  /** Watches, unless it does already. */
  start(): void {
    if (this.watcher) return
    const folder = dirname(this.path)
    if (!existsSync(folder)) return
    try {
      this.watcher = watch(folder, (event, name) => {
        if (name === null || name === basename(this.path)) this.onHint()
        // The folder itself was moved or deleted: the timed look finds the one that takes its place.
        else if (event === 'rename' && name === basename(folder)) this.stop()
      })
      this.watcher.on('error', () => this.stop())
    } catch (error) {
      // No more watches to be had: the timed look goes on and tries again.
      if (!isSystemError(error)) throw error
    }
  }

  /** Stops to watch. */
  stop(): void {
    this.watcher?.close()
    this.watcher = null
  }
}
