import type { OwnProgress } from '../shared/own-run'
import {
  type ActivitySpan,
  closeSpan,
  emptyHistory,
  type RunHistory,
  type SeriesPoint,
  timeIn,
  withSleep,
} from '../shared/run-history'
import { thinnedPoints } from '../shared/thinned-points'
import { doneOf } from '../shared/progress-reading'
import type { RunState } from '../shared/run-state'
import type { TimedReading } from './progress-reader'

/** The most steps that are kept to take a rate from. */
const mostSteps = 4000
/** The most figures that are kept: an expression may name as many as it likes. */
const mostFigures = 4
/** Over how much active time a rate is taken. */
const rateSpanMs = 60_000

/** How much was done after so much active time. */
interface Step {
  readonly activeMs: number
  readonly done: number
}

/** What the app itself sees of a run that keeps no metrics: its active and paused time, and the figures in its lines. */
export class RunTrace {
  private spans: ActivitySpan[] = []
  private readonly series = new Map<string, readonly SeriesPoint[]>()
  private steps: Step[] = []
  private latest: TimedReading | null = null

  /** A run has begun; what was seen of the one before is forgotten. */
  begin(at: number): void {
    this.beginSpans(at)
    this.forgetLines()
  }

  /** When it was active and when paused is found out anew. */
  beginSpans(at: number): void {
    this.spans = [{ kind: 'active', from: at, to: null }]
  }

  /** The run's lines are read anew. */
  forgetLines(): void {
    this.series.clear()
    this.steps = []
    this.latest = null
  }

  /** The run's state has changed. */
  stateChanged(state: RunState): void {
    if (state.kind === 'ended') closeSpan(this.spans, state.at)
    else if (state.kind === 'paused') this.turn('paused', state.since)
    else if (state.kind === 'running' || state.kind === 'pauseRequested') this.turn('active', state.since)
  }

  /** The machine slept. What was read since then was taken to lie so much later in active time. */
  asleep(from: number, to: number): void {
    const before = activeUntil(from, this.spans)
    const slept = activeUntil(to, this.spans) - before
    this.spans = withSleep(this.spans, from, to)
    this.steps = this.steps.map(({ activeMs, done }) => ({
      activeMs: activeMs <= before ? activeMs : Math.max(before, activeMs - slept),
      done,
    }))
  }

  /** Takes what a line tells; without a moment it is no point of a chart. */
  take(reading: TimedReading, at: number | null): void {
    this.latest = reading
    if (at === null) return
    for (const [name, value] of Object.entries(reading.figures))
      this.addPoint(name, { time: at, item: reading.item ?? 0, value })
    const done = reading.item ?? doneOf(reading)
    if (done !== null) this.addStep({ activeMs: timeIn('active', this.spans, at), done })
  }

  /** What charts are drawn from. */
  get history(): RunHistory {
    const figures = [...this.series].map(([name, points]) => ({ name, points: [...points] }))
    return { ...emptyHistory, spans: [...this.spans], figures, startedAt: this.spans[0]?.from ?? null }
  }

  /** Where the run stands; null while it has told of nothing. */
  get progress(): OwnProgress | null {
    const { latest } = this
    if (!latest) return null
    const { item, total, percent } = latest
    const perSecond = this.ratePerSecond()
    const left = item !== null && total !== null ? total - item : null
    const leftDone = left ?? (doneOf(latest) === null ? null : 1 - (doneOf(latest) as number))
    const eta = perSecond !== null && perSecond > 0 && leftDone !== null ? leftDone / perSecond : null
    return { item, total, percent, ratePerSecond: item === null ? null : perSecond, etaSeconds: eta }
  }

  private turn(kind: ActivitySpan['kind'], at: number): void {
    if (this.spans.at(-1)?.kind === kind) return
    closeSpan(this.spans, at)
    this.spans.push({ kind, from: at, to: null })
  }

  private addPoint(name: string, point: SeriesPoint): void {
    const points = this.series.get(name) ?? []
    if (points.length === 0 && this.series.size >= mostFigures) return
    this.series.set(name, thinnedPoints([...points, point]))
  }

  private addStep(step: Step): void {
    // A count that goes back has begun anew, as in each epoch.
    if (step.done < (this.steps.at(-1)?.done ?? 0)) this.steps = []
    this.steps.push(step)
    const from = step.activeMs - rateSpanMs
    const first = this.steps.findIndex(({ activeMs }) => activeMs >= from)
    this.steps = this.steps.slice(Math.min(first, this.steps.length - 2)).slice(-mostSteps)
  }

  private ratePerSecond(): number | null {
    const [first, last] = [this.steps[0], this.steps.at(-1)]
    if (!first || !last || last.activeMs - first.activeMs < 500) return null
    return ((last.done - first.done) / (last.activeMs - first.activeMs)) * 1000
  }
}

/** Active time up to a moment that may lie before the end of the spans. */
function activeUntil(at: number, spans: readonly ActivitySpan[]): number {
  let total = 0
  for (const { kind, from, to } of spans) if (kind === 'active') total += Math.max(0, Math.min(to ?? at, at) - from)
  return total
}
