import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import type { PauseFileFound } from '../shared/pause-file'
import { eachSecond } from '../platform/pulse'
import { lookAtPauseFile, type PauseFileSight, readFirstLine } from './pause-file-look'

/** What a look found out. `changed`: another file took its place, or more is known of it. */
export type PauseFileChange = 'appeared' | 'disappeared' | 'changed'

/**
 * Watches one pause file. Events are hints only, of which watchers miss some, on network drives most: each is followed by
 * a look, and a look each second is the truth.
 *
 * The folder may be missing, be moved away or be made again.
 */
export class PauseFileWatcher {
  private seen: PauseFileSight | null = null
  private since = 0
  private firstLine = ''
  private watcher: FSWatcher | null = null
  private watchedFolder: string | null = null
  private endLooks: (() => void) | null = null

  constructor(
    readonly path: string,
    private readonly isOwn: (identity: string) => boolean,
    private readonly onChange: (change: PauseFileChange) => void,
  ) {}

  /** Takes a first look and starts to watch. */
  start(): void {
    if (this.endLooks) return
    this.look()
    this.watchFolder()
    this.endLooks = eachSecond(() => {
      this.look()
      this.watchFolder()
    })
  }

  /** Stops to watch. */
  async stop(): Promise<void> {
    this.endLooks?.()
    this.endLooks = null
    await this.unwatch()
  }

  /** Looks right now; says whether anything stands there, after it has told what changed. */
  look(): boolean {
    const before = this.seen
    const now = lookAtPauseFile(this.path)
    this.seen = now
    if (now?.identity === before?.identity) return now !== null
    // At the first look nothing was known yet, so the file's own time is the best there is.
    if (now && now.origin !== before?.origin) this.since = this.endLooks ? Date.now() : now.changedAt
    this.firstLine = ''
    if (now?.kind === 'file' && !this.isOwn(now.identity)) void this.readNote(now)
    this.onChange(now ? (before ? 'changed' : 'appeared') : 'disappeared')
    return now !== null
  }

  /** What the last look found, as it was seen. */
  get sight(): PauseFileSight | null {
    return this.seen
  }

  /** What the last look found, for people. */
  found(): PauseFileFound {
    if (!this.seen) return { kind: 'nothing' }
    const { kind, identity } = this.seen
    const madeBy = this.isOwn(identity) ? 'fermata' : 'outside'
    return { kind, since: this.since, madeBy, firstLine: this.firstLine }
  }

  private async readNote(sight: PauseFileSight): Promise<void> {
    const line = await readFirstLine(this.path)
    if (line === '' || this.seen?.identity !== sight.identity) return
    this.firstLine = line
    this.onChange('changed')
  }

  /** Watches the folder, again if another one stands at its path; without a folder the timed look goes on alone. */
  private watchFolder(): void {
    const folder = dirname(this.path)
    const identity = folderIdentity(folder)
    if (identity === this.watchedFolder) return
    void this.unwatch()
    this.watchedFolder = identity
    if (identity === null) return
    // Else each file of the folder would be watched on its own. On Windows chokidar asks with forward slashes.
    const isOther = (path: string) => resolve(path) !== folder && resolve(path) !== this.path
    this.watcher = watch(folder, { atomic: false, depth: 0, ignoreInitial: true, ignored: isOther })
    this.watcher.on('all', () => this.look())
    this.watcher.on('raw', () => this.look())
    // No more watches to be had, or the drive has none: the timed look goes on, and the next one tries again.
    this.watcher.on('error', () => void this.unwatch())
  }

  private async unwatch(): Promise<void> {
    const watcher = this.watcher
    this.watcher = null
    this.watchedFolder = null
    await watcher?.close()
  }
}

function folderIdentity(folder: string): string | null {
  try {
    const stat = statSync(folder, { throwIfNoEntry: false })
    return stat?.isDirectory() ? `${stat.dev}:${stat.ino}` : null
  } catch {
    return null // Whatever the reason, it can't be watched now.
  }
}
