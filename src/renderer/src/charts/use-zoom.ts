import { useCallback, useState } from 'react'
import type { ClockAxis } from './clock-axis'
import { type View, viewOf, type Zoom } from './view'

/** The part of a run's time that its charts show; it starts anew with each run that is shown. */
export function useZoom(axis: ClockAxis): {
  readonly view: View
  readonly isZoomed: boolean
  readonly onView: (view: View | null) => void
} {
  const [zoom, setZoom] = useState<Zoom>(null)
  const onView = useCallback(
    (view: View | null) => setZoom(view && { from: axis.toTime(view.from), to: axis.toTime(view.to) }),
    [axis],
  )
  return { view: viewOf(axis, zoom), isZoomed: zoom !== null, onView }
}
