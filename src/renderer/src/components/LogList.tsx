import type { KeyboardEvent } from 'react'
import type { LogLine } from '../../../shared/ipc'
import type { ActivitySpan } from '../../../shared/run-history'
import { clockTenths, count, fineDuration } from '../../../shared/wording'
import { lineHeight } from '../log/scroll-map'
import type { LogView } from '../log/use-log-view'
import { lineTone, MessageText } from './MessageText'

/** The lines in sight. Only they exist as elements; the list is as tall as all of them would be. */
export function LogList({
  name,
  view,
  spans,
}: {
  readonly name: string
  readonly view: LogView
  readonly spans: readonly ActivitySpan[]
}) {
  const numbers = Array.from({ length: Math.max(0, view.last - view.first + 1) }, (_, index) => view.first + index)
  return (
    <div
      ref={view.scroller}
      role="list"
      aria-label={`Log of ${name}`}
      tabIndex={0}
      className="log-list"
      onScroll={() => view.onScroll()}
      onKeyDown={(event) => onListKey(event, view)}
    >
      <div role="presentation" className="log-space" style={{ height: view.map.height }}>
        <div role="presentation" className="log-window" style={{ height: Math.min(view.viewHeight, view.map.height) }}>
          <div role="presentation" style={{ transform: `translateY(${-(view.top % lineHeight)}px)` }}>
            {numbers.map((number) => (
              <LogRow
                key={number}
                number={number}
                line={view.cache.line(number)}
                setSize={view.cache.lineCount}
                current={number === view.current}
                spans={spans}
              />
            ))}
          </div>
        </div>
      </div>
    </div>
  )
}

interface LogRowProps {
  readonly number: number
  readonly line: LogLine | undefined
  readonly setSize: number
  readonly current: boolean
  readonly spans: readonly ActivitySpan[]
}

function LogRow({ number, line, setSize, current, spans }: LogRowProps) {
  const note = line?.mark === 'paused' && line.time !== null ? pauseNote(line.time, spans) : null
  return (
    <div
      role="listitem"
      aria-posinset={number}
      aria-setsize={setSize}
      className="log-line"
      data-line={line ? lineTone(line) : undefined}
      data-current={current || undefined}
    >
      <span className="log-number">{count(number)}</span>
      <span className="log-time">{line?.time == null ? '' : clockTenths(line.time)}</span>
      <span className="log-level">{line?.level ?? ''}</span>
      <span className="log-message">
        {line && <MessageText line={line} />}
        {line?.cut && <span className="text-dim"> … cut here, the file has the rest</span>}
      </span>
      {note && <span className="log-note">{note}</span>}
    </div>
  )
}

/** A line and the span that it began are the same moment, written down by two hands. */
const sameMomentMs = 1500

function pauseNote(time: number, spans: readonly ActivitySpan[]): string | null {
  const span = spans.find((one) => one.kind === 'paused' && Math.abs(one.from - time) < sameMomentMs)
  if (!span) return null
  return span.to === null ? 'paused now' : `for ${fineDuration(span.to - span.from)}`
}

function onListKey(event: KeyboardEvent, view: LogView): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return
  const page = Math.max(lineHeight, view.viewHeight - lineHeight)
  const tops: Readonly<Record<string, number>> = {
    ArrowUp: view.top - lineHeight,
    ArrowDown: view.top + lineHeight,
    PageUp: view.top - page,
    PageDown: view.top + page,
    Home: 0,
  }
  const top = tops[event.key]
  if (top === undefined) return
  event.preventDefault()
  view.scrollTo(top)
}
