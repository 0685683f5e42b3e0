import type { PauseEntry } from '../../../shared/pause-ledger'
import type { RunHistory } from '../../../shared/run-history'
import { clockAxis, type ClockAxis } from './clock-axis'
import type { View } from './view'

/** What a run's charts draw: its history on one axis that ends at `now`. */
export interface Shown {
  readonly history: RunHistory
  readonly axis: ClockAxis
  readonly now: number
}

/** The same with the part of it that is in sight, and who paused it as far as that is known. */
export interface Seen extends Shown {
  readonly profileId: string
  /** What one item is called, in the singular. */
  readonly itemNoun: string
  readonly view: View
  readonly pauses: readonly PauseEntry[]
  /** Null shows all. */
  readonly onView: (view: View | null) => void
}

/** Lays a history out; the axis of a run that has ended ends with it. */
export function shownOf(history: RunHistory, endedAt: number | null): Shown {
  const now = endedAt ?? Date.now()
  return { history, now, axis: clockAxis(history.spans, now) }
}
