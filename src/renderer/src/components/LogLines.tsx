import type { RunView } from '../../../shared/ipc'
import type { LogRange, LogRow, PlacedNote } from '../../../shared/log-service'
import { type ActivitySpan, pausesIn } from '../../../shared/run-history'
import { count, fineDuration, logTime } from '../../../shared/wording'
import { useLogZone } from '../settings'
import { noteText, quietSpan } from '../wording/run-notes'
import { FermataSign } from './Glyphs'
import { LogText } from './LogText'
import { lineTone } from './MessageText'

/** One of the app's own notes between the lines; it is not in the run's log. */
export function LogNoteLine(props: {
  readonly run: RunView
  readonly notes: readonly PlacedNote[]
  readonly at: number
}) {
  const zone = useLogZone()
  const note = props.notes[props.at]
  if (!note) return null
  return (
    <div
      role="listitem"
      className="log-line"
      data-line="note"
      data-quiet={quietSpan(props.notes, props.at) !== null || undefined}
    >
      <span className="log-number" />
      <span className="log-time">{logTime(note.time, zone)}</span>
      <span className="log-level">
        <FermataSign width={16} />
      </span>
      <span className="log-message">{noteText(props.run, props.notes, props.at)}</span>
    </div>
  )
}

/** One line of the log; a place to keep while it is being read. */
export function LogRowLine(props: {
  readonly row: LogRow | undefined
  readonly rowNumber?: number
  readonly number: number | null
  readonly setSize: number
  readonly selected: LogRange | null
  readonly current: boolean
  readonly spans: readonly ActivitySpan[]
  readonly showWhole?: (line: number) => void
}) {
  const { row, rowNumber, number, showWhole } = props
  const zone = useLogZone()
  const note = row?.mark === 'paused' && row.time !== null ? pauseNote(row.time, props.spans) : null
  const tone = row && lineTone(row)
  return (
    <div
      role="listitem"
      aria-posinset={rowNumber}
      aria-setsize={props.setSize}
      className="log-line"
      data-row={rowNumber}
      data-line={tone}
      data-current={props.current || undefined}
    >
      <span className="log-number">{number === null ? '' : count(number)}</span>
      <span className="log-time">{row?.time == null ? '' : logTime(row.time, zone)}</span>
      <span className="log-level">{row?.level ?? ''}</span>
      <span className="log-message">
        {row && <LogText row={row} selected={props.selected} hasTones={tone === 'plain'} isCurrent={props.current} />}
      </span>
      {row?.cut && showWhole && number !== null && (
        <button type="button" className="link log-whole" onClick={() => showWhole(number)}>
          Show the whole line
        </button>
      )}
      {note && <span className="log-note">{note}</span>}
    </div>
  )
}

/** A line and the span that it began are the same moment, written down by two hands. */
const sameMomentMs = 1500

function pauseNote(time: number, spans: readonly ActivitySpan[]): string | null {
  const span = pausesIn(spans).find((one) => Math.abs(one.from - time) < sameMomentMs)
  if (!span) return null
  return span.to === null ? 'paused now' : `for ${fineDuration(span.to - span.from)}`
}
