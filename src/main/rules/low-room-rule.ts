import type { RuleReason } from '../../shared/holds'

/** How much more than the limit must be free before the run goes on, or it would start and stop all the time. */
const moreBytes = (limit: number) => Math.max(limit * 0.2, 250_000_000)

/**
 * Holds while fewer bytes than the limit are free, and on until clearly more are: memory and disk alike.
 *
 * `held` is why it held at the last look. What isn't known changes nothing.
 */
export function nextLowRoom<Reason extends RuleReason>(
  held: Reason | null,
  limit: number,
  freeBytes: number | null,
  reasonOf: (freeBytes: number) => Reason,
): Reason | null {
  if (freeBytes === null) return held
  if (held) return freeBytes < limit + moreBytes(limit) ? held : null
  return freeBytes < limit ? reasonOf(freeBytes) : null
}
