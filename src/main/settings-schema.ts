import { isAbsolute } from 'node:path'
import * as v from 'valibot'
import {
  clockHours,
  logDays,
  logGigabytes,
  logZones,
  quitChoices,
  type SettingsChange,
  textSizes,
  themes,
  windowCloses,
} from '../shared/settings'

/** What each setting may be, for a file that anyone can write into and for what the window sends. */
export const settingSchemas = {
  theme: v.picklist(themes),
  textSize: v.picklist(textSizes),
  clockHours: v.picklist(clockHours),
  whenWindowCloses: v.picklist(windowCloses),
  whenQuitting: v.picklist(['ask', ...quitChoices]),
  keepAwake: v.boolean(),
  notifyPaused: v.boolean(),
  notifyNotConfirmed: v.boolean(),
  notifyResumed: v.boolean(),
  notifyEnded: v.boolean(),
  notifySound: v.boolean(),
  logDays: v.picklist(logDays),
  logEditor: v.nullable(v.pipe(v.string(), v.maxLength(4096), v.check(isAbsolute))),
  logZone: v.picklist(logZones),
  oldLogsGigabytes: v.picklist(logGigabytes),
  liveLogGigabytes: v.picklist(logGigabytes),
} as const

const changeSchema = v.partial(v.strictObject({ ...settingSchemas, logEditor: v.null(), openAtLogin: v.boolean() }))

/** Reads a change as the window sends it; throws at anything else, and at one that changes nothing. */
export function settingsChange(value: unknown): SettingsChange {
  const read = v.safeParse(changeSchema, value)
  const values = read.success && !Array.isArray(value) ? Object.values(read.output) : []
  if (!read.success || values.length === 0 || values.includes(undefined)) throw new Error('Wrong argument')
  return read.output as SettingsChange
}
