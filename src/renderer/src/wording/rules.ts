import type { ComputerView, Power } from '../../../shared/computer'
import type { RunView } from '../../../shared/ipc'
import type { MaintenanceWindow, RulesView, RunRules, Weekday, WindowTime } from '../../../shared/rules'
import { bytes, clock, dayTime, duration, memory, NBSP } from '../../../shared/wording'
import { phaseOf } from './phase'

const dayMs = 24 * 3600_000
const shortDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const longDays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** A day of the week, short: `Mon`. */
export function shortDay(day: Weekday): string {
  return shortDays[day - 1] ?? ''
}

/** A day of the week: `Monday`. */
export function longDay(day: Weekday): string {
  return longDays[day - 1] ?? ''
}

/** Days in a sentence: `every day`, `weekdays`, `Mon and Thu`. */
export function daysText(days: readonly Weekday[]): string {
  const sorted = [...days].sort((a, b) => a - b)
  if (sorted.length === 7) return 'every day'
  if (sorted.join() === '1,2,3,4,5') return 'weekdays'
  if (sorted.join() === '6,7') return 'weekends'
  const names = sorted.map(shortDay)
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** What stands before the days: `Pause every day`, `Pause on Mon and Thu`. */
export function beforeDays(days: readonly Weekday[]): string {
  return days.length === 7 ? 'Pause' : 'Pause on'
}

/** A moment to come, as one speaks of it: `tonight at 02:00`, `Thursday at 14:30`. */
export function comingTime(at: number, now: number): string {
  const date = new Date(at)
  const days = Math.round((new Date(at).setHours(0, 0, 0, 0) - new Date(now).setHours(0, 0, 0, 0)) / dayMs)
  const isNight = (days === 0 && date.getHours() >= 18) || (days === 1 && date.getHours() < 6)
  if (isNight && new Date(now).getHours() >= 6) return `tonight at ${clock(at)}`
  if (days === 0) return `today at ${clock(at)}`
  if (days === 1) return `tomorrow at ${clock(at)}`
  return days < 7 ? `${longDays[(date.getDay() + 6) % 7]} at ${clock(at)}` : dayTime(at, now)
}

/** What a window does now or next. */
export function windowNow(
  { id, isOn }: MaintenanceWindow,
  times: readonly WindowTime[],
  run: RunView,
  now: number,
): string {
  if (!isOn) return 'Off.'
  const time = times.find((one) => one.windowId === id && one.to > now)
  if (!time) return 'Nothing within the next days.'
  const length = duration(time.to - time.from)
  if (time.from > now) return `Next: ${comingTime(time.from, now)}, for ${length}.`
  const until = `until ${clock(time.to)}`
  return holds(run, `rule:window:${id}`) ? `Holding it now, ${until}.` : `In progress, ${until}.`
}

/** Whether the rule with this name holds the run. */
export function holds(run: RunView, owner: string): boolean {
  return run.holds.some((hold) => hold.owner === owner)
}

/** A rule's live words: what is, whether the rule is on or not. */
function live(isOn: boolean, text: string): string {
  return isOn ? text : `Off. ${text}`
}

/** What feeds the computer, for the battery's rule. */
export function batteryNow(rule: RunRules['battery'], computer: ComputerView | null): string {
  if (!computer) return live(rule.isOn, '')
  if (!computer.power) return live(rule.isOn, 'This computer doesn’t tell what feeds it.')
  return live(rule.isOn, `${powerText(computer.power)} now.`)
}

/** What feeds the computer: `On mains power`, `On battery, 78 %`. */
export function powerText({ onBattery, percent }: Power): string {
  if (!onBattery) return 'On mains power'
  return percent === null ? 'On battery' : `On battery, ${percent}${NBSP}%`
}

/** What other programs use now; `null` before it was measured. */
export function otherProgramsNow(rule: RunRules['otherPrograms'], percent: number | null): string {
  return live(rule.isOn, percent === null ? 'Measuring…' : `Now ${Math.round(percent)}${NBSP}%`)
}

/** How much memory is free now. */
export function memoryNow(rule: RunRules['lowMemory'], computer: ComputerView | null): string {
  const free = computer ? `${memory(computer.memory.freeBytes)} free now. ` : ''
  return live(rule.isOn, `${free}A paused run keeps its own memory.`)
}

/** How much room is free on the disk of the run's folder. */
export function diskNow(rule: RunRules['lowDisk'], freeBytes: number | undefined, folder: string): string {
  const free = freeBytes === undefined ? '' : `${bytes(freeBytes)} free now on the disk of ${folder}.`
  return live(rule.isOn, free)
}

/** Which hosts ask to wait now. */
export function rateLimitNow(rule: RunRules['rateLimit'], { collection }: RunView): string {
  if (!collection) return live(rule.isOn, 'Only a collector tells which sites ask it to wait.')
  const [first, ...more] = collection.holds
  if (!first) return live(rule.isOn, 'No site asks to wait now.')
  const others = more.length > 0 ? ` and ${more.length} more ask` : ' asks'
  return live(rule.isOn, `${first.host}${others} to wait now.`)
}

/** One thing that will happen, with its time. */
export interface Plan {
  readonly at: number
  readonly text: string
}

/** What the windows, and the run itself, will do within a day. */
export function nextDay({ rules, times }: RulesView, run: RunView, now: number): readonly Plan[] {
  const isActive = run.state.kind !== 'idle' && run.state.kind !== 'ended'
  const end = isActive ? finishOf(run, now) : null
  const plans: Plan[] = end === null ? [] : [{ at: end, text: `${run.name} finishes (estimate)` }]
  for (const { windowId, from, to } of times) {
    const name = rules.windows.find(({ id }) => id === windowId)?.name
    if (name === undefined) continue
    const pauses = isActive && (end === null || end > from) ? 'pauses it' : 'pauses it, if it still runs'
    if (from > now) plans.push({ at: from, text: `${name} ${isActive ? pauses : 'begins'}` })
    if (to > now) plans.push({ at: to, text: `${name} ends${isActive ? ', it resumes' : ''}` })
  }
  return plans.filter(({ at }) => at < now + dayMs).sort((a, b) => a.at - b.at)
}

function finishOf(run: RunView, now: number): number | null {
  const seconds = run.progress?.etaSeconds ?? 0
  return phaseOf(run) === 'running' && Number.isFinite(seconds) && seconds > 0 ? now + seconds * 1000 : null
}

/** A piece of a weekday's 24 hours, in hours. */
export interface WeekPiece {
  readonly windowId: string
  readonly from: number
  readonly to: number
}

/** When the windows that are on hold in an ordinary week, by weekday. */
export function weekOf(windows: readonly MaintenanceWindow[]): ReadonlyMap<Weekday, readonly WeekPiece[]> {
  const week = new Map<Weekday, WeekPiece[]>()
  const add = (day: number, piece: WeekPiece) => {
    const weekday = (((day - 1) % 7) + 1) as Weekday
    if (piece.to > piece.from) week.set(weekday, [...(week.get(weekday) ?? []), piece])
  }
  for (const { id: windowId, days, from: fromText, to: toText } of windows.filter(({ isOn }) => isOn)) {
    const [from, to] = [hours(fromText), hours(toText)]
    for (const day of days) {
      add(day, { windowId, from, to: to > from ? to : 24 })
      if (to <= from) add(day + 1, { windowId, from: 0, to })
    }
  }
  return week
}

/** The week in a sentence, for those who don't see it. */
export function weekText(windows: readonly MaintenanceWindow[]): string {
  const on = windows.filter(({ isOn }) => isOn)
  if (on.length === 0) return 'No window is on'
  return on.map(({ name, days, from, to }) => `${name}: ${daysText(days)}, ${from} to ${to}`).join('. ')
}

function hours(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour + minute / 60
}

/** A time as people type it, as it's kept: `2:00` and `2` give `02:00`. What is no time stays as it is. */
export function typedTime(text: string): string {
  const match = /^\s*(\d{1,2})(?:\s*[:.h]\s*(\d{2})?|(\d{2}))?\s*$/.exec(text)
  if (!match) return text.trim()
  return `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? match[3] ?? '00'}`
}

/** A number as people type it, with point or comma; NaN when it's none. */
export function typedNumber(text: string): number {
  return /^\s*\d+(?:[.,]\d+)?\s*$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN
}

/** A rule as the inspector of the overview lists it. */
export interface RuleSummary {
  readonly id: string
  readonly kind: 'battery' | 'window' | 'otherPrograms' | 'lowMemory' | 'lowDisk' | 'rateLimit'
  readonly name: string
  readonly now: string
}

/** The rules of a run that are on, each with what it does now. */
export function ruleSummaries(
  { rules, times }: RulesView,
  run: RunView,
  computer: ComputerView | null,
  now: number,
): readonly RuleSummary[] {
  const freeDisk = computer?.freeDisk[run.profileId]
  const singles: readonly (readonly [Exclude<RuleSummary['kind'], 'window'>, string, string])[] = [
    ['battery', 'On battery', computer?.power ? (computer.power.onBattery ? 'On battery' : 'On mains') : ''],
    ['otherPrograms', 'CPU of other programs', percentNow(computer?.otherPercent ?? null)],
    ['lowMemory', 'Free memory', computer ? `${memory(computer.memory.freeBytes)} now` : ''],
    ['lowDisk', 'Free disk', freeDisk === undefined ? '' : `${bytes(freeDisk)} now`],
    ['rateLimit', 'Rate limits', ''],
  ]
  const windows = rules.windows
    .filter(({ isOn }) => isOn)
    .map(({ id, name }) => ({
      id: `rule:window:${id}`,
      kind: 'window' as const,
      name,
      now: windowSummary(
        times.find((time) => time.windowId === id && time.to > now),
        now,
      ),
    }))
  const others = singles
    .filter(([kind]) => rules[kind].isOn)
    .map(([kind, name, text]) => ({ id: `rule:${kind}`, kind, name, now: text }))
  const [battery, rest] = [
    others.filter(({ kind }) => kind === 'battery'),
    others.filter(({ kind }) => kind !== 'battery'),
  ]
  return [...battery, ...windows, ...rest].map((one) =>
    holds(run, one.id) ? { id: one.id, kind: one.kind, name: one.name, now: 'Holding it now' } : one,
  )
}

function percentNow(percent: number | null): string {
  return percent === null ? '' : `${Math.round(percent)}${NBSP}% now`
}

function windowSummary(time: WindowTime | undefined, now: number): string {
  if (!time) return ''
  if (time.from <= now) return `Until ${clock(time.to)}`
  const day = time.from - now < dayMs ? '' : `${shortDays[(new Date(time.from).getDay() + 6) % 7]} `
  return `${day}${clock(time.from)} for ${duration(time.to - time.from)}`
}
