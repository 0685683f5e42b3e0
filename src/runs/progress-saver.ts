import type { LinePrinter } from './line-printer'
import { RunFailure } from './run-failure'

/** Saves a run's progress when it is time to, and says so when that fails. */
export interface ProgressSaver {
  /** Saves when the last save is long enough ago; a failure is a warning, and the next time it is tried again. */
  saveWhenDue(item: number): void
  /** Saves now, unless this item is saved already; a failure is a warning. */
  trySave(item: number): void
  /** Saves now, unless this item is saved already; throws when that fails. */
  mustSave(item: number): void
}

/** What a saver needs. */
export interface ProgressSaverOptions {
  /** Saves what is done, `item` items; throws a RunFailure. */
  readonly save: (item: number) => void
  /** The item that the newest save holds; null when there is none. */
  readonly savedItem: number | null
  readonly printer: Pick<LinePrinter, 'print' | 'warn'>
  readonly now?: () => number
}

/** What a kill costs at most, in time of work. A save takes some milliseconds. */
const saveEveryMs = 2000

/** How often a lasting failure is said again. */
const warnEveryMs = 60_000

/** Makes a saver. */
export function createProgressSaver(options: ProgressSaverOptions): ProgressSaver {
  const { save, printer, now = () => performance.now() } = options
  let savedItem = options.savedItem
  let triedAt = now()
  let warnedAt: number | null = null

  function mustSave(item: number): void {
    if (item === savedItem) return
    triedAt = now()
    save(item)
    savedItem = item
    if (warnedAt !== null) printer.print(`Saving works again: ${item} items are saved`)
    warnedAt = null
  }

  function trySave(item: number): void {
    try {
      mustSave(item)
    } catch (error) {
      if (!(error instanceof RunFailure)) throw error
      if (warnedAt !== null && now() - warnedAt < warnEveryMs) return
      printer.warn(`${error.message}; the run goes on and tries again`)
      warnedAt = now()
    }
  }

  return {
    saveWhenDue(item) {
      if (now() - triedAt >= saveEveryMs) trySave(item)
    },
    trySave,
    mustSave,
  }
}
