import type { SeriesPoint } from '../../../shared/run-history'
import type { ClockAxis } from './clock-axis'
import { movingMean, smoothedPoints } from './series'

/** Over how many places of the axis two curves are laid: a chart in a dialog has no more to show them on. */
const places = 400

/** Two curves on one axis of items; null where a run has no items. */
export interface Compared {
  readonly axis: ClockAxis
  readonly xs: readonly number[]
  readonly one: readonly (number | null)[]
  readonly other: readonly (number | null)[]
}

/** Lays two curves over each other by items done, smoothed: at the same place both had learned from as many. */
export function comparedCurves(one: readonly SeriesPoint[], other: readonly SeriesPoint[]): Compared {
  const length = Math.max(1, one.at(-1)?.item ?? 0, other.at(-1)?.item ?? 0)
  const xs = Array.from({ length: places + 1 }, (_, at) => (at / places) * length)
  const axis = { length, gaps: [], toX: (item: number) => item, toTime: (x: number) => x }
  return { axis, xs, one: valuesAt(one, xs), other: valuesAt(other, xs) }
}

function valuesAt(points: readonly SeriesPoint[], xs: readonly number[]): readonly (number | null)[] {
  const smooth = movingMean(points, smoothedPoints)
  let at = 0
  return xs.map((x) => {
    while (at + 1 < points.length && (points[at + 1]?.item ?? 0) <= x) at += 1
    const [left, right] = [points[at], points[at + 1]]
    const value = smooth[at]
    if (!left || value === undefined || x < left.item) return null
    if (!right) return x === left.item ? value : null
    const share = (x - left.item) / Math.max(1, right.item - left.item)
    return value + ((smooth[at + 1] ?? value) - value) * share
  })
}
