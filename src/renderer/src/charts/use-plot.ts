import { type RefObject, useEffect, useRef, useState } from 'react'
import type uPlot from 'uplot'
import { useMedia } from '../use-window'
import { makePlot, type Plotted, type PlotListener } from './plot'

/** Keeps a plot in an element, drawn anew when what it shows, the theme or its size changes. */
export function usePlot(host: RefObject<HTMLDivElement | null>, shown: Plotted, listener: PlotListener): uPlot | null {
  const [plot, setPlot] = useState<uPlot | null>(null)
  const latest = useRef({ shown, listener })
  latest.current = { shown, listener }
  const dark = useMedia('(prefers-color-scheme: dark)')
  useEffect(() => {
    const element = host.current
    if (!element) return undefined
    const chart = makePlot(element, () => latest.current.shown, {
      pointed: (place) => latest.current.listener.pointed(place),
      selected: (view) => latest.current.listener.selected(view),
    })
    setPlot(chart)
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
  }, [dark, host])
  const { data, view } = shown
  const { from, to } = view
  // Setting the data asks for the view and the axis of values too.
  useEffect(() => plot?.setData(data), [plot, data, from, to])
  return plot
}
