import { useRef, useState, type PointerEvent, type RefObject } from 'react'
import { counted } from '../../../shared/wording'
import { announce } from '../view-store'
import { cutToSelection, isEmptySelection, lineEnd, orderedEnds, type TextPoint, type TextSelection } from './selection'
import { pointAt, wordAround } from './text-points'
import type { LogView } from './use-log-view'

/** Text selected over any number of lines, most of which are not on screen. */
export interface LogSelection {
  readonly selection: TextSelection | null
  selectAll(): void
  clear(): void
  copy(): Promise<void>
  onPointerDown(event: PointerEvent<HTMLDivElement>): void
}

/** A selection, and the numbering of rows that it was made in. */
interface Kept extends TextSelection {
  readonly viewKey: string
}

/** Selects by the pointer as text anywhere: by letters, twice for a word, three times for a line, Shift to go on. */
export function useLogSelection(view: LogView): LogSelection {
  const [kept, keep] = useState<Kept | null>(null)
  const latest = useRef(view)
  latest.current = view
  const { viewKey, rowCount } = view.session
  const selection = kept?.viewKey === viewKey ? kept : null
  const select = (anchor: TextPoint, head: TextPoint) => keep({ anchor, head, viewKey })
  return {
    selection,
    selectAll: () => select({ row: 1, at: 0 }, { row: Math.max(1, rowCount), at: lineEnd }),
    clear: () => keep(null),
    copy: () => copySelection(view, selection),
    onPointerDown(event) {
      // The scroll bar is no text, and buttons in a line are to be pressed.
      if (event.button !== 0 || !(event.target instanceof Element)) return
      if (!event.target.closest('.log-line') || event.target.closest('button')) return
      const point = pointAt(view, event.clientX, event.clientY)
      const anchor = event.shiftKey && selection ? selection.anchor : point
      const [from, to] = event.detail > 1 ? grown(view, point, event.detail) : [anchor, point]
      select(from, to)
      drag(latest, event.currentTarget, event.pointerId, (head) => select(from, head))
    },
  }
}

function grown(view: LogView, point: TextPoint, clicks: number): readonly [TextPoint, TextPoint] {
  const { row } = point
  const { from, to } =
    clicks === 2 ? wordAround(view.session.rows.row(row)?.message ?? '', point.at) : { from: 0, to: lineEnd }
  return [
    { row, at: from },
    { row, at: to },
  ]
}

/** Follows the pointer until it's let go; past an edge the log scrolls, the further the faster. */
function drag(
  view: RefObject<LogView>,
  element: HTMLElement,
  pointerId: number,
  onPoint: (head: TextPoint) => void,
): void {
  let last: { readonly x: number; readonly y: number } | null = null
  let frame = 0
  const scroll = () => {
    frame = 0
    if (!last) return
    const { top, bottom } = element.getBoundingClientRect()
    const past = last.y < top ? last.y - top : last.y > bottom ? last.y - bottom : 0
    if (past === 0) return
    view.current.scrollTo(view.current.top + past)
    onPoint(pointAt(view.current, last.x, Math.max(top + 1, Math.min(bottom - 1, last.y))))
    frame = requestAnimationFrame(scroll)
  }
  const onMove = (event: globalThis.PointerEvent) => {
    last = { x: event.clientX, y: event.clientY }
    onPoint(pointAt(view.current, last.x, last.y))
    if (frame === 0) scroll()
  }
  const onEnd = () => {
    last = null
    cancelAnimationFrame(frame)
    element.removeEventListener('pointermove', onMove)
  }
  element.setPointerCapture(pointerId)
  element.addEventListener('pointermove', onMove)
  element.addEventListener('lostpointercapture', onEnd, { once: true })
}

async function copySelection({ session }: LogView, selection: TextSelection | null): Promise<void> {
  if (!selection || isEmptySelection(selection)) return announce('Nothing is selected')
  const { from, to } = orderedEnds(selection)
  try {
    const text = await session.ask('text', { first: from.row, last: to.row })
    const cut = cutToSelection(text, selection, session.rows.row(from.row), session.rows.row(to.row))
    const { ok } = await window.fermata.copyLogText(cut)
    announce(ok ? `Copied ${counted(to.row - from.row + 1, 'line')}` : 'Couldn’t copy')
  } catch (error) {
    announce(error instanceof Error && error.message ? error.message : 'Couldn’t copy')
  }
}
