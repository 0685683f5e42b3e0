import { useMemo } from 'react'
import type { RunView } from '../../../shared/ipc'
import type { RunHistory } from '../../../shared/run-history'
import { percentValue } from '../../../shared/wording'
import { clockAxis, type ClockAxis } from '../charts/clock-axis'
import { axisAround, axisFromZero, drawnSeries, valueLabel } from '../charts/series'
import { useHistory } from '../run-store'
import { useNow } from '../use-now'
import { useCalm } from '../use-window'
import { chartSummary, hoverText, lossCaption, validationCaption, type ChartCaption } from '../wording/chart-words'
import { isActive, phaseOf } from '../wording/phase'
import { ActivityRibbon } from './ActivityRibbon'
import { ClockLabels } from './ClockLabels'
import { TimeChart, type ChartLine } from './TimeChart'

const lossLines: readonly ChartLine[] = [
  { colour: 'line1', width: 1, faint: true },
  { colour: 'line1', width: 1.75 },
]
const validationLines: readonly ChartLine[] = [{ colour: 'line2', width: 1.5, dots: true }]

interface Shown {
  readonly history: RunHistory
  readonly axis: ClockAxis
  readonly now: number
}

/** The run's time as a ribbon, and its figures over the same time; drawn at most four times a second. */
export function Charts({ run }: { readonly run: RunView }) {
  const latest = useHistory(run.profileId)
  const active = isActive(phaseOf(run))
  const endedAt = run.state.kind === 'ended' ? run.state.at : null
  const tick = useNow(active ? 10_000 : 600_000)
  const beat = active ? Math.floor(tick / 10_000) : 0
  // A new object only when there is something new to draw: a chart that shows the same stays as it is.
  const fresh = useMemo(() => ({ history: latest, beat, endedAt }), [latest, beat, endedAt])
  const calm = useCalm(fresh)
  const { history } = calm
  const shown = useMemo(() => shownOf(calm.history, calm.endedAt), [calm])
  if (history.spans.length === 0) return null
  const { loss, validation } = history
  return (
    <section aria-label="Charts" className="charts">
      <ActivityRibbon spans={history.spans} axis={shown.axis} now={shown.now} />
      {loss.length > 1 && <LossChart run={run} shown={shown} />}
      {validation.length > 0 && <ValidationChart run={run} shown={shown} />}
      {(loss.length > 1 || validation.length > 0) && <ClockLabels axis={shown.axis} isNow={active} />}
    </section>
  )
}

function shownOf(history: RunHistory, endedAt: number | null): Shown {
  const now = endedAt ?? Date.now()
  return { history, now, axis: clockAxis(history.spans, now) }
}

function LossChart({ run, shown }: { readonly run: RunView; readonly shown: Shown }) {
  const { history, axis, now } = shown
  const { loss, spans } = history
  const series = useMemo(() => drawnSeries(loss, spans, axis), [loss, spans, axis])
  const smooth = series.smooth.filter((value) => value !== null)
  const data = useMemo(() => [series.xs, series.raw, series.smooth] as never, [series])
  return (
    <>
      <Caption name="Loss" mark="line" caption={lossCaption(loss, smooth.at(-1) ?? null, run.itemNoun)} />
      <TimeChart
        axis={axis}
        values={axisFromZero(smooth)}
        spans={spans}
        now={now}
        lines={lossLines}
        data={data}
        summary={chartSummary('Loss', loss, valueLabel, pausesIn(history))}
        tickLabel={valueLabel}
        readOut={(x, index) => hoverText(axis.toTime(x), labelAt(series.smooth, index, valueLabel), spans)}
      />
    </>
  )
}

function ValidationChart({ run, shown }: { readonly run: RunView; readonly shown: Shown }) {
  const { history, axis, now } = shown
  const { validation, spans } = history
  const values = validation.map((point) => point.value)
  const data = useMemo(
    () => [validation.map((point) => axis.toX(point.time)), validation.map((point) => point.value)] as never,
    [validation, axis],
  )
  return (
    <>
      <Caption
        name="Validation error"
        mark="dot"
        caption={validationCaption(validation, phaseOf(run) === 'finished')}
      />
      <TimeChart
        axis={axis}
        values={axisAround(values)}
        spans={spans}
        now={now}
        lines={validationLines}
        data={data}
        summary={chartSummary('Validation error', validation, percentValue, pausesIn(history))}
        tickLabel={(value) => `${valueLabel(value)}\u00a0%`}
        readOut={(x, index) => hoverText(axis.toTime(x), labelAt(values, index, percentValue), spans)}
      />
    </>
  )
}

function Caption({
  name,
  mark,
  caption,
}: {
  readonly name: string
  readonly mark: 'line' | 'dot'
  readonly caption: ChartCaption
}) {
  return (
    <div className="chart-caption">
      <span className="chart-mark" data-mark={mark} />
      <span>{name}</span>
      <strong>{caption.value}</strong>
      <span className="muted">{caption.note}</span>
    </div>
  )
}

function labelAt(
  values: readonly (number | null)[],
  index: number | null,
  label: (value: number) => string,
): string | null {
  const value = index === null ? null : values[index]
  return typeof value === 'number' ? label(value) : null
}

function pausesIn(history: RunHistory): number {
  return history.spans.filter((span) => span.kind === 'paused').length
}
