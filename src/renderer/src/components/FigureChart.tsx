import { useMemo } from 'react'
import { type NamedSeries, pausesIn } from '../../../shared/run-history'
import { axisOfFigure, drawnSeries, valueLabel } from '../charts/series'
import { labelAt, type Shown } from '../charts/shown'
import { chartSummary, hoverText } from '../wording/chart-words'
import { ChartCaption } from './ChartCaption'
import { TimeChart, type ChartLine } from './TimeChart'

const lines: readonly ChartLine[] = [{ colour: 'line1', width: 1.5 }]

/** A figure of a user's own run, by the name that its pattern gives it. */
export function FigureChart({ series, shown }: { readonly series: NamedSeries; readonly shown: Shown }) {
  const { name, points } = series
  const { history, axis, now } = shown
  const { spans } = history
  const drawn = useMemo(() => drawnSeries(points, spans, axis), [points, spans, axis])
  const data = useMemo(() => [drawn.xs, drawn.raw] as never, [drawn])
  const value = valueLabel(points.at(-1)?.value ?? 0)
  return (
    <>
      <ChartCaption name={name} mark="line" caption={{ value, note: 'found by the progress pattern' }} />
      <TimeChart
        axis={axis}
        values={axisOfFigure(points.map((point) => point.value))}
        spans={spans}
        now={now}
        lines={lines}
        data={data}
        summary={chartSummary(name, points, valueLabel, pausesIn(spans).length)}
        tickLabel={valueLabel}
        readOut={(x, index) => hoverText(axis.toTime(x), labelAt(drawn.raw, index, valueLabel), spans)}
      />
    </>
  )
}
