import type { Settings, SettingsProblem } from '../../../shared/settings'
import { NBSP } from '../../../shared/wording'

/** How themes are called. */
export const themeTexts: Readonly<Record<Settings['theme'], string>> = {
  system: 'System',
  light: 'Light',
  dark: 'Dark',
}

/** How the ways to close the window are called. */
export const windowCloseTexts: Readonly<Record<Settings['whenWindowCloses'], string>> = {
  tray: 'Keep in the tray',
  quit: 'Quit',
}

/** How the ways to quit are called. */
export const whenQuittingTexts: Readonly<Record<Settings['whenQuitting'], string>> = {
  ask: 'Ask',
  keep: 'Keep running',
  pause: 'Pause and keep',
  stop: 'Stop gracefully',
}

/** A size of the window's text: `110 %`. */
export function percentText(percent: number): string {
  return `${percent}${NBSP}%`
}

/** How clocks are called. */
export const clockTexts: Readonly<Record<Settings['clockHours'], string>> = { 24: '24 hours', 12: '12 hours' }

/** How the zones of times in logs are called. */
export const logZoneTexts: Readonly<Record<Settings['logZone'], string>> = { local: 'Local time', utc: 'UTC' }

/** How long logs are kept: `for 90 days`. */
export function logDaysText(days: Settings['logDays']): string {
  if (days === 0) return 'while there is room'
  return days === 365 ? 'for a year' : `for ${days}${NBSP}days`
}

/** What logs are opened with: the name of a program, without its folder and ending. */
export function editorName(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? path
  return name.replace(/\.(exe|app)$/i, '')
}

/** A limit for logs: `up to 2 GB`. */
export function upTo(gigabytes: number): string {
  return `up to ${gigabytes}${NBSP}GB`
}

/** What becomes of the app when its window is closed. */
export function windowCloseHint(closes: Settings['whenWindowCloses']): string {
  return closes === 'quit'
    ? 'Fermata ends. Runs go on if you want.'
    : 'The tray icon stays. Without a tray it is minimized.'
}

/** What went wrong with the settings. */
export function settingsProblemWords(problem: SettingsProblem): string {
  switch (problem.kind) {
    case 'setAside':
      return `The settings couldn’t be read, so the usual ones are in use. The damaged file is now ${problem.path}.`
    case 'notRead':
      return `The settings couldn’t be read, so the usual ones are in use: ${problem.reason} (${problem.code}). Until they can be read, nothing is changed.`
    case 'notKept':
      return `The change couldn’t be kept: ${problem.reason} (${problem.code}). The settings are as they were.`
    case 'loginNotChanged':
      return `Opening at login couldn’t be changed: ${problem.reason} (${problem.code}).`
  }
}
