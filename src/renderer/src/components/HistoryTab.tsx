import type { RunView } from '../../../shared/ipc'
import { useHistoryQuery } from '../history/use-history-query'
import { HistoryPane } from './HistoryPane'

/** The earlier runs of one profile, with their pauses. */
export function HistoryTab({ run }: { readonly run: RunView }) {
  const search = useHistoryQuery(run.profileId, 'all')
  return (
    <div
      role="tabpanel"
      id="panel-history"
      aria-labelledby="tab-history"
      className="history history-tab"
      data-region
      tabIndex={-1}
    >
      <HistoryPane search={search} />
    </div>
  )
}
