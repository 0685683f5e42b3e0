import { lstatSync, watch, type FSWatcher } from 'node:fs'
import { dirname } from 'node:path'
import { howToResumeLine, pausedLine, resumedLine, type RunKind } from '../shared/run-lines'
import type { LinePrinter } from './line-printer'
import type { StopSignal } from './stop-signal'

/** What a pause gate needs to know. */
export interface PauseGateOptions {
  readonly kind: RunKind
  /** The name as the user gave it, for the line that says what to delete. */
  readonly pauseFileName: string
  /** Where it is, as an absolute path. */
  readonly pauseFile: string
  readonly printer: Pick<LinePrinter, 'print'>
  readonly stop: Pick<StopSignal, 'requested' | 'whenRequested'>
  /** Saves the progress, before the run says that it is paused. */
  readonly beforePause?: () => void
  /** The run has said that it is paused. */
  readonly onPaused?: () => void
  /** The run has said that it goes on; not called when a stop ends the pause. */
  readonly onResumed?: () => void
}

/** Stands between the items of a run. */
export interface PauseGate {
  /**
   * To be called before the first item and after each one: `await` what it returns, if anything.
   *
   * Returns undefined when there is nothing to wait for, so that a fast loop doesn't even pay for an `await`. A pause
   * that a stop signal ends resolves like any other: look at `stop.requested` afterwards.
   */
  checkpoint(): Promise<void> | undefined
}

/** How late a resume may be noticed when the system's file events don't come (network drives). */
const timedLookMs = 500

/** Signals and timers are only heard when the event loop turns; a loop of synchronous items lets it, this often. */
const yieldEveryMs = 15

/** Items that are quicker than this share a look: it costs some 2 µs, and nobody notices a quarter of a millisecond. */
const lookEveryMs = 0.25

/**
 * Makes the gate that holds a run while its pause file exists.
 *
 * Whatever stands at the path counts: a file, a folder, a broken link. Each checkpoint looks itself: a flag that a
 * watcher sets would never reach a loop that doesn't yield. File events only shorten the wait of a pause.
 */
export function createPauseGate(options: PauseGateOptions): PauseGate {
  const { kind, pauseFileName, pauseFile, printer, stop } = options
  let yieldedAt = performance.now()
  let lookedAt = Number.NEGATIVE_INFINITY

  async function pause(): Promise<void> {
    options.beforePause?.()
    // Deleted before we answered: the pause is withdrawn, and a run that never stopped says nothing.
    if (stop.requested || !exists(pauseFile, false)) return
    printer.print(pausedLine(kind), howToResumeLine(kind, pauseFileName))
    options.onPaused?.()
    await untilGone(pauseFile, stop)
    yieldedAt = performance.now()
    lookedAt = Number.NEGATIVE_INFINITY
    if (stop.requested) return
    printer.print(resumedLine(kind))
    options.onResumed?.()
  }

  async function turnEventLoop(): Promise<void> {
    await new Promise(setImmediate)
    yieldedAt = performance.now()
  }

  return {
    checkpoint() {
      const now = performance.now()
      if (now - lookedAt >= lookEveryMs) {
        lookedAt = now
        if (exists(pauseFile, false)) return stop.requested ? undefined : pause()
      }
      return now - yieldedAt < yieldEveryMs ? undefined : turnEventLoop()
    },
  }
}

/** Whether anything is at the path. When it can't be looked at (a lost drive, rights) the last answer stands. */
function exists(path: string, before: boolean): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? false : before
  }
}

/** Waits, asleep, until the file is gone or the run is asked to stop. */
async function untilGone(path: string, stop: Pick<StopSignal, 'whenRequested'>): Promise<void> {
  let end: () => void = () => {}
  const gone = new Promise<void>((resolve) => {
    end = resolve
  })
  const look = (): void => {
    if (!exists(path, true)) end()
  }
  const watcher = watchFolder(dirname(path), look)
  const timer = setInterval(look, timedLookMs)
  look() // It may have gone before the watcher stood.
  await Promise.race([gone, stop.whenRequested])
  clearInterval(timer)
  watcher?.close()
}

/** File events are hints: without them (network drives, too many watchers, a folder that went away) the timed look does. */
function watchFolder(folder: string, look: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, look)
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return null
  }
}
