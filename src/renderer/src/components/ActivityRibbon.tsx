import type { ActivitySpan } from '../../../shared/run-history'
import { duration, times } from '../../../shared/wording'
import type { ClockAxis } from '../charts/clock-axis'

/** Labels nearer than this to each other would run together, in percent of the ribbon. */
const labelRoom = 11

/** When the run worked and when it was paused, on the charts' axis. */
export function ActivityRibbon(props: {
  readonly spans: readonly ActivitySpan[]
  readonly axis: ClockAxis
  readonly now: number
}) {
  const { spans, axis, now } = props
  const at = (time: number) => (axis.toX(time) / axis.length) * 100
  const pieces = spans.map((span) => ({ span, left: at(span.from), right: at(span.to ?? now) }))
  const paused = pieces.filter((piece) => piece.span.kind === 'paused')
  return (
    <div className="ribbon" role="img" aria-label={summary(paused, now)}>
      <div className="ribbon-labels">
        {withRoom(paused).map((piece) => {
          const text = duration((piece.span.to ?? now) - piece.span.from)
          const side = piece.left > 90 ? { right: `${Math.max(0, 100 - piece.right)}%` } : { left: `${piece.left}%` }
          return (
            <span key={piece.span.from} style={side}>
              {text}
            </span>
          )
        })}
      </div>
      <span className="ribbon-name">Activity</span>
      <div className="ribbon-track">
        {pieces.map((piece) => (
          <div
            key={piece.span.from}
            className={piece.span.kind === 'paused' ? 'ribbon-piece hatched' : 'ribbon-piece'}
            data-tone={piece.span.kind === 'paused' ? 'held' : 'active'}
            style={{ left: `${piece.left}%`, width: `${Math.max(0, piece.right - piece.left)}%` }}
          />
        ))}
      </div>
    </div>
  )
}

interface Piece {
  readonly span: ActivitySpan
  readonly left: number
  readonly right: number
}

/** The newest pauses keep their labels; older ones go without where there's no room. */
function withRoom(pieces: readonly Piece[]): readonly Piece[] {
  let edge = Number.POSITIVE_INFINITY
  return pieces
    .toReversed()
    .filter((piece) => {
      if (edge - piece.left < labelRoom) return false
      edge = piece.left
      return true
    })
    .toReversed()
}

function summary(paused: readonly Piece[], now: number): string {
  if (paused.length === 0) return 'Activity: never paused'
  const total = paused.reduce((sum, piece) => sum + (piece.span.to ?? now) - piece.span.from, 0)
  return `Activity: paused ${times(paused.length)}, ${duration(total)} in all`
}
