/** How numbers, times and sizes are written for people, in the window as in notifications. */

/** Between a number and its unit, so that a line never breaks there. */
export const NBSP = '\u00a0'

const wholeNumber = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A count with thousands separators: `12,800`. */
export function count(value: number): string {
  return wholeNumber.format(value)
}

/** More than one of what an item is called: `batch` gives `batches`. */
export function plural(noun: string): string {
  if (/(s|x|z|ch|sh)$/.test(noun)) return `${noun}es`
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}

/** A counted noun: `1 batch`, `4,318 batches`. */
export function counted(value: number, noun: string): string {
  return `${count(value)}${NBSP}${value === 1 ? noun : plural(noun)}`
}

/** How far something is, cut and not rounded: 100 % is said only when all of it is done. */
export function percent(part: number, total: number): string {
  if (total <= 0) return `0${NBSP}%`
  const tenths = Math.floor((part / total) * 1000 + 1e-9)
  return `${tenths >= 1000 ? '100' : (Math.max(0, tenths) / 10).toFixed(1)}${NBSP}%`
}

/** A figure that is in percent already: `6.9 %`. */
export function percentValue(value: number): string {
  return `${value.toFixed(value < 99.95 ? 1 : 0)}${NBSP}%`
}

/** A length of time at the grain that people plan with: `41 s`, `12 min`, `5 h 31 min`, `3 d 4 h`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return unit(seconds, 's')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return unit(minutes, 'min')
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return pair(hours, 'h', minutes % 60, 'min')
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

/** The same with seconds kept for the first hour: `12 min 15 s`. */
export function fineDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return seconds < 60 || seconds >= 3600 ? duration(ms) : pair(Math.floor(seconds / 60), 'min', seconds % 60, 's')
}

/** Time gone by while something is waited for: tenths only before the first second is over. */
export function elapsed(ms: number): string {
  return ms < 1000 ? unit(Math.max(1, Math.floor(ms / 100)) / 10, 's') : duration(ms)
}

/** How long one item takes: `4.6 s`, `310 ms`. */
export function itemTime(ms: number): string {
  if (ms < 10) return unit(Number(ms.toFixed(1)), 'ms')
  if (ms < 1000) return unit(Math.round(ms), 'ms')
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)}${NBSP}s` : fineDuration(ms)
}

/** Items per second or, when slow, per minute: `13.0 batches/min`. */
export function rate(perSecond: number, noun: string): string {
  const [value, per] = perSecond >= 2 ? [perSecond, 's'] : [perSecond * 60, 'min']
  return `${value >= 100 ? count(value) : value.toFixed(1)}${NBSP}${plural(noun)}/${per}`
}

/** `once`, `twice`, `3 times`. */
export function times(value: number): string {
  if (value === 1) return 'once'
  return value === 2 ? 'twice' : `${count(value)}${NBSP}times`
}

/** A size in decimal units: `88 kB`, `214 MB`. */
export function bytes(value: number): string {
  if (value < 1000) return unit(value, 'B')
  const units = ['kB', 'MB', 'GB', 'TB'] as const
  const power = Math.min(units.length, Math.floor(Math.log10(value) / 3))
  const scaled = value / 1000 ** power
  return `${scaled < 9.95 ? scaled.toFixed(1) : Math.round(scaled)}${NBSP}${units[power - 1]}`
}

/** A size of memory, in the units that computers are sold in: `20.8 GB` of `32 GB`. */
export function memory(value: number): string {
  const gigabytes = value / 1024 ** 3
  return `${gigabytes.toFixed(1).replace(/\.0$/, '')}${NBSP}GB`
}

/** Lines of a log: `1,204 lines`, `2.4 M lines`. */
export function lineCount(value: number): string {
  return value < 1e6 ? counted(value, 'line') : `${(value / 1e6).toFixed(1)}${NBSP}M${NBSP}lines`
}

let hoursShown: 12 | 24 = 24

/** Says how times of day are written from now on, in this process: `14:26`, or `2:26 pm`. */
export function showTimesIn(hours: 12 | 24): void {
  hoursShown = hours
}

/** Local time of day: `14:26`. */
export function clock(ms: number): string {
  return hoursShown === 24 ? clock24(ms) : inTwelve(ms, '')
}

/** The same to the second: `14:26:09`. */
export function clockSeconds(ms: number): string {
  const seconds = `:${two(new Date(ms).getSeconds())}`
  return hoursShown === 24 ? clock24(ms) + seconds : inTwelve(ms, seconds)
}

/** Local time of day as it is typed and kept, whatever is shown: `14:26`. */
export function clock24(ms: number): string {
  const date = new Date(ms)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** Time of day as log lines show it, by the local clock or the world's: `14:26:09.2`. */
export function logTime(ms: number, zone: 'local' | 'utc'): string {
  const date = new Date(ms)
  if (zone === 'utc') return date.toISOString().slice(11, 21)
  return `${clock24(ms)}:${two(date.getSeconds())}.${Math.floor(date.getMilliseconds() / 100)}`
}

/** A moment inside a sentence: `today at 08:14`, `yesterday at 18:02`, `on Tue 24 Nov at 00:12`. */
export function dayTime(ms: number, now: number): string {
  return `${dayWord(ms, now)} at ${clock(ms)}`
}

/** A moment since which something is so: only the time while it's still the same day. */
export function sinceTime(ms: number, now: number): string {
  return daysBetween(ms, now) === 0 ? clock(ms) : dayTime(ms, now).replace(/^on /, '')
}

/** A moment in a table: `Today 08:14`, `Tue 24 Nov 08:14`. */
export function tableTime(ms: number, now: number): string {
  const word = dayWord(ms, now).replace(/^on /, '')
  return `${word.charAt(0).toUpperCase()}${word.slice(1)} ${clock(ms)}`
}

function dayWord(ms: number, now: number): string {
  const days = daysBetween(ms, now)
  if (days === 0) return 'today'
  if (days === 1) return 'yesterday'
  const date = new Date(ms)
  return `on ${weekdays[date.getDay()]} ${date.getDate()} ${months[date.getMonth()]}`
}

function daysBetween(ms: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(ms)) / 86_400_000)
}

function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0)
}

function inTwelve(ms: number, seconds: string): string {
  const date = new Date(ms)
  const hours = date.getHours()
  return `${hours % 12 || 12}:${two(date.getMinutes())}${seconds}${NBSP}${hours < 12 ? 'am' : 'pm'}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function unit(value: number, name: string): string {
  return `${value}${NBSP}${name}`
}

function pair(large: number, largeName: string, small: number, smallName: string): string {
  return small === 0 ? unit(large, largeName) : `${unit(large, largeName)}${NBSP}${unit(small, smallName)}`
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
