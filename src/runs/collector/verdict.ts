import type { QueueEntry } from './queue-table'
import { growingWaitMs } from './retry-after'
import type { ItemResult } from './store'
import type { Outcome } from './worker-messages'

/** What decides how often and when a listing is tried again. */
export interface RetryRules {
  readonly tries: number
  readonly retryWaitMs: number
}

/** A queue entry, as far as it matters what becomes of it. */
export type JudgedEntry = Pick<QueueEntry, 'id' | 'url' | 'tries'> & { readonly host: string }

/**
 * Decides what an outcome means for a queue entry; null when it simply comes next again.
 *
 * `openAt` says when a host may be asked.
 */
export function resultOf(
  entry: JudgedEntry,
  outcome: Outcome,
  rules: RetryRules,
  openAt: (host: string, now: number) => number,
): ItemResult | null {
  const { id, url, host } = entry
  if (outcome.kind === 'stored' || outcome.kind === 'unchanged') return { id, url, ...outcome }
  if (outcome.kind === 'problem') return outcome.free ? null : resultOfProblem(entry, outcome, rules)
  if (outcome.kind === 'untouched' || outcome.host === host) return null
  // A redirect led to a host that waits: this listing waits with it, and costs no try.
  const notBefore = Math.max(Date.now() + 1, openAt(outcome.host, Date.now()))
  return { id, url, kind: 'later', tries: entry.tries, notBefore, reason: `${outcome.host} asked to wait` }
}

function resultOfProblem(
  { id, url, tries: triesBefore }: JudgedEntry,
  { reason, again }: { readonly reason: string; readonly again: boolean },
  rules: RetryRules,
): ItemResult {
  const tries = triesBefore + 1
  if (!again || tries >= rules.tries) return { id, url, kind: 'failed', tries, reason }
  return { id, url, kind: 'later', tries, notBefore: Date.now() + growingWaitMs(rules.retryWaitMs, tries), reason }
}
