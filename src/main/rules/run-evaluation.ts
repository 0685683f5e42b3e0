import type { Power } from '../../shared/computer'
import type { RuleCondition, RuleId, RuleReason } from '../../shared/holds'
import { type RunRules, type SingleRule, singleRuleId, windowRuleId } from '../../shared/rules'
import { type BatteryState, nextBattery, noBatteryHold } from './battery-rule'
import { nextLowRoom } from './low-room-rule'
import { nextOtherPrograms, noOtherProgramsHold, type OtherProgramsState } from './other-programs-rule'
import { nextRateLimit, type WaitingCollection } from './rate-limit-rule'
import { spanAt } from './window-times'

/** What the rules of one run are measured against. Null: not known now. */
export interface RunSample {
  readonly now: number
  readonly zone: string
  readonly power: Power | null
  readonly otherPercent: number | null
  readonly freeMemory: number | null
  readonly freeDisk: number | null
  readonly workspace: string
  readonly collection: WaitingCollection | null
}

/** What the rules of one run remember from one look to the next. */
export interface RunRulesState {
  readonly battery: BatteryState
  readonly otherPrograms: OtherProgramsState
  readonly lowMemory: Extract<RuleReason, { kind: 'lowMemory' }> | null
  readonly lowDisk: Extract<RuleReason, { kind: 'lowDisk' }> | null
  readonly rateLimit: RuleCondition | null
}

/** A hold of a rule, as it was left by an earlier start of the app. */
export interface EarlierHold {
  readonly reason: RuleReason
  readonly until: number | null
}

/** Where the rules of a run begin: what they hold from before they go on holding until they know better. */
export function firstState(earlier: readonly EarlierHold[]): RunRulesState {
  const reasonOf = <Kind extends SingleRule>(kind: Kind) =>
    (earlier.find(({ reason }) => reason.kind === kind)?.reason ?? null) as Extract<RuleReason, { kind: Kind }> | null
  return {
    battery: { ...noBatteryHold, held: reasonOf('battery') },
    otherPrograms: { ...noOtherProgramsHold, held: reasonOf('otherPrograms') },
    lowMemory: reasonOf('lowMemory'),
    lowDisk: reasonOf('lowDisk'),
    rateLimit: earlier.find(({ reason }) => reason.kind === 'rateLimit') ?? null,
  }
}

/** Looks at all rules of a run once: what they remember from now on. A rule that is off forgets. */
export function nextState(state: RunRulesState, rules: RunRules, sample: RunSample): RunRulesState {
  const { battery, otherPrograms, lowMemory, lowDisk, rateLimit } = rules
  const { now, workspace } = sample
  return {
    battery: battery.isOn ? nextBattery(state.battery, battery, sample.power, now) : noBatteryHold,
    otherPrograms: otherPrograms.isOn
      ? nextOtherPrograms(state.otherPrograms, otherPrograms, sample.otherPercent, now)
      : noOtherProgramsHold,
    lowMemory: lowMemory.isOn
      ? nextLowRoom(state.lowMemory, lowMemory.gigabytes * 1024 ** 3, sample.freeMemory, (freeBytes) => ({
          kind: 'lowMemory',
          freeBytes,
        }))
      : null,
    lowDisk: lowDisk.isOn
      ? nextLowRoom(state.lowDisk, lowDisk.gigabytes * 1e9, sample.freeDisk, (freeBytes) => ({
          kind: 'lowDisk',
          freeBytes,
          folder: workspace,
        }))
      : null,
    rateLimit: rateLimit.isOn ? nextRateLimit(state.rateLimit, sample.collection, now) : null,
  }
}

/** What each rule of a run finds now, those that are off too. */
export function conditionsOf(
  state: RunRulesState,
  { windows }: RunRules,
  { now, zone }: Pick<RunSample, 'now' | 'zone'>,
): ReadonlyMap<RuleId, RuleCondition | null> {
  const conditions = new Map<RuleId, RuleCondition | null>()
  for (const window of windows) {
    const span = window.isOn ? spanAt(window, now, zone) : null
    conditions.set(windowRuleId(window.id), span && { reason: { kind: 'window', name: window.name }, until: span.to })
  }
  conditions.set(singleRuleId('battery'), lasting(state.battery.held))
  conditions.set(singleRuleId('otherPrograms'), lasting(state.otherPrograms.held))
  conditions.set(singleRuleId('lowMemory'), lasting(state.lowMemory))
  conditions.set(singleRuleId('lowDisk'), lasting(state.lowDisk))
  conditions.set(singleRuleId('rateLimit'), state.rateLimit)
  return conditions
}

function lasting(reason: RuleReason | null): RuleCondition | null {
  return reason && { reason, until: null }
}
