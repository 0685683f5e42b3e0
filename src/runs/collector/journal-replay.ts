import { makeJournalFolder, readJournals, removeJournals, type JournalRecord } from './journal'
import type { ItemResult, Store } from './store'
import { resultOf, type RetryRules } from './verdict'

/**
 * Brings into the database what workers had done when the run before this one was killed, and begins with no journals.
 *
 * A record counts only for the very queue entry and try that it was written about. So one that is in the database
 * already changes nothing, and a kill meanwhile leaves all to the next start.
 */
export function takeUpJournals(folder: string, store: Store, rules: RetryRules): void {
  const results = readJournals(folder).flatMap((record) => resultIn(record, store, rules) ?? [])
  if (results.length > 0) store.keepResults(results)
  removeJournals(folder)
  makeJournalFolder(folder)
}

function resultIn({ order, outcome }: JournalRecord, store: Store, rules: RetryRules): ItemResult | null {
  const entry = store.queue.at(order.place)
  if (entry === null || entry.id !== order.id || entry.tries !== order.tries) return null
  return resultOf(entry, outcome, rules, () => 0)
}
