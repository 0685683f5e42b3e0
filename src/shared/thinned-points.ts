import type { SeriesPoint } from './run-history'

/** How many stretches of a series are told apart: more than a chart has pixels on any screen. */
const mostStretches = 2000
/** A series is left whole up to here; between two thinnings it grows no further. */
export const mostPoints = 8000

/**
 * A series that is short enough to be sent and drawn: of each stretch of time its lowest and its highest point.
 *
 * The first and the last point and all extremes stay. Stretches are powers of two of milliseconds, so those of a later
 * thinning hold whole ones of an earlier: a series that grows for weeks is as fine at its beginning as at its end.
 */
export function thinnedPoints(
  points: readonly SeriesPoint[],
  most = mostPoints,
  stretches = mostStretches,
): readonly SeriesPoint[] {
  if (points.length <= most) return points
  let width = 1
  while (stretchesIn(points, width) > stretches) width *= 2
  const kept: SeriesPoint[] = []
  for (let first = 0; first < points.length; ) {
    const end = endOfStretch(points, first, width)
    keepExtremes(points, first, end, kept)
    first = end
  }
  return withEnds(kept, points)
}

function stretchesIn(points: readonly SeriesPoint[], width: number): number {
  let stretches = 0
  for (let first = 0; first < points.length; first = endOfStretch(points, first, width)) stretches += 1
  // A clock that was set back again and again would part them without end.
  return width > 2 ** 50 ? 0 : stretches
}

function endOfStretch(points: readonly SeriesPoint[], first: number, width: number): number {
  const stretch = Math.floor((points[first]?.time ?? 0) / width)
  let end = first + 1
  while (end < points.length && Math.floor((points[end]?.time ?? 0) / width) === stretch) end += 1
  return end
}

function keepExtremes(points: readonly SeriesPoint[], first: number, end: number, kept: SeriesPoint[]): void {
  let [low, high] = [first, first]
  for (let at = first + 1; at < end; at += 1) {
    const value = valueAt(points, at)
    if (value < valueAt(points, low)) low = at
    if (value > valueAt(points, high)) high = at
  }
  const places = low === high ? [low] : [Math.min(low, high), Math.max(low, high)]
  for (const place of places) kept.push(points[place] as SeriesPoint)
}

function valueAt(points: readonly SeriesPoint[], at: number): number {
  return points[at]?.value ?? Number.NaN
}

function withEnds(kept: readonly SeriesPoint[], all: readonly SeriesPoint[]): readonly SeriesPoint[] {
  const [first, last] = [all[0] as SeriesPoint, all.at(-1) as SeriesPoint]
  return [...(kept[0] === first ? [] : [first]), ...kept, ...(kept.at(-1) === last ? [] : [last])]
}
