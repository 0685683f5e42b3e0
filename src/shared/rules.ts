import * as v from 'valibot'
import type { RuleId, RuleReason } from './holds'

/**
 * What may hold a run by itself, as its person set it: for each run, and off until it's switched on.
 *
 * See docs/architecture.md, "Rules".
 */
export type RunRules = v.InferOutput<typeof runRulesSchema>

/** A time of the week in which a run rests. It ends on the next day when `to` isn't after `from`. */
export type MaintenanceWindow = v.InferOutput<typeof windowSchema>

/** The rules that there is exactly one of, named as the reasons in holds.ts. */
export type SingleRule = Exclude<keyof RunRules, 'windows'>

/** Monday is 1, Sunday 7. */
export type Weekday = (typeof weekdays)[number]
/** Monday to Sunday, as ISO 8601 counts them. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** The longest name of a window, so that it fits into a sentence. */
export const longestWindowName = 40
/** More windows than that nobody can look over. */
const mostWindows = 50

/** A time of day, `00:00` to `23:59`; the end of a window may also be `24:00`. */
const timeSentence = 'Write a time from 00:00 to 23:59, such as 14:30.'
const timePattern = /^(?:[01]\d|2[0-3]):[0-5]\d$/

function wholeNumber(least: number, most: number) {
  const sentence = `Write a whole number from ${least} to ${most}.`
  return v.pipe(v.number(sentence), v.integer(sentence), v.minValue(least, sentence), v.maxValue(most, sentence))
}

function gigabytes(most: number) {
  const sentence = `Write a number from 0.1 to ${most}, such as 2.5.`
  return v.pipe(v.number(sentence), v.minValue(0.1, sentence), v.maxValue(most, sentence))
}

/** One schema for each field, so that the window says what is wrong in the words that main refuses it with. */
export const fieldSchemas = {
  name: v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty('Write a name.'),
    v.maxLength(longestWindowName, `Write at most ${longestWindowName} letters.`),
    v.regex(/^\P{Cc}*$/u, 'Write a name of one line.'),
  ),
  from: v.pipe(v.string(), v.regex(timePattern, timeSentence)),
  to: v.pipe(v.string(), v.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, timeSentence)),
  chargePercent: wholeNumber(5, 99),
  resumeMinutes: wholeNumber(0, 120),
  cpuPercent: wholeNumber(5, 95),
  cpuMinutes: wholeNumber(1, 120),
  memoryGigabytes: gigabytes(1024),
  diskGigabytes: gigabytes(100_000),
} as const

const windowSchema = v.pipe(
  v.strictObject({
    id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
    name: fieldSchemas.name,
    isOn: v.boolean(),
    days: v.pipe(
      v.array(v.picklist(weekdays)),
      v.minLength(1, 'Choose at least one day.'),
      v.check((days) => new Set(days).size === days.length),
    ),
    from: fieldSchemas.from,
    to: fieldSchemas.to,
  }),
  v.check(({ from, to }) => from !== to, 'The end is the same as the beginning. For a whole day write 00:00 to 24:00.'),
)

const runRulesSchema = v.strictObject({
  windows: v.pipe(
    v.array(windowSchema),
    v.maxLength(mostWindows, `A run has at most ${mostWindows} windows.`),
    v.check((windows) => areDifferent(windows.map(({ id }) => id))),
    v.check((windows) => areDifferent(windows.map(({ name }) => name.toLowerCase())), 'Another window has this name.'),
  ),
  battery: v.strictObject({
    isOn: v.boolean(),
    /** Null: at any charge. */
    belowPercent: v.nullable(fieldSchemas.chargePercent),
    resumeMinutes: fieldSchemas.resumeMinutes,
  }),
  otherPrograms: v.strictObject({
    isOn: v.boolean(),
    percent: fieldSchemas.cpuPercent,
    minutes: fieldSchemas.cpuMinutes,
  }),
  lowMemory: v.strictObject({ isOn: v.boolean(), gigabytes: fieldSchemas.memoryGigabytes }),
  lowDisk: v.strictObject({ isOn: v.boolean(), gigabytes: fieldSchemas.diskGigabytes }),
  rateLimit: v.strictObject({ isOn: v.boolean() }),
})

/** What a run has before anyone has set anything: no window, every rule off. */
export const usualRules: RunRules = {
  windows: [],
  battery: { isOn: false, belowPercent: null, resumeMinutes: 1 },
  otherPrograms: { isOn: false, percent: 70, minutes: 2 },
  lowMemory: { isOn: false, gigabytes: 2 },
  lowDisk: { isOn: false, gigabytes: 5 },
  rateLimit: { isOn: false },
}

/** The rules that a value from the disk or the window is; or, in a sentence, why it's none. */
export function readRunRules(value: unknown): { readonly rules: RunRules } | { readonly problem: string } {
  const read = v.safeParse(runRulesSchema, value)
  return read.success ? { rules: read.output } : { problem: read.issues[0].message }
}

/** What is wrong with a value of a field, in a sentence that says what to do; null when it can be saved. */
export function fieldProblem(field: keyof typeof fieldSchemas, value: unknown): string | null {
  const read = v.safeParse(fieldSchemas[field], value)
  return read.success ? null : (read.issues?.[0].message ?? null)
}

/** Names the rule of a reason, as its hold is named. */
export function singleRuleId(rule: SingleRule & RuleReason['kind']): RuleId {
  return `rule:${rule}`
}

/** Names the rule of a window. */
export function windowRuleId(windowId: string): RuleId {
  return `rule:window:${windowId}`
}

/** One time at which a window holds, milliseconds since the epoch; `to` is the first moment after it. */
export interface WindowTime {
  readonly windowId: string
  readonly from: number
  readonly to: number
}

/** Everything that the window shows of a run's rules. */
export interface RulesView {
  readonly rules: RunRules
  /** When the windows that are on hold next, within the coming days, in order; one in progress comes first. */
  readonly times: readonly WindowTime[]
  /** Why the rules aren't those that were set before; null when nothing is wrong. */
  readonly problem: string | null
}

/** The answer to a wish to keep rules. */
export type RulesSaved = { readonly ok: true } | { readonly ok: false; readonly problem: string }

function areDifferent(values: readonly string[]): boolean {
  return new Set(values).size === values.length
}
