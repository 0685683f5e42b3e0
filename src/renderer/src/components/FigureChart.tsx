import { useMemo } from 'react'
import type { NamedSeries } from '../../../shared/run-history'
import type { ChartLine } from '../charts/plot'
import { axisOfFigure, drawnSeries, valueLabel } from '../charts/series'
import type { Seen } from '../charts/shown'
import { seenValues } from '../charts/view'
import { NamedChart } from './NamedChart'

const lines: readonly ChartLine[] = [{ colour: 'line1', width: 1.5 }]

/** A figure of a user's own run, by the name that its pattern gives it. */
export function FigureChart({ series, seen }: { readonly series: NamedSeries; readonly seen: Seen }) {
  const { name, points } = series
  const { axis, view } = seen
  const { spans } = seen.history
  const laid = useMemo(() => drawnSeries(points, spans, axis), [points, spans, axis])
  const drawn = useMemo(() => ({ data: [laid.xs, laid.raw] as never, items: laid.items }), [laid])
  const values = useMemo(() => axisOfFigure(seenValues(laid.xs, laid.raw, view)), [laid, view])
  const value = valueLabel(points.at(-1)?.value ?? 0)
  return (
    <NamedChart
      series={`figure:${name}`}
      mark="line"
      caption={{ value, note: 'found by the progress pattern' }}
      {...{ name, seen, points, values, lines, drawn, label: valueLabel }}
    />
  )
}
