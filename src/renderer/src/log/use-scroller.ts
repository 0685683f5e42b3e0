import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'

/** Tells an element's inner height, at first and after each change. */
export function useViewHeight(element: RefObject<HTMLDivElement | null>, onHeight: (height: number) => void): void {
  const latest = useRef(onHeight)
  latest.current = onHeight
  useLayoutEffect(() => {
    const target = element.current
    if (!target) return undefined
    latest.current(target.clientHeight)
    const observer = new ResizeObserver(() => latest.current(target.clientHeight))
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
}

/** On a scaled scroll bar a turn of the wheel would skip lines: it moves by lines' pixels instead. */
export function useScaledWheel(
  element: RefObject<HTMLDivElement | null>,
  lineHeight: number,
  onWheel: (delta: number) => boolean,
): void {
  const latest = useRef(onWheel)
  latest.current = onWheel
  useEffect(() => {
    const target = element.current
    const listener = (event: WheelEvent) => {
      const delta = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * lineHeight : event.deltaY
      if (!event.ctrlKey && latest.current(delta)) event.preventDefault()
    }
    target?.addEventListener('wheel', listener, { passive: false })
    return () => target?.removeEventListener('wheel', listener)
  }, [element, lineHeight])
}
