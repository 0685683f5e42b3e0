import type { RuleCondition } from '../../shared/holds'
import type { CollectionView } from '../../shared/ipc'

/** What the rule looks at of a collection. */
export type WaitingCollection = Pick<CollectionView, 'holds' | 'workers' | 'items'>

/** Workers are idle for a moment between two listings too; only this long they have nothing that they may do. */
const idleMs = 3000
/** A shorter wait isn't worth a pause. */
const shortestWaitMs = 5000

/** Holds from when no host may be asked until the first of them may be; `held` is what it found at the last look. */
export function nextRateLimit(
  held: RuleCondition | null,
  collection: WaitingCollection | null,
  now: number,
): RuleCondition | null {
  // Asked to wait, a collector that stands still tells of nothing new: the time alone ends it.
  if (held) return held.until !== null && now < held.until ? held : null
  if (!collection || collection.items.queued === 0 || collection.workers.length === 0) return null
  const allWait = collection.workers.every(({ phase, since }) => phase === 'idle' && now - since >= idleMs)
  const waits = collection.holds.filter(({ until }) => until > now).sort((a, b) => a.until - b.until)
  const [first] = waits
  if (!allWait || !first || first.until - now < shortestWaitMs) return null
  return { reason: { kind: 'rateLimit', host: first.host }, until: first.until }
}
