import uPlot from 'uplot'
import type { ActivitySpan } from '../../../shared/run-history'
import type { ClockAxis } from './clock-axis'
import { chartColours, drawLevel, drawStill, type ChartColours } from './draw'
import type { ValueAxis } from './series'
import type { View } from './view'

/** More dots than this would run together into a band; then the line says it alone. */
const mostDots = 40
/** A press that moves less than this, in pixels, is a click and selects nothing. */
const leastDrag = 5

/** One line of a chart. */
export interface ChartLine {
  readonly colour: 'line1' | 'line2'
  readonly width: number
  readonly faint?: boolean
  readonly dots?: boolean
}

/** What is drawn: `data` holds positions on the axis, then one list of values for each line. */
export interface Plotted {
  readonly axis: ClockAxis
  readonly view: View
  readonly values: ValueAxis
  readonly spans: readonly ActivitySpan[]
  readonly now: number
  readonly lines: readonly ChartLine[]
  readonly data: uPlot.AlignedData
}

/** What a plot tells of the pointer: the place it points at (`left` in pixels), and what was selected with it. */
export interface PlotListener {
  pointed(place: { readonly left: number; readonly x: number; readonly index: number | null } | null): void
  selected(view: View): void
}

/** Draws a chart into an element; what it shows is asked for anew at each drawing. */
export function makePlot(element: HTMLElement, plotted: () => Plotted, listener: PlotListener): uPlot {
  const colours = chartColours()
  const options: uPlot.Options = {
    width: Math.max(1, element.clientWidth),
    height: Math.max(1, element.clientHeight),
    padding: [0, 0, 0, 0],
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: {
      x: { time: false, range: () => [plotted().view.from, plotted().view.to] },
      y: { range: () => [plotted().values.from, plotted().values.to] },
    },
    series: [{}, ...plotted().lines.map((line) => seriesOptions(line, colours))],
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false, dist: leastDrag },
      bind: { dblclick: () => null },
      sync: { key: 'fermata' },
    },
    hooks: {
      drawClear: [(chart) => drawGround(chart, plotted(), colours)],
      setCursor: [(chart) => listener.pointed(pointedAt(chart))],
      setSelect: [(chart) => takeSelection(chart, listener)],
    },
  }
  return new uPlot(options, plotted().data, element)
}

/** A cursor that only follows the other chart's has no event of its own. */
function pointedAt(chart: uPlot) {
  const { left = -1, idx, event } = chart.cursor
  return left < 0 || !event ? null : { left, x: chart.posToVal(left, 'x'), index: idx ?? null }
}

function takeSelection(chart: uPlot, listener: PlotListener): void {
  const { left, width } = chart.select
  if (width < leastDrag) return
  const view = { from: chart.posToVal(left, 'x'), to: chart.posToVal(left + width, 'x') }
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
  // The other charts follow the drag; only the one that was dragged on has an event.
  if (chart.cursor.event) listener.selected(view)
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

function drawGround(chart: uPlot, { values, spans, axis, now }: Plotted, colours: ChartColours): void {
  const { ctx, bbox } = chart
  const scale = uPlot.pxRatio
  for (const tick of values.ticks) {
    const y = chart.valToPos(tick, 'y', true) - (tick === values.from ? scale : 0)
    drawLevel(ctx, { ...bbox, top: y, height: scale }, tick === values.from ? colours.base : colours.grid)
  }
  const [start, end] = [bbox.left - scale, bbox.left + bbox.width + scale]
  for (const span of spans) {
    if (span.kind === 'active') continue
    const left = Math.max(start, chart.valToPos(axis.toX(span.from), 'x', true))
    const right = Math.min(end, chart.valToPos(axis.toX(span.to ?? now), 'x', true))
    if (right < start || left > end) continue
    const box = { left, top: bbox.top, width: Math.max(scale, right - left), height: bbox.height }
    drawStill(ctx, box, span.kind === 'paused' ? colours.paused : colours.asleep, scale)
  }
}
