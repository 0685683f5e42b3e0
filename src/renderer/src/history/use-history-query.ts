import { useEffect, useMemo, useState } from 'react'
import type { HistoryQuery, HistorySpan } from '../../../shared/past-runs'

/** What past runs are looked for, and the way to look for others. */
export interface HistorySearch {
  /** What is asked of main; lags a moment behind what is typed. */
  readonly query: HistoryQuery
  /** What stands in the field. */
  readonly text: string
  /** Whether only runs of one profile are shown, which can't be changed. */
  readonly isOfOneRun: boolean
  type(text: string): void
  change(change: Partial<HistoryQuery>): void
  clear(): void
}

/** How long typing must pause before it is searched. */
const typingMs = 150

/** The filters of a list of past runs: of all, or of one profile. */
export function useHistoryQuery(onlyProfileId: string | null, span: HistorySpan): HistorySearch {
  const [text, setText] = useState('')
  const [searched, setSearched] = useState('')
  const [filters, setFilters] = useState<Omit<HistoryQuery, 'text'>>({ profileId: onlyProfileId, result: 'any', span })
  useEffect(() => {
    const timer = setTimeout(() => setSearched(text), typingMs)
    return () => clearTimeout(timer)
  }, [text])
  const query = useMemo(() => ({ ...filters, text: searched }), [filters, searched])
  return {
    query,
    text,
    isOfOneRun: onlyProfileId !== null,
    type: setText,
    change: (change) => setFilters((before) => ({ ...before, ...change })),
    clear: () => {
      setText('')
      setSearched('')
      setFilters({ profileId: onlyProfileId, result: 'any', span: 'all' })
    },
  }
}
