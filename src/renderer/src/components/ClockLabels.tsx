import { useEffect, useRef, useState } from 'react'
import { clock, clockSeconds } from '../../../shared/wording'
import { clockTicks, type ClockAxis } from '../charts/clock-axis'
import type { View } from '../charts/view'

/** Room that one label needs, in pixels. */
const labelRoom = 84
/** Labels nearer than this to the right end would touch what stands there. */
const endRoom = 60

/** The times under the charts, and the end of the axis: `now`, or when the run ended. */
export function ClockLabels(props: { readonly axis: ClockAxis; readonly view: View; readonly isNow: boolean }) {
  const { axis, view } = props
  const row = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(600)
  useEffect(() => {
    const element = row.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const ticks = clockTicks(axis, Math.max(2, Math.floor(width / labelRoom)), view)
  const inPixels = (x: number) => ((x - view.from) / (view.to - view.from)) * width
  const isNow = props.isNow && view.to >= axis.length
  return (
    <div ref={row} className="clock-labels" aria-hidden="true">
      {ticks
        .filter((tick) => inPixels(tick.x) < width - endRoom && inPixels(tick.x) > 16)
        .map((tick) => (
          <span key={tick.x} style={{ left: `${inPixels(tick.x)}px` }}>
            {tick.label}
          </span>
        ))}
      <strong>{isNow ? 'now' : (view.to - view.from < 120_000 ? clockSeconds : clock)(axis.toTime(view.to))}</strong>
    </div>
  )
}
