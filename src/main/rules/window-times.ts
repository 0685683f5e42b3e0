import { Temporal } from 'temporal-polyfill'
import type { MaintenanceWindow, WindowTime } from '../../shared/rules'

/** One time at which a window holds; `to` is the first moment after it. */
export type Span = Omit<WindowTime, 'windowId'>

/** The zone whose clocks count: the one that the computer is set to now. */
export function zoneOfComputer(): string {
  return Temporal.Now.timeZoneId()
}

/** The span of a window that this moment is in; null when it is in none. */
export function spanAt(window: MaintenanceWindow, now: number, zone: string): Span | null {
  return spans(window, { now, zone, days: 0 }).find(({ from }) => from <= now) ?? null
}

/** The spans of a window from now on, within so many days, in order; one in progress comes first. */
export function spansFrom(window: MaintenanceWindow, now: number, zone: string, days = 8): readonly Span[] {
  return spans(window, { now, zone, days })
}

interface Stretch {
  readonly now: number
  readonly zone: string
  readonly days: number
}

function spans(window: MaintenanceWindow, { now, zone, days }: Stretch): readonly Span[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
  const found: Span[] = []
  // The one that began yesterday may reach over midnight.
  for (let day = -1; day <= days; day += 1) {
    const date = today.add({ days: day })
    if (!window.days.some((weekday) => weekday === date.dayOfWeek)) continue
    const span = spanOn(date, window, zone)
    if (span.to > now) found.push(span)
  }
  return found
}

/**
 * The span that begins on this date: from the first moment at which the clocks show its beginning, or are past it, to
 * the last at which they reach its end.
 *
 * So an hour that comes twice is held both times, and one that is left out shortens the window. A window that would be
 * left out as a whole is held for its length from the jump on: schedulers make up there for what they have missed.
 */
function spanOn(date: Temporal.PlainDate, window: MaintenanceWindow, zone: string): Span {
  const [fromMinutes, toMinutes] = [minutesOf(window.from), minutesOf(window.to)]
  const length = (toMinutes > fromMinutes ? 0 : 24 * 60) + toMinutes - fromMinutes
  const from = momentOf(date, fromMinutes, { zone, at: 'earlier' })
  const to = momentOf(date, fromMinutes + length, { zone, at: 'later' })
  return { from, to: to > from ? to : from + length * 60_000 }
}

function momentOf(
  date: Temporal.PlainDate,
  minutes: number,
  { zone, at }: { readonly zone: string; readonly at: 'earlier' | 'later' },
): number {
  const wall = date.toPlainDateTime().add({ minutes })
  const moment = wall.toZonedDateTime(zone, { disambiguation: at })
  if (moment.toPlainDateTime().equals(wall)) return moment.epochMilliseconds
  // The clocks jump over it: the jump is the one moment that is neither before nor after it.
  const before = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  return (before.getTimeZoneTransition('next') ?? before).epochMilliseconds
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
