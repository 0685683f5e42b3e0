const minuteMs = 60_000
/** The hour of the menu's own end of a pause: when people stop to need the machine. */
const eveningHour = 18

/** One length of pause that the menu offers. */
export interface PauseTime {
  readonly label: string
  readonly until: number
}

/** How long a pause can be asked for without naming a time. */
export function pauseTimes(now: number): readonly PauseTime[] {
  const evening = nextTime(eveningHour, 0, now)
  const isToday = new Date(evening).getDate() === new Date(now).getDate()
  return [
    { label: 'Pause for 30 minutes', until: now + 30 * minuteMs },
    { label: 'Pause for 1 hour', until: now + 60 * minuteMs },
    { label: `Pause until ${eveningHour}:00${isToday ? '' : ' tomorrow'}`, until: evening },
  ]
}

/** The next moment at which clocks here show a time as it was typed (`18:30`, `1830`, `9`); null for what is none. */
export function timeTyped(text: string, now: number): number | null {
  const typed = /^\s*(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?\s*$/.exec(text)
  const [hour, minute] = [Number(typed?.[1]), Number(typed?.[2] ?? 0)]
  return typed && hour < 24 && minute < 60 ? nextTime(hour, minute, now) : null
}

function nextTime(hour: number, minute: number, now: number): number {
  const today = new Date(now).setHours(hour, minute, 0, 0)
  if (today > now) return today
  // By the calendar: a day on which clocks change has no 24 hours.
  const tomorrow = new Date(now)
  tomorrow.setDate(tomorrow.getDate() + 1)
  return tomorrow.setHours(hour, minute, 0, 0)
}
