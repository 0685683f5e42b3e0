import { useEffect, useRef } from 'react'
import { HistoryPane } from './HistoryPane'
import { useHistoryQuery } from '../history/use-history-query'
import { HistoryExport } from './HistoryFilters'

/** All runs that ever were, with their pauses. */
export function HistoryScreen() {
  const search = useHistoryQuery(null, 'week')
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    // What had the focus may have gone with the screen before.
    if (document.activeElement === document.body) main.current?.focus()
  }, [])
  return (
    <main ref={main} className="history" data-region tabIndex={-1}>
      <header className="screen-head history-head">
        <h1>History</h1>
        <HistoryExport query={search.query} />
      </header>
      <HistoryPane search={search} />
    </main>
  )
}
