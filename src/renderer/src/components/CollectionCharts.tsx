import { useMemo } from 'react'
import type { RunView } from '../../../shared/ipc'
import type { SeriesPoint } from '../../../shared/run-history'
import { count, plural } from '../../../shared/wording'
import { axisFromTop, drawnSeries } from '../charts/series'
import { labelAt, type Shown } from '../charts/shown'
import { pausesIn } from '../../../shared/run-history'
import { chartSummary, hoverText, queueCaption, rateCaption, type ChartCaption as Words } from '../wording/chart-words'
import { ChartCaption } from './ChartCaption'
import { TimeChart, type ChartLine } from './TimeChart'

const rateLines: readonly ChartLine[] = [{ colour: 'line1', width: 1.5 }]
const queueLines: readonly ChartLine[] = [{ colour: 'line2', width: 1.5 }]

/** How many listings a minute a collection has done over its time. */
export function RateChart({ run, shown }: { readonly run: RunView; readonly shown: Shown }) {
  const noun = plural(run.itemNoun)
  const name = `${noun.charAt(0).toUpperCase()}${noun.slice(1)} per minute`
  return <CountChart shown={shown} name={name} points={shown.history.rate} caption={rateCaption(run)} mark="line" />
}

/** How many known listings were still to be fetched. */
export function QueueChart({ run, shown }: { readonly run: RunView; readonly shown: Shown }) {
  return <CountChart shown={shown} name="Queue" points={shown.history.queue} caption={queueCaption(run)} mark="line2" />
}

function CountChart(props: {
  readonly shown: Shown
  readonly name: string
  readonly points: readonly SeriesPoint[]
  readonly caption: Words
  readonly mark: 'line' | 'line2'
}) {
  const { shown, name, points, caption, mark } = props
  const { history, axis, now } = shown
  const { spans } = history
  const series = useMemo(() => drawnSeries(points, spans, axis), [points, spans, axis])
  const data = useMemo(() => [series.xs, series.raw] as never, [series])
  const values = useMemo(() => axisFromTop(points.map((point) => point.value)), [points])
  return (
    <>
      <ChartCaption name={name} mark={mark} caption={caption} />
      <TimeChart
        axis={axis}
        values={values}
        spans={spans}
        now={now}
        lines={mark === 'line' ? rateLines : queueLines}
        data={data}
        summary={chartSummary(name, points, count, pausesIn(history.spans).length)}
        tickLabel={count}
        readOut={(x, index) => hoverText(axis.toTime(x), labelAt(series.raw, index, count), spans)}
      />
    </>
  )
}
