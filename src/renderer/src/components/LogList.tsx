import type { KeyboardEvent } from 'react'
import type { RunView } from '../../../shared/ipc'
import type { ActivitySpan } from '../../../shared/run-history'
import { pressedShortcut } from '../../../shared/shortcuts'
import { isMac } from '../use-window'
import { useViewStore } from '../view-store'
import { selectedRange } from '../log/selection'
import type { LogSelection } from '../log/use-log-selection'
import type { LogView } from '../log/use-log-view'
import { LogNoteLine, LogRowLine } from './LogLines'

interface LogListProps {
  readonly run: RunView
  readonly view: LogView
  readonly selecting: LogSelection
  readonly spans: readonly ActivitySpan[]
  readonly showWhole: (line: number) => void
}

/** The lines in sight. Only they exist as elements; the list is as tall as all of them would be. */
export function LogList({ run, view, selecting, spans, showWhole }: LogListProps) {
  const wraps = useViewStore((store) => store.logWraps)
  // Wrapped lines are taller than the list reckons with; at its end the last one has to be in sight.
  const isAtEnd = wraps && view.top >= view.map.maxTop - 1
  return (
    <div
      ref={view.scroller}
      role="list"
      aria-label={`Log of ${run.name}`}
      tabIndex={0}
      className="log-list"
      data-wraps={wraps || undefined}
      style={{ fontSize: view.lineHeight - 8, lineHeight: `${view.lineHeight}px` }}
      onScroll={() => view.onScroll()}
      onKeyDown={(event) => onListKey(event, view, selecting)}
      onPointerDown={selecting.onPointerDown}
    >
      <div role="presentation" className="log-space" style={{ height: view.map.height }}>
        <div role="presentation" className="log-window" style={{ height: Math.min(view.viewHeight, view.map.height) }}>
          <div
            role="presentation"
            className="log-lines"
            data-at-end={isAtEnd || undefined}
            style={isAtEnd ? undefined : { transform: `translateY(${-(view.top % view.lineHeight)}px)` }}
          >
            <LinesInSight {...{ run, view, selecting, spans, showWhole }} />
          </div>
        </div>
      </div>
    </div>
  )
}

function LinesInSight({ run, view, selecting, spans, showWhole }: LogListProps) {
  const { places, session, first, last, follows } = view
  const setSize = session.rowCount
  if (follows && session.tail.length > 0)
    return session.tail.map((row) => (
      <LogRowLine
        key={row.number}
        row={row}
        number={null}
        setSize={setSize}
        selected={null}
        current={false}
        spans={spans}
      />
    ))
  // An element takes up the place that comes into sight when its own leaves: a flood makes no new ones.
  const elements = Math.ceil(view.viewHeight / view.lineHeight) + 1
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const placed = places.at(first + index)
    const key = (first + index) % elements
    if (placed.kind === 'note') return <LogNoteLine key={key} run={run} notes={places.notes} at={placed.at} />
    const row = session.rows.row(placed.row)
    return (
      <LogRowLine
        key={key}
        row={row}
        rowNumber={placed.row}
        number={row?.number ?? (session.isFiltered ? null : placed.row)}
        setSize={setSize}
        selected={row ? selectedRange(selecting.selection, placed.row, row.message.length) : null}
        current={row !== undefined && row.number === view.current}
        spans={spans}
        showWhole={showWhole}
      />
    )
  })
}

function onListKey(event: KeyboardEvent, view: LogView, selecting: LogSelection): void {
  const pressed = pressedShortcut(event, 'lines', isMac())
  if (pressed) {
    event.preventDefault()
    if (pressed.id === 'selectLines') selecting.selectAll()
    else void selecting.copy()
  }
  if (event.altKey || event.ctrlKey || event.metaKey) return
  const page = Math.max(view.lineHeight, view.viewHeight - view.lineHeight)
  const tops: Readonly<Record<string, number>> = {
    ArrowUp: view.top - view.lineHeight,
    ArrowDown: view.top + view.lineHeight,
    PageUp: view.top - page,
    PageDown: view.top + page,
    Home: 0,
  }
  const top = tops[event.key]
  if (top === undefined) return
  event.preventDefault()
  view.scrollTo(top)
}
