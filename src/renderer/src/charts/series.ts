import type { ActivitySpan, SeriesPoint } from '../../../shared/run-history'
import type { ClockAxis } from './clock-axis'

/** How many points the thick line is an average of, once there are enough. */
export const smoothedPoints = 20

/** Values ready to draw: a null breaks the line. */
export interface DrawnSeries {
  readonly xs: readonly number[]
  readonly raw: readonly (number | null)[]
  readonly smooth: readonly (number | null)[]
  /** How many items were done at each point. */
  readonly items: readonly (number | null)[]
}

/** Lays points out along the axis, with a break wherever the run paused or stopped between two of them. */
export function drawnSeries(
  points: readonly SeriesPoint[],
  spans: readonly ActivitySpan[],
  axis: ClockAxis,
): DrawnSeries {
  const starts = spans.filter((span) => span.kind === 'active').map((span) => span.from)
  const smoothed = movingMean(points, smoothedPoints)
  const xs: number[] = []
  const raw: (number | null)[] = []
  const smooth: (number | null)[] = []
  const items: (number | null)[] = []
  let next = starts.findIndex((start) => start > (points[0]?.time ?? 0))
  points.forEach((point, index) => {
    const start = next < 0 ? undefined : starts[next]
    if (start !== undefined && point.time >= start) {
      xs.push(axis.toX(start))
      raw.push(null)
      smooth.push(null)
      items.push(null)
      while (next >= 0 && next < starts.length && (starts[next] as number) <= point.time) next += 1
    }
    xs.push(axis.toX(point.time))
    raw.push(point.value)
    smooth.push(smoothed[index] ?? null)
    items.push(point.item)
  })
  return { xs, raw, smooth, items }
}

/** The mean of each point and those before it; the first few average over less, or they would lag far behind. */
export function movingMean(points: readonly SeriesPoint[], most: number): readonly number[] {
  const sums = [0]
  for (const point of points) sums.push((sums.at(-1) ?? 0) + point.value)
  return points.map((_, index) => {
    const size = windowAt(index, most)
    return ((sums[index + 1] ?? 0) - (sums[index + 1 - size] ?? 0)) / size
  })
}

function windowAt(index: number, most: number): number {
  return Math.min(most, Math.floor(index / 2) + 1)
}

/** How many items the smoothing spans at the end: points can be several items apart. */
export function smoothedItems(points: readonly SeriesPoint[]): number {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 2) return 1
  const stride = Math.max(1, (last.item - first.item) / (points.length - 1))
  const items = stride * windowAt(points.length - 1, smoothedPoints)
  const grain = 10 ** Math.max(0, Math.floor(Math.log10(items)) - 1)
  return Math.round(items / grain) * grain
}

/** The ends of a value axis and its middle, all round numbers. */
export interface ValueAxis {
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
}

/** An axis from zero; the first wild values of a training may run off its top, or the rest would lie flat. */
export function axisFromZero(values: readonly number[]): ValueAxis {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b)
  const high = sorted[Math.floor((sorted.length - 1) * 0.97)] ?? 1
  const to = roundUp(Math.max(high * 1.05, 1e-9))
  return { from: 0, to, ticks: [0, to / 2, to] }
}

/** An axis from zero that all values fit on. */
export function axisFromTop(values: readonly number[]): ValueAxis {
  const to = roundUp(Math.max(values.reduce((one, value) => Math.max(one, value), 0) * 1.05, 1))
  return { from: 0, to, ticks: [0, to] }
}

/** An axis for values of which nothing is known: from zero, or from below it where some are. */
export function axisOfFigure(values: readonly number[]): ValueAxis {
  const low = values.reduce((one, value) => Math.min(one, value), 0)
  if (low === 0) return axisFromZero(values)
  const high = values.reduce((one, value) => Math.max(one, value), 0)
  const [from, to] = [-roundUp(-low), high > 0 ? roundUp(high) : 0]
  return { from, to, ticks: [from, to] }
}

/** An axis around all values. */
export function axisAround(values: readonly number[]): ValueAxis {
  const finite = values.filter(Number.isFinite)
  const [low, high] = finite.length > 0 ? [Math.min(...finite), Math.max(...finite)] : [0, 1]
  const step = roundUp(Math.max(high - low, high * 0.1, 1e-9) / 3)
  // A dot on the very edge would be cut in half.
  const room = step / 8
  const from = Math.max(0, Math.floor((low - room) / step) * step)
  const to = Math.max(from + step, Math.ceil((high + room) / step) * step)
  return { from, to, ticks: [from, to] }
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const digit = [1, 2, 4, 5, 6, 8, 10].find((one) => one * power >= value - 1e-12) ?? 10
  return digit * power
}

/** A value under an axis or in a caption, with as many digits as say something. */
export function valueLabel(value: number, digits = 3): string {
  if (value === 0) return '0'
  return Math.abs(value) >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(digits)))
}
