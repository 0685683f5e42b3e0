import type { Power } from '../../shared/computer'
import type { RuleReason } from '../../shared/holds'
import type { RunRules } from '../../shared/rules'

/** What the battery's rule remembers from one look to the next. */
export interface BatteryState {
  /** Why it holds; null while it doesn't. */
  readonly held: RuleReason | null
  /** Since when mains power is back while it still holds. */
  readonly mainsSince: number | null
}

/**
 * Holds while the battery feeds the computer, and on until mains power has been back for some minutes.
 *
 * What isn't known changes nothing, and a charge that isn't known is below no limit.
 */
export function nextBattery(
  state: BatteryState,
  rule: RunRules['battery'],
  power: Power | null,
  now: number,
): BatteryState {
  if (!power) return state
  const { onBattery, percent } = power
  if (onBattery) {
    const isLow = rule.belowPercent === null || (percent !== null && percent < rule.belowPercent)
    return { held: state.held ?? (isLow ? { kind: 'battery', percent } : null), mainsSince: null }
  }
  if (!state.held) return noBatteryHold
  // A clock that was set back starts the wait anew, so that it never lasts for hours.
  const mainsSince = Math.min(state.mainsSince ?? now, now)
  return now - mainsSince >= rule.resumeMinutes * 60_000 ? noBatteryHold : { held: state.held, mainsSince }
}

/** Nothing is held, and no time on mains is being waited for. */
export const noBatteryHold: BatteryState = { held: null, mainsSince: null }
