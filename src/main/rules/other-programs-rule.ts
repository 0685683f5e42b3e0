import type { RuleReason } from '../../shared/holds'
import type { RunRules } from '../../shared/rules'

/** What the rule of other programs' CPU remembers from one look to the next. */
export interface OtherProgramsState {
  /** Why it holds; null while it doesn't. */
  readonly held: RuleReason | null
  /** Since when it's as it must stay for a change; null while it isn't. */
  readonly since: number | null
  readonly lastLook: number | null
}

/** Nothing is held, and nothing was looked at yet. */
export const noOtherProgramsHold: OtherProgramsState = { held: null, since: null, lastLook: null }

/** They must be under this part of the limit to count as calm again, or each small dip would be a change. */
const calmPart = 0.8
/** How long they must be calm before the run goes on. */
const calmMs = 60_000
/** Between two looks further apart the computer slept or the app was held up: nothing is known of that time. */
const longestGapMs = 60_000

/**
 * Holds once other programs have used more than the limit for the set minutes, and on until they have been calm for one.
 *
 * Between the limit and calm, what is so goes on: a busy time isn't cut by a short dip, nor a calm one by a small rise.
 */
export function nextOtherPrograms(
  state: OtherProgramsState,
  rule: RunRules['otherPrograms'],
  percent: number | null,
  now: number,
): OtherProgramsState {
  if (percent === null) return state
  const gap = now - (state.lastLook ?? now)
  const before = gap >= 0 && gap <= longestGapMs ? state.since : null
  if (state.held) {
    const isCalm = percent < rule.percent * calmPart || (before !== null && percent <= rule.percent)
    const since = isCalm ? (before ?? now) : null
    if (since === null || now - since < calmMs) return { held: state.held, since, lastLook: now }
    return { held: null, since: null, lastLook: now }
  }
  const isBusy = percent > rule.percent || (before !== null && percent >= rule.percent * calmPart)
  const since = isBusy ? (before ?? now) : null
  if (since === null || now - since < rule.minutes * 60_000 || percent <= rule.percent)
    return { held: null, since, lastLook: now }
  const reason = { kind: 'otherPrograms', percent: Math.round(percent), minutes: rule.minutes } as const
  return { held: reason, since: null, lastLook: now }
}
