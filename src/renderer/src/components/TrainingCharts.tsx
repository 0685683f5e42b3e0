import { useMemo } from 'react'
import type { RunView } from '../../../shared/ipc'
import { percentValue } from '../../../shared/wording'
import { axisAround, axisFromZero, drawnSeries, valueLabel } from '../charts/series'
import { labelAt, type Shown } from '../charts/shown'
import { pausesIn } from '../../../shared/run-history'
import { chartSummary, hoverText, lossCaption, validationCaption } from '../wording/chart-words'
import { phaseOf } from '../wording/phase'
import { ChartCaption } from './ChartCaption'
import { TimeChart, type ChartLine } from './TimeChart'

const lossLines: readonly ChartLine[] = [
  { colour: 'line1', width: 1, faint: true },
  { colour: 'line1', width: 1.75 },
]
const validationLines: readonly ChartLine[] = [{ colour: 'line2', width: 1.5, dots: true }]

/** The loss of a training over its time. */
export function LossChart({ run, shown }: { readonly run: RunView; readonly shown: Shown }) {
  const { history, axis, now } = shown
  const { loss, spans } = history
  const series = useMemo(() => drawnSeries(loss, spans, axis), [loss, spans, axis])
  const smooth = series.smooth.filter((value) => value !== null)
  const data = useMemo(() => [series.xs, series.raw, series.smooth] as never, [series])
  return (
    <>
      <ChartCaption name="Loss" mark="line" caption={lossCaption(loss, smooth.at(-1) ?? null, run.itemNoun)} />
      <TimeChart
        axis={axis}
        values={axisFromZero(smooth)}
        spans={spans}
        now={now}
        lines={lossLines}
        data={data}
        summary={chartSummary('Loss', loss, valueLabel, pausesIn(history.spans).length)}
        tickLabel={valueLabel}
        readOut={(x, index) => hoverText(axis.toTime(x), labelAt(series.smooth, index, valueLabel), spans)}
      />
    </>
  )
}

/** The error on data that a training has not seen, after each epoch. */
export function ValidationChart({ run, shown }: { readonly run: RunView; readonly shown: Shown }) {
  const { history, axis, now } = shown
  const { validation, spans } = history
  const values = validation.map((point) => point.value)
  const data = useMemo(
    () => [validation.map((point) => axis.toX(point.time)), validation.map((point) => point.value)] as never,
    [validation, axis],
  )
  return (
    <>
      <ChartCaption
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
        summary={chartSummary('Validation error', validation, percentValue, pausesIn(history.spans).length)}
        tickLabel={(value) => `${valueLabel(value)}\u00a0%`}
        readOut={(x, index) => hoverText(axis.toTime(x), labelAt(values, index, percentValue), spans)}
      />
    </>
  )
}
