import type { HistoryQuery, HistoryResult, HistorySpan } from '../../shared/past-runs'

/** The condition that a question makes, and the values for its places. */
export interface Condition {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

const dayMs = 86_400_000
const spanMs: Readonly<Record<HistorySpan, number | null>> = {
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
  all: null,
}

const outcomesOf: Readonly<Record<HistoryResult, string | null>> = {
  any: null,
  active: 'outcome_kind IS NULL',
  finished: "outcome_kind = 'completed'",
  stopped: "outcome_kind = 'stopped'",
  failed: "outcome_kind IN ('failed', 'killed', 'notSpawned', 'lost')",
}

/** What is searched for a text. */
const searched = ['name', 'run_id', 'result', 'command']

/** Turns a question into a condition; each word of its text must be somewhere in what is written of a run. */
export function conditionOf({ text, profileId, result, span }: HistoryQuery, now: number): Condition {
  const parts = ['removed = 0']
  const values: (string | number)[] = []
  if (profileId !== null) {
    parts.push('profile_id = ?')
    values.push(profileId)
  }
  const outcomes = outcomesOf[result]
  if (outcomes !== null) parts.push(outcomes)
  const since = spanMs[span]
  if (since !== null) {
    // A run counts by when it was last at work.
    parts.push('coalesce(ended_at, ?) >= ?')
    values.push(now, now - since)
  }
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    parts.push(`(${searched.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR ')})`)
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    values.push(...searched.map(() => pattern))
  }
  return { sql: parts.join(' AND '), values }
}
