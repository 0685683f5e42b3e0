import type { PauseEntry } from '../../../shared/pause-ledger'
import { type ActivitySpan, pausesIn, type RateLimitWait } from '../../../shared/run-history'
import { count, duration, elapsed, times } from '../../../shared/wording'
import type { ClockAxis } from '../charts/clock-axis'
import { type Labelled, ribbonLabels } from '../charts/ribbon-labels'
import type { View } from '../charts/view'
import { pauseCause } from '../wording/chart-words'

/** When the run worked, was paused, or slept with the machine, on the charts' axis. */
export function ActivityRibbon(props: {
  readonly spans: readonly ActivitySpan[]
  readonly waits: readonly RateLimitWait[]
  /** Who paused it, as far as that was asked for. */
  readonly pauses: readonly PauseEntry[]
  readonly axis: ClockAxis
  readonly view: View
  readonly now: number
}) {
  const { spans, waits, pauses, axis, view, now } = props
  const at = (time: number) => {
    const share = (axis.toX(time) - view.from) / (view.to - view.from)
    return Math.min(1, Math.max(0, share)) * 100
  }
  const piece = (kind: Piece['kind'], from: number, to: number): Piece => {
    const length = elapsed(to - from)
    const what = kind === 'paused' ? pauseCause(pauses, from) : (names[kind] ?? '')
    return {
      kind,
      from,
      to,
      left: at(from),
      right: at(to),
      texts: what === '' ? [length] : [`${what}, ${length}`, length],
    }
  }
  const pieces = [
    ...spans.map((span) => piece(span.kind, span.from, span.to ?? now)),
    ...waits.map((wait) => piece('wait', wait.from, Math.min(wait.to, now))),
  ]
  const held = pieces.filter(({ kind }) => kind !== 'active').toSorted((one, other) => one.from - other.from)
  const inSight = held.filter(({ left, right }) => left < 100 && right > 0)
  return (
    <div className="ribbon" role="img" aria-label={summary(held, pausesIn(spans).length)}>
      <div className="ribbon-labels">
        {ribbonLabels(inSight).map(({ piece: { kind, from, left, right }, text, isAtEnd }) => (
          <span key={`${kind}${from}`} style={isAtEnd ? { right: `${100 - right}%` } : { left: `${left}%` }}>
            {text}
          </span>
        ))}
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

const names: Readonly<Partial<Record<Piece['kind'], string>>> = { wait: 'Rate limit', asleep: 'Asleep' }

const tones = { active: 'active', paused: 'held', wait: 'held', asleep: 'quiet' } as const

interface Piece extends Labelled {
  readonly kind: ActivitySpan['kind'] | 'wait'
  readonly from: number
  readonly to: number
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
