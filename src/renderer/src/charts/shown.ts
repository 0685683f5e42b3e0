import type { RunHistory } from '../../../shared/run-history'
import { clockAxis, type ClockAxis } from './clock-axis'

/** What a run's charts draw: its history on one axis that ends at `now`. */
export interface Shown {
  readonly history: RunHistory
  readonly axis: ClockAxis
  readonly now: number
}

/** Lays a history out; the axis of a run that has ended ends with it. */
export function shownOf(history: RunHistory, endedAt: number | null): Shown {
  const now = endedAt ?? Date.now()
  return { history, now, axis: clockAxis(history.spans, now) }
}

/** The value at a place of a chart, in words; null where there is none. */
export function labelAt(
  values: readonly (number | null)[],
  index: number | null,
  label: (value: number) => string,
): string | null {
  const value = index === null ? null : values[index]
  return typeof value === 'number' ? label(value) : null
}
