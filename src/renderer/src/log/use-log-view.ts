import { useEffect, useLayoutEffect, useReducer, useRef, type RefObject } from 'react'
import { LogCache, type LogPage } from './log-cache'
import type { LogConnection } from './log-connection'
import type { ShownLog } from './use-log'
import { lineHeight, scrollMap, topFor, visibleLines, type ScrollMap } from './scroll-map'

/** What is in sight of a log, and the ways to move in it. */
export interface LogView {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly cache: LogCache
  readonly lines: number
  readonly top: number
  readonly viewHeight: number
  readonly map: ScrollMap
  readonly first: number
  readonly last: number
  readonly follows: boolean
  readonly current: number | null
  scrollTo(top: number): void
  jumpTo(line: number): void
  follow(on: boolean): void
  onScroll(): void
}

async function readPage(connection: LogConnection, first: number, count: number): Promise<LogPage | null> {
  const answer = await connection.ask('lines', { first, count })
  return answer.ok ? { lines: answer.value.rows, lineCount: connection.size.lineCount } : null
}

interface Place {
  top: number
  viewHeight: number
  follows: boolean
  current: number | null
  lines: number
  /** The scroll position that the code has set itself: its event is not the user's. */
  set: number
}

/** Keeps a place in a log of any length while it grows. Draws anew only when something has changed. */
export function useLogView({ connection, size }: ShownLog): LogView {
  const [, draw] = useReducer((count: number) => count + 1, 0)
  const scroller = useRef<HTMLDivElement>(null)
  const place = useRef<Place>({ top: 0, viewHeight: 0, follows: true, current: null, lines: 0, set: -1 }).current
  const cache = useRef<LogCache>(null)
  cache.current ??= new LogCache((first, count) => readPage(connection, first, count), draw)
  cache.current.grow(size.lineCount)
  const known = cache.current.lineCount
  place.lines = place.follows ? Math.min(known, Math.max(place.lines, cache.current.readEnd)) : known
  const map = scrollMap(place.lines, place.viewHeight)
  place.top = place.follows ? map.maxTop : Math.min(place.top, map.maxTop)
  const shown = visibleLines(place.top, place.viewHeight, place.lines)

  useEffect(() => {
    if (place.follows) cache.current?.want(known - Math.ceil(place.viewHeight / lineHeight), known)
    cache.current?.want(shown.first, shown.last)
  })
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const wished = place.top / map.scale
    if (Math.abs(element.scrollTop - wished) >= 1) element.scrollTop = wished
    place.set = element.scrollTop
  })
  useViewHeight(scroller, (height) => {
    place.viewHeight = height
    draw()
  })
  useScaledWheel(scroller, (delta) => {
    if (map.scale === 1) return false
    move(place, place.top + delta, map)
    draw()
    return true
  })

  return {
    ...place,
    ...shown,
    scroller,
    cache: cache.current,
    map,
    scrollTo(top) {
      move(place, top, map)
      draw()
    },
    jumpTo(line) {
      place.follows = false
      place.current = line
      place.top = topFor(line, place.viewHeight, scrollMap(known, place.viewHeight).maxTop)
      draw()
    },
    follow(on) {
      place.follows = on
      if (on) place.current = null
      draw()
    },
    onScroll() {
      const element = scroller.current
      if (!element) return
      const position = element.scrollTop
      // A window that has just grown moves the scroll bar by itself, before its new height is known here.
      if (Math.abs(position - place.set) < 1 || element.clientHeight !== place.viewHeight) return
      place.set = position
      move(place, position * map.scale, map)
      draw()
    },
  }
}

/** Scrolling away from the end stops following, scrolling back to it takes it up again. */
function move(place: Place, top: number, map: ScrollMap): void {
  place.top = Math.max(0, Math.min(map.maxTop, top))
  place.follows = place.top >= map.maxTop - 1
}

function useViewHeight(element: RefObject<HTMLDivElement | null>, onHeight: (height: number) => void): void {
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
function useScaledWheel(element: RefObject<HTMLDivElement | null>, onWheel: (delta: number) => boolean): void {
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
  }, [element])
}
