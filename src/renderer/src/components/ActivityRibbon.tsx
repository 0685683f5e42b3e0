import { type ActivitySpan, pausesIn, type RateLimitWait } from '../../../shared/run-history'
import { count, duration, elapsed, times } from '../../../shared/wording'
import type { ClockAxis } from '../charts/clock-axis'
import type { View } from '../charts/view'

/** Labels nearer than this to each other would run together, in percent of the ribbon. */
const labelRoom = 11
const longLabelRoom = 22

/** When the run worked, was paused, or slept with the machine, on the charts' axis. */
export function ActivityRibbon(props: {
  readonly spans: readonly ActivitySpan[]
  readonly waits: readonly RateLimitWait[]
  readonly axis: ClockAxis
  readonly view: View
  readonly now: number
}) {
  const { spans, waits, axis, view, now } = props
  const at = (time: number) => {
    const share = (axis.toX(time) - view.from) / (view.to - view.from)
    return Math.min(1, Math.max(0, share)) * 100
  }
  const piece = (kind: Piece['kind'], from: number, to: number): Piece => {
    return { kind, from, to, left: at(from), right: at(to) }
  }
  const pieces = [
    ...spans.map((span) => piece(span.kind, span.from, span.to ?? now)),
    ...waits.map((wait) => piece('wait', wait.from, Math.min(wait.to, now))),
  ]
  const held = pieces.filter(({ kind }) => kind !== 'active')
  const inSight = held.filter(({ left, right }) => left < 100 && right > 0)
  return (
    <div className="ribbon" role="img" aria-label={summary(held, pausesIn(spans).length)}>
      <div className="ribbon-labels">
        {withRoom(inSight).map(({ kind, from, to, left, right }) => {
          const text = `${prefixes[kind] ?? ''}${elapsed(to - from)}`
          const side = left > 85 ? { right: `${Math.max(0, 100 - right)}%` } : { left: `${left}%` }
          return (
            <span key={`${kind}${from}`} style={side}>
              {text}
            </span>
          )
        })}
      </div>
      <span className="ribbon-name">Activity</span>
      <div className="ribbon-track">
        {pieces.map(({ kind, from, left, right }) => (
          <div
            key={`${kind}${from}`}
            className={kind === 'active' ? 'ribbon-piece' : 'ribbon-piece hatched'}
            data-tone={tones[kind]}
            style={{ left: `${left}%`, width: `${Math.max(0, right - left)}%` }}
          />
        ))}
      </div>
    </div>
  )
}

const prefixes: Readonly<Partial<Record<Piece['kind'], string>>> = { wait: 'Rate limit, ', asleep: 'Asleep, ' }

const tones = { active: 'active', paused: 'held', wait: 'held', asleep: 'quiet' } as const

interface Piece {
  readonly kind: ActivitySpan['kind'] | 'wait'
  readonly from: number
  readonly to: number
  readonly left: number
  readonly right: number
}

/** The newest keep their labels; older ones go without where there's no room. */
function withRoom(pieces: readonly Piece[]): readonly Piece[] {
  let edge = Number.POSITIVE_INFINITY
  return pieces
    .toSorted((one, other) => other.from - one.from)
    .filter((piece) => {
      const room = piece.kind === 'paused' ? labelRoom : longLabelRoom
      if (edge - piece.left < room) return false
      edge = piece.left
      return true
    })
}

function summary(held: readonly Piece[], pauses: number): string {
  const paused = held.filter(({ kind }) => kind === 'paused')
  const asleep = held.filter(({ kind }) => kind === 'asleep')
  const slept = asleep.length > 0 ? `. Asleep ${duration(lengthOf(asleep))} in all` : ''
  const waits = held.filter(({ kind }) => kind === 'wait')
  const waited = waits.length > 0 ? `. Rate limits: ${count(waits.length)}, ${duration(lengthOf(waits))} in all` : ''
  if (paused.length === 0) return `Activity: never paused${slept}${waited}`
  return `Activity: paused ${times(pauses)}, ${duration(lengthOf(paused))} in all${slept}${waited}`
}

function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { from, to }) => sum + to - from, 0)
}
