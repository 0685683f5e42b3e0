import { Ellipsis } from 'lucide-react'
import { useCallback, useRef } from 'react'
import type uPlot from 'uplot'
import type { ChartSeries } from '../../../shared/chart-files'
import { pausesIn, type SeriesPoint } from '../../../shared/run-history'
import { pictureOf } from '../charts/picture'
import type { ChartLine } from '../charts/plot'
import type { ValueAxis } from '../charts/series'
import type { Seen } from '../charts/shown'
import { zoomedView, zoomStep } from '../charts/view'
import { saveChartImage, saveChartValues } from '../commands'
import { chartSummary, readOutText, type ChartCaption as Words } from '../wording/chart-words'
import { ChartCaption } from './ChartCaption'
import { MenuButton } from './Menu'
import { TimeChart } from './TimeChart'

/** One of a run's charts: its name and latest value, what can be done with it, and the plot. */
export function NamedChart(props: {
  readonly series: ChartSeries
  readonly name: string
  readonly mark: 'line' | 'line2' | 'dot'
  readonly caption: Words
  readonly seen: Seen
  readonly points: readonly SeriesPoint[]
  readonly values: ValueAxis
  readonly lines: readonly ChartLine[]
  /** Positions, values, items: as they are drawn; what is read out are the last values. */
  readonly drawn: {
    readonly data: uPlot.AlignedData
    readonly items: readonly (number | null)[]
  }
  readonly label: (value: number) => string
  readonly tickLabel?: (value: number) => string
}) {
  const { series, name, caption, seen, values, drawn, label, tickLabel = label } = props
  const { axis, view, history, itemNoun } = seen
  const plot = useRef<uPlot | null>(null)
  const onPlot = useCallback((drawing: uPlot | null) => {
    plot.current = drawing
  }, [])
  const read = drawn.data.at(-1) as readonly (number | null)[]
  return (
    <>
      <ChartCaption name={name} mark={props.mark} caption={caption}>
        <ChartMenu
          name={name}
          seen={seen}
          saveImage={() => {
            if (!plot.current) return
            const picture = pictureOf(plot.current, { name, ...caption, axis, view, values, tickLabel })
            void picture.then((png) => saveChartImage(seen.profileId, series, png))
          }}
          saveValues={() => saveChartValues(seen.profileId, series)}
        />
      </ChartCaption>
      <TimeChart
        name={name}
        axis={axis}
        view={view}
        values={values}
        spans={history.spans}
        now={seen.now}
        lines={props.lines}
        data={drawn.data}
        summary={chartSummary(name, props.points, label, pausesIn(history.spans).length)}
        tickLabel={tickLabel}
        readOut={(x, index) => {
          const value = index === null ? null : read[index]
          const item = index === null ? null : (drawn.items[index] ?? null)
          return readOutText(seen, axis.toTime(x), {
            item: item === null ? null : { noun: itemNoun, number: item },
            value: typeof value === 'number' ? label(value) : null,
          })
        }}
        onView={seen.onView}
        onPlot={onPlot}
      />
    </>
  )
}

function ChartMenu(props: {
  readonly name: string
  readonly seen: Seen
  readonly saveImage: () => void
  readonly saveValues: () => void
}) {
  const { name, saveImage, saveValues } = props
  const { view, axis, onView } = props.seen
  const zoom = (by: number) => () => {
    const next = zoomedView(view, by, (view.from + view.to) / 2, axis.length)
    onView(next.to - next.from >= axis.length ? null : next)
  }
  return (
    <MenuButton
      label={`${name} chart actions`}
      icon={<Ellipsis size={16} strokeWidth={1.75} aria-hidden="true" />}
      kind="ghost"
      size="tiny"
      className="chart-menu"
      items={[
        { label: 'Zoom in', keys: '+', onSelect: zoom(zoomStep) },
        { label: 'Zoom out', keys: '−', onSelect: zoom(1 / zoomStep) },
        { label: 'Reset zoom', keys: '0', onSelect: () => onView(null) },
        null,
        { label: 'Save as PNG…', onSelect: saveImage },
        { label: 'Save values as CSV…', onSelect: saveValues },
      ]}
    />
  )
}
