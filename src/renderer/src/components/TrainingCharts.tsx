import { useMemo } from 'react'
import type { RunView } from '../../../shared/ipc'
import { percentValue } from '../../../shared/wording'
import type { ChartLine } from '../charts/plot'
import { axisAround, axisFromZero, drawnSeries, valueLabel } from '../charts/series'
import type { Seen } from '../charts/shown'
import { seenValues } from '../charts/view'
import { lossCaption, validationCaption } from '../wording/chart-words'
import { phaseOf } from '../wording/phase'
import { NamedChart } from './NamedChart'

const lossLines: readonly ChartLine[] = [
  { colour: 'line1', width: 1, faint: true },
  { colour: 'line1', width: 1.75 },
]
const validationLines: readonly ChartLine[] = [{ colour: 'line2', width: 1.5, dots: true }]

/** The loss of a training over its time. */
export function LossChart({ run, seen }: { readonly run: RunView; readonly seen: Seen }) {
  const { axis, view } = seen
  const { loss, spans } = seen.history
  const series = useMemo(() => drawnSeries(loss, spans, axis), [loss, spans, axis])
  const drawn = useMemo(() => {
    return { data: [series.xs, series.raw, series.smooth] as never, items: series.items }
  }, [series])
  const values = useMemo(() => axisFromZero(seenValues(series.xs, series.smooth, view)), [series, view])
  const latest = series.smooth.findLast((value) => value !== null) ?? null
  return (
    <NamedChart
      series="loss"
      name="Loss"
      mark="line"
      caption={lossCaption(loss, latest, run.itemNoun)}
      {...{ seen, points: loss, values, lines: lossLines, drawn, label: valueLabel }}
    />
  )
}

/** The error on data that a training has not seen, after each epoch. */
export function ValidationChart({ run, seen }: { readonly run: RunView; readonly seen: Seen }) {
  const { axis, view } = seen
  const { validation } = seen.history
  const drawn = useMemo(() => {
    const xs = validation.map((point) => axis.toX(point.time))
    return {
      data: [xs, validation.map((point) => point.value)] as never,
      items: validation.map((point) => point.item),
      values: axisAround(
        seenValues(
          xs,
          validation.map((point) => point.value),
          view,
        ),
      ),
    }
  }, [validation, axis, view])
  return (
    <NamedChart
      series="validation"
      name="Validation error"
      mark="dot"
      caption={validationCaption(validation, phaseOf(run) === 'finished')}
      {...{ seen, points: validation, values: drawn.values, lines: validationLines, drawn, label: percentValue }}
      tickLabel={(value) => `${valueLabel(value)}\u00a0%`}
    />
  )
}
