import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, type RefObject } from 'react'
import { useViewStore } from '../view-store'
import type { LogSession } from './log-session'
import { Places } from './places'
import { scrollMap, topFor, visiblePlaces, type ScrollMap } from './scroll-map'
import { lineHeightOf } from './text-size'
import { useScaledWheel, useViewHeight } from './use-scroller'

/** What is in sight of a log, and the ways to move in it. */
export interface LogView {
  readonly session: LogSession
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly places: Places
  readonly top: number
  readonly viewHeight: number
  readonly lineHeight: number
  readonly map: ScrollMap
  /** The places in sight. */
  readonly first: number
  readonly last: number
  readonly follows: boolean
  /** The line that was jumped to last. */
  readonly current: number | null
  scrollTo(top: number): void
  /** Goes to a line, or to the next one in the view when the filter hides it. */
  jumpTo(line: number): void
  /** Goes to a line whose row is known. */
  jumpToRow(row: number, line: number): void
  follow(on: boolean): void
  onScroll(): void
}

interface Place {
  top: number
  viewHeight: number
  follows: boolean
  current: number | null
  /** The scroll position that the code has set itself: its event is not the user's. */
  set: number
}

/** Keeps a place in a log of any length while it grows. Draws anew only when something has changed. */
export function useLogView(session: LogSession): LogView {
  const [, draw] = useReducer((count: number) => count + 1, 0)
  const scroller = useRef<HTMLDivElement>(null)
  const place = useRef<Place>({ top: 0, viewHeight: 0, follows: true, current: null, set: -1 }).current
  const lineHeight = lineHeightOf(useViewStore((store) => store.logTextSize))
  const { rowCount, isFiltered } = session
  // Following, a row is shown once it can be drawn.
  const rows = place.follows ? Math.min(rowCount, session.rows.readEnd) : rowCount
  const notes = isFiltered ? noNotes : session.notes
  const places = useMemo(() => new Places(rows, notes), [rows, notes])
  const map = scrollMap(places.count, place.viewHeight, lineHeight)
  place.top = place.follows ? map.maxTop : Math.min(place.top, map.maxTop)
  const shown = visiblePlaces(place.top, place.viewHeight, lineHeight, places.count)

  useEffect(() => {
    if (place.viewHeight === 0) return
    const inSight = Math.ceil(place.viewHeight / lineHeight)
    if (place.follows && !session.size.isComplete) void session.readTail(inSight)
    if (place.follows) session.rows.want(rowCount - inSight, rowCount)
    session.rows.want(places.rowFrom(shown.first), places.rowFrom(shown.last))
    session.readAhead(() => {
      if (!place.follows) return false
      session.rows.want(session.rowCount - inSight, session.rowCount)
      return session.rows.isReading
    })
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
  const scrollTo = (top: number) => {
    move(place, top, map)
    draw()
  }
  useScaledWheel(scroller, lineHeight, (delta) => {
    if (map.scale === 1) return false
    scrollTo(place.top + delta)
    return true
  })
  const jumpToRow = (row: number, line: number) => {
    const all = new Places(session.rowCount, notes)
    place.follows = false
    place.current = line
    place.top = topFor(
      all.ofRow(row),
      place.viewHeight,
      lineHeight,
      scrollMap(all.count, place.viewHeight, lineHeight).maxTop,
    )
    draw()
  }

  return {
    ...place,
    ...shown,
    session,
    scroller,
    places,
    lineHeight,
    map,
    scrollTo,
    jumpToRow,
    jumpTo(line) {
      if (!session.isFiltered) return jumpToRow(line, line)
      void session.ask('rowOf', { number: line }).then(
        (row) => row !== null && jumpToRow(row, line),
        // The service is being started again: a jump that nobody waits for any more.
        () => undefined,
      )
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
      scrollTo(position * map.scale)
    },
  }
}

const noNotes = [] as const

/** Scrolling away from the end stops following, scrolling back to it takes it up again. */
function move(place: Place, top: number, map: ScrollMap): void {
  place.top = Math.max(0, Math.min(map.maxTop, top))
  place.follows = place.top >= map.maxTop - 1
}
