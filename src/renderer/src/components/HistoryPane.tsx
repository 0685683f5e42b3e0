import { useState } from 'react'
import type { HistorySearch } from '../history/use-history-query'
import { usePastRuns } from '../history/use-past-runs'
import { useRunDetails } from '../history/use-run-details'
import { HistoryDetailsPane } from './HistoryDetailsPane'
import { HistoryFilters } from './HistoryFilters'
import { HistoryTable } from './HistoryTable'

/** A list of past runs with its filters, and all that is known of the one that is chosen. */
export function HistoryPane({ search }: { readonly search: HistorySearch }) {
  const runs = usePastRuns(search.query)
  const [chosen, setChosen] = useState<string | null>(null)
  const selected = chosen ?? runs.row(0)?.runId ?? null
  const details = useRunDetails(selected)
  return (
    <>
      <HistoryFilters search={search} total={runs.total} />
      <div className="history-body">
        <div className="history-left">
          {runs.problem && (
            <p role="alert" className="setting-problem history-problem">
              {runs.problem}
            </p>
          )}
          {runs.total === 0 ? (
            <NoRuns search={search} />
          ) : (
            <HistoryTable key={JSON.stringify(search.query)} runs={runs} selected={selected} select={setChosen} />
          )}
        </div>
        {details && (
          <HistoryDetailsPane
            key={details.runId}
            run={details}
            isOfOneRun={search.isOfOneRun}
            onRemoved={() => setChosen(null)}
          />
        )}
      </div>
    </>
  )
}

function NoRuns({ search }: { readonly search: HistorySearch }) {
  const { text, result, span, profileId } = search.query
  const isFiltered = text !== '' || result !== 'any' || span !== 'all' || (!search.isOfOneRun && profileId !== null)
  return (
    <div className="history-none">
      <h2>{text === '' ? 'No runs' : `Nothing matches “${text}”`}</h2>
      {isFiltered ? (
        <button type="button" className="link" onClick={search.clear}>
          Show all runs
        </button>
      ) : (
        <p>Every run and each of its pauses appears here.</p>
      )}
    </div>
  )
}
