import 'uplot/dist/uPlot.min.css'
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react'
import type uPlot from 'uplot'
import type { Plotted } from '../charts/plot'
import { usePlot } from '../charts/use-plot'
import { isWhole, movedView, type View, viewWith, zoomedView, zoomStep } from '../charts/view'

/** What a chart shows and says; it is told where to zoom to, and tells where a person wants to. */
export interface TimeChartProps extends Plotted {
  readonly name: string
  readonly summary: string
  readonly tickLabel: (value: number) => string
  /** What is read at a place: in the words of the chart. */
  readonly readOut: (x: number, index: number | null) => string
  /** Null for all of the axis. */
  readonly onView: (view: View | null) => void
  /** Hears which plot is drawn, to make a picture of it. */
  readonly onPlot?: (plot: uPlot | null) => void
}

interface Hover {
  readonly left: number
  readonly text: string
}

/** A chart on the clock axis, over the stretches in which the run was paused; read and zoomed by pointer and by keys. */
export function TimeChart(props: TimeChartProps) {
  const host = useRef<HTMLDivElement>(null)
  const reader = useRef<HTMLDivElement>(null)
  const [hover, setHover] = useState<Hover | null>(null)
  const plot = usePlot(host, props, {
    pointed: (place) => setHover(place && { left: place.left, text: props.readOut(place.x, place.index) }),
    selected: (view) => props.onView(view),
  })
  const { onPlot } = props
  useEffect(() => onPlot?.(plot), [plot, onPlot])
  useWheel(host, plot, props)
  const { from, to, ticks } = props.values
  return (
    <div className="plot" onPointerDown={() => reader.current?.focus({ preventScroll: true })}>
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
      <PlotReader box={reader} plot={plot} chart={props} show={setHover} />
      {hover && (
        <span className="plot-hover" style={sideOf(hover.left, plot?.width ?? 0)} aria-hidden="true">
          {hover.text}
        </span>
      )}
    </div>
  )
}

/** Beside the pointer, on the side where there is more room. */
function sideOf(left: number, width: number): { left: string } | { right: string } {
  return left > width / 2 ? { right: `${width - left + 8}px` } : { left: `${left + 8}px` }
}

/** With Ctrl, as pinching on a touchpad comes too: the wheel alone scrolls the page. */
function useWheel(host: RefObject<HTMLDivElement | null>, plot: uPlot | null, props: TimeChartProps): void {
  const latest = useRef(props)
  latest.current = props
  useEffect(() => {
    const element = host.current
    if (!element || !plot) return undefined
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      const { view, axis, onView } = latest.current
      const around = plot.posToVal(event.clientX - element.getBoundingClientRect().left, 'x')
      const next = zoomedView(view, zoomStep ** (-event.deltaY / 240), around, axis.length)
      onView(isWhole(next, axis.length) ? null : next)
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [host, plot])
}

/** Reads the chart point by point with the keyboard. It lies over the chart and lets the pointer through. */
function PlotReader(props: {
  readonly box: RefObject<HTMLDivElement | null>
  readonly plot: uPlot | null
  readonly chart: TimeChartProps
  readonly show: (hover: Hover | null) => void
}) {
  const { plot, chart, show } = props
  const { view, axis, data, onView } = chart
  const [xs, values] = [data[0], data.at(-1) ?? []] as unknown as readonly [number[], (number | null)[]]
  const [chosen, setChosen] = useState<number | null>(null)
  const last = xs.findLastIndex((x, index) => x <= view.to && typeof values[index] === 'number')
  const at = Math.min(chosen ?? last, xs.length - 1)
  const text = at < 0 ? 'No values yet' : chart.readOut(xs[at] ?? 0, at)
  const go = (index: number) => {
    const x = xs[index]
    if (x === undefined) return
    setChosen(index)
    const next = viewWith(view, x, axis.length)
    if (next !== view) onView(next)
    const left = ((x - next.from) / (next.to - next.from)) * (plot?.width ?? 0)
    plot?.setCursor({ left, top: 0 }, false)
    show({ left, text: chart.readOut(x, index) })
  }
  const zoomTo = (next: View) => {
    show(null)
    onView(isWhole(next, axis.length) ? null : next)
  }
  const keysId = useId()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act = keyOf(
      event,
      { view, axis, values, at, around: Math.min(view.to, Math.max(view.from, xs[at] ?? view.to)) },
      { go, zoomTo },
    )
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return (
    <div
      ref={props.box}
      className="plot-reader"
      role="slider"
      tabIndex={0}
      aria-label={`${chart.name}, values`}
      aria-describedby={keysId}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, xs.length - 1)}
      aria-valuenow={Math.max(0, at)}
      aria-valuetext={text}
      onKeyDown={onKeyDown}
      onBlur={() => {
        setChosen(null)
        show(null)
      }}
    >
      <span id={keysId} hidden>
        Left and right read the values, plus and minus zoom, Shift with left and right moves, 0 shows all.
      </span>
    </div>
  )
}

interface Place {
  readonly view: View
  readonly axis: TimeChartProps['axis']
  readonly values: readonly (number | null)[]
  readonly at: number
  readonly around: number
}

interface Ways {
  go(index: number): void
  zoomTo(view: View): void
}

/** What a key does; null for a key that is none of the chart's. */
function keyOf({ key, shiftKey }: KeyboardEvent, place: Place, { go, zoomTo }: Ways): (() => void) | null {
  const { view, axis, values, at, around } = place
  const isZoomed = !isWhole(view, axis.length)
  const isThere = (value: number | null) => typeof value === 'number'
  const arrow = { ArrowLeft: -1, ArrowRight: 1 }[key]
  if (arrow !== undefined && shiftKey) return () => zoomTo(movedView(view, arrow / 4, axis.length))
  if (key === 'ArrowLeft') return () => go(values.findLastIndex((value, index) => index < at && isThere(value)))
  if (key === 'ArrowRight') return () => go(values.findIndex((value, index) => index > at && isThere(value)))
  if (key === 'Home') return () => go(values.findIndex(isThere))
  if (key === 'End') return () => go(values.findLastIndex(isThere))
  if (key === '+' || key === '=') return () => zoomTo(zoomedView(view, zoomStep, around, axis.length))
  if (key === '-') return () => zoomTo(zoomedView(view, 1 / zoomStep, around, axis.length))
  if (key === '0' || (key === 'Escape' && isZoomed)) return () => zoomTo({ from: 0, to: axis.length })
  return null
}
