import { showTab } from '../view-store'

/** What can be done from anywhere with the log that is shown. */
export interface ShownLog {
  /** The run whose log it is; null for the latest. */
  readonly runId: string | null
  /** Puts the cursor into the search field, with this text in it when there is one. */
  find(text: string | null): void
  goToMatch(step: 1 | -1): void
  goToMark(step: 1 | -1): void
  goToLine(): void
  follow(): void
}

let shown: ShownLog | null = null
let wish: ((log: ShownLog) => void) | null = null

/** The log that is shown now; null when none is. */
export function shownLog(): ShownLog | null {
  return shown
}

/** Does something with the log, which is shown first where it isn't yet. */
export function inLog(act: (log: ShownLog) => void): void {
  if (shown) return act(shown)
  wish = act
  showTab('logs')
}

/** Says that a log is shown; returns the way to say that it isn't any more. */
export function offerLog(log: ShownLog): () => void {
  shown = log
  const wanted = wish
  wish = null
  wanted?.(log)
  return () => {
    shown = null
  }
}
