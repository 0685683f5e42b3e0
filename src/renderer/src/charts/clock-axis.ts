import type { ActivitySpan } from '../../../shared/run-history'
import { clock, clockSeconds } from '../../../shared/wording'
import { type View, wholeOf } from './view'

/**
 * One axis of clock time for the ribbon and all charts.
 *
 * Stretches in which no process ran (the run was stopped overnight) are cut down to a narrow gap, so that the work stays
 * readable; pauses keep their true width. Positions are in milliseconds of shown time.
 */
export interface ClockAxis {
  readonly length: number
  /** The cuts, as positions on the axis. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
  toX(time: number): number
  toTime(x: number): number
}

interface Segment {
  readonly from: number
  readonly to: number
  readonly x: number
}

/** A stop that is shorter than this share of everything shown keeps its true width. */
const keptGapShare = 0.02

/** Makes the axis for a run's spans; an open span lasts until `now`. */
export function clockAxis(spans: readonly ActivitySpan[], now: number): ClockAxis {
  const total = spans.reduce((sum, span) => sum + Math.max(0, (span.to ?? now) - span.from), 0)
  const gap = Math.max(1, total * keptGapShare)
  const segments = segmentsOf(spans, now, gap)
  const last = segments.at(-1)
  const length = last ? Math.max(1, last.x + last.to - last.from) : 1
  return {
    length,
    gaps: segments.slice(1).map((segment) => ({ from: segment.x - gap, to: segment.x })),
    toX: (time) => toX(segments, time),
    toTime: (x) => toTime(segments, x),
  }
}

function segmentsOf(spans: readonly ActivitySpan[], now: number, gap: number): Segment[] {
  const segments: Segment[] = []
  for (const span of spans) {
    const to = Math.max(span.to ?? now, span.from)
    const last = segments.at(-1)
    if (last && span.from - last.to <= gap) segments[segments.length - 1] = { ...last, to: Math.max(last.to, to) }
    else segments.push({ from: span.from, to, x: last ? last.x + (last.to - last.from) + gap : 0 })
  }
  return segments
}

function toX(segments: readonly Segment[], time: number): number {
  const segment = segments.findLast((one) => one.from <= time) ?? segments[0]
  if (!segment) return 0
  return segment.x + Math.min(Math.max(0, time - segment.from), segment.to - segment.from)
}

function toTime(segments: readonly Segment[], x: number): number {
  const segment = segments.findLast((one) => one.x <= x) ?? segments[0]
  if (!segment) return 0
  return segment.from + Math.min(x - segment.x, segment.to - segment.from)
}

/** A time under the axis: where, and what it says. */
export interface ClockTick {
  readonly x: number
  readonly label: string
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const steps = [
  ...[1, 2, 5, 10, 15, 30].map((value) => value * second),
  ...[1, 2, 5, 10, 15, 30].map((value) => value * minute),
  ...[1, 2, 3, 6, 12, 24, 48, 168].map((value) => value * hour),
]

/** Round local times along the part of the axis that is in sight, at most `most` of them. */
export function clockTicks(axis: ClockAxis, most: number, view: View = wholeOf(axis)): readonly ClockTick[] {
  const step = steps.find((one) => (view.to - view.from) / one <= most) ?? 168 * hour
  const label = step < minute ? clockSeconds : clock
  const ticks: ClockTick[] = []
  const end = axis.toTime(view.to)
  for (let time = firstRound(axis.toTime(view.from), step); time <= end && ticks.length < 200; time += step) {
    const x = axis.toX(time)
    const isCut = Math.abs(axis.toTime(x) - time) > 1
    if (isCut) time = firstRound(Math.max(time, nextShown(axis, x)), step) - step
    else ticks.push({ x, label: label(time) })
  }
  return ticks
}

/** Round in local time, so that ticks fall on full hours wherever the user is. */
function firstRound(time: number, step: number): number {
  const offset = new Date(time).getTimezoneOffset() * minute
  return Math.ceil((time - offset) / step) * step + offset
}

/** Where time goes on after a cut at `x`. */
function nextShown(axis: ClockAxis, x: number): number {
  const gap = axis.gaps.find((one) => one.to > x)
  return gap ? axis.toTime(gap.to) : axis.toTime(axis.length)
}
