import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef, useState } from 'react'
import uPlot from 'uplot'
import type { ActivitySpan } from '../../../shared/run-history'
import type { ClockAxis } from '../charts/clock-axis'
import { chartColours, drawLevel, drawStill, type ChartColours } from '../charts/draw'
import type { ValueAxis } from '../charts/series'
import { useMedia } from '../use-window'

/** More dots than this would run together into a band; then the line says it alone. */
const mostDots = 40

/** One line of a chart. */
export interface ChartLine {
  readonly colour: 'line1' | 'line2'
  readonly width: number
  readonly faint?: boolean
  readonly dots?: boolean
}

/** What a chart draws: `data` holds positions on the axis, then one list of values for each line. */
export interface TimeChartProps {
  readonly axis: ClockAxis
  readonly values: ValueAxis
  readonly spans: readonly ActivitySpan[]
  readonly now: number
  readonly lines: readonly ChartLine[]
  readonly data: uPlot.AlignedData
  readonly summary: string
  readonly tickLabel: (value: number) => string
  readonly readOut: (x: number, index: number | null) => string
}

/** A chart on the clock axis, over the stretches in which the run was paused. */
export function TimeChart(props: TimeChartProps) {
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const latest = useRef(props)
  latest.current = props
  const [hover, setHover] = useState<{ readonly left: number; readonly text: string } | null>(null)
  const dark = useMedia('(prefers-color-scheme: dark)')
  useEffect(() => {
    const element = host.current
    if (!element) return undefined
    const chart = new uPlot(
      chartOptions(element, () => latest.current, setHover),
      latest.current.data,
      element,
    )
    plot.current = chart
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element
      if (width > 0 && height > 0 && (width !== chart.width || height !== chart.height))
        chart.setSize({ width, height })
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      chart.destroy()
    }
  }, [dark])
  useEffect(() => plot.current?.setData(props.data), [props.data])
  const { from, to, ticks } = props.values
  return (
    <div className="plot">
      {ticks.map((tick) => (
        <span
          key={tick}
          className="plot-level"
          style={{ bottom: `${((tick - from) / (to - from)) * 100}%` }}
          aria-hidden="true"
        >
          {props.tickLabel(tick)}
        </span>
      ))}
      <div ref={host} className="plot-canvas" role="img" aria-label={props.summary} />
      {hover && (
        <span className="plot-hover" style={{ left: `${hover.left}px` }} aria-hidden="true">
          {hover.text}
        </span>
      )}
    </div>
  )
}

type Hover = { readonly left: number; readonly text: string } | null

function chartOptions(
  element: HTMLElement,
  props: () => TimeChartProps,
  setHover: (hover: Hover) => void,
): uPlot.Options {
  const colours = chartColours()
  return {
    width: Math.max(1, element.clientWidth),
    height: Math.max(1, element.clientHeight),
    padding: [0, 0, 0, 0],
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: {
      x: { time: false, range: () => [0, props().axis.length] },
      y: { range: () => [props().values.from, props().values.to] },
    },
    series: [{}, ...props().lines.map((line) => seriesOptions(line, colours))],
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false }, sync: { key: 'fermata' } },
    hooks: {
      drawClear: [(chart) => drawGround(chart, props(), colours)],
      setCursor: [
        (chart) => {
          const { left = -1, idx, event } = chart.cursor
          // A cursor that only follows the other chart's has no event of its own.
          setHover(left < 0 || !event ? null : { left, text: props().readOut(chart.posToVal(left, 'x'), idx ?? null) })
        },
      ],
    },
  }
}

function seriesOptions(line: ChartLine, colours: ChartColours): uPlot.Series {
  const stroke = colours[line.colour]
  return {
    stroke,
    width: line.width,
    alpha: line.faint ? 0.3 : 1,
    points: {
      show: (chart) => line.dots === true && chart.data[0].length <= mostDots,
      size: 9,
      width: 1.5,
      fill: stroke,
      stroke: colours.surface,
    },
  }
}

function drawGround(chart: uPlot, { values, spans, axis, now }: TimeChartProps, colours: ChartColours): void {
  const { ctx, bbox } = chart
  const scale = uPlot.pxRatio
  for (const tick of values.ticks) {
    const y = chart.valToPos(tick, 'y', true) - (tick === values.from ? scale : 0)
    drawLevel(ctx, { ...bbox, top: y, height: scale }, tick === values.from ? colours.base : colours.grid)
  }
  for (const span of spans) {
    if (span.kind === 'active') continue
    const left = chart.valToPos(axis.toX(span.from), 'x', true)
    const right = chart.valToPos(axis.toX(span.to ?? now), 'x', true)
    const box = { left, top: bbox.top, width: Math.max(scale, right - left), height: bbox.height }
    drawStill(ctx, box, span.kind === 'paused' ? colours.paused : colours.asleep, scale)
  }
}
