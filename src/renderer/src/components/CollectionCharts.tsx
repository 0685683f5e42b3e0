import { useMemo } from 'react'
import type { RunView } from '../../../shared/ipc'
import { count, plural } from '../../../shared/wording'
import type { ChartLine } from '../charts/plot'
import { axisFromTop, drawnSeries } from '../charts/series'
import type { Seen } from '../charts/shown'
import { seenValues } from '../charts/view'
import { queueCaption, rateCaption, type ChartCaption as Words } from '../wording/chart-words'
import { NamedChart } from './NamedChart'

const rateLines: readonly ChartLine[] = [{ colour: 'line1', width: 1.5 }]
const queueLines: readonly ChartLine[] = [{ colour: 'line2', width: 1.5 }]

/** How many listings a minute a collection has done over its time. */
export function RateChart({ run, seen }: { readonly run: RunView; readonly seen: Seen }) {
  const noun = plural(run.itemNoun)
  const name = `${noun.charAt(0).toUpperCase()}${noun.slice(1)} per minute`
  return <CountChart seen={seen} series="rate" name={name} caption={rateCaption(run)} />
}

/** How many known listings were still to be fetched. */
export function QueueChart({ run, seen }: { readonly run: RunView; readonly seen: Seen }) {
  return <CountChart seen={seen} series="queue" name="Queue" caption={queueCaption(run)} />
}

function CountChart(props: {
  readonly seen: Seen
  readonly series: 'rate' | 'queue'
  readonly name: string
  readonly caption: Words
}) {
  const { seen, series, name, caption } = props
  const { history, axis, view } = seen
  const { spans } = history
  const points = history[series]
  const laid = useMemo(() => drawnSeries(points, spans, axis), [points, spans, axis])
  const drawn = useMemo(() => ({ data: [laid.xs, laid.raw] as never, items: laid.items }), [laid])
  const values = useMemo(() => axisFromTop(seenValues(laid.xs, laid.raw, view)), [laid, view])
  return (
    <NamedChart
      mark={series === 'rate' ? 'line' : 'line2'}
      lines={series === 'rate' ? rateLines : queueLines}
      {...{ series, name, caption, seen, points, values, drawn, label: count }}
    />
  )
}
