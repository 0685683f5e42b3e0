import type { ClockAxis } from './clock-axis'

/** The part of an axis that is in sight, as positions on it. */
export interface View {
  readonly from: number
  readonly to: number
}

/** A stretch of time that was zoomed into; null for all. It stays the same while the axis grows. */
export type Zoom = { readonly from: number; readonly to: number } | null

/** Nothing shorter can be zoomed into, in milliseconds: no run is measured more finely. */
const shortest = 100

/** How much nearer one step of zooming comes. */
export const zoomStep = 2

/** All of an axis. */
export function wholeOf(axis: Pick<ClockAxis, 'length'>): View {
  return { from: 0, to: axis.length }
}

/** What of the axis is in sight. */
export function viewOf(axis: ClockAxis, zoom: Zoom): View {
  if (!zoom) return wholeOf(axis)
  const view = { from: axis.toX(zoom.from), to: axis.toX(zoom.to) }
  return view.to > view.from ? view : wholeOf(axis)
}

/** The view that comes `by` times nearer, around a place that stays where it is; never more than the axis. */
export function zoomedView(view: View, by: number, around: number, length: number): View {
  const width = Math.min(length, Math.max(Math.min(shortest, length), (view.to - view.from) / by))
  const share = (around - view.from) / (view.to - view.from)
  return keptInside({ from: around - width * share, to: around + width * (1 - share) }, length)
}

/** The view moved along by a share of its own width. */
export function movedView(view: View, share: number, length: number): View {
  const by = (view.to - view.from) * share
  return keptInside({ from: view.from + by, to: view.to + by }, length)
}

/** The view moved so that it shows a place; itself where it does already. */
export function viewWith(view: View, x: number, length: number): View {
  if (x >= view.from && x <= view.to) return view
  const half = (view.to - view.from) / 2
  return keptInside({ from: x - half, to: x + half }, length)
}

/** Whether all of the axis is in sight. */
export function isWhole(view: View, length: number): boolean {
  return view.to - view.from >= length
}

function keptInside({ from, to }: View, length: number): View {
  const by = from < 0 ? -from : Math.min(0, length - to)
  return { from: Math.max(0, from + by), to: Math.min(length, to + by) }
}

/** The values in sight and those next to them, which the line comes from and goes to. `xs` ascend. */
export function seenValues(xs: readonly number[], values: readonly (number | null)[], view: View): readonly number[] {
  const isThere = (value: number | null): value is number => value !== null
  const first = xs.findIndex((x) => x >= view.from)
  const last = xs.findLastIndex((x) => x <= view.to)
  const seen = values.slice(Math.max(0, (first < 0 ? xs.length : first) - 1), last + 2).filter(isThere)
  return seen.length > 0 ? seen : values.filter(isThere)
}
