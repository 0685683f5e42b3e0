import type { RunView } from '../../../shared/ipc'
import { useHistory, useRunStore } from '../run-store'
import { useKnownUse } from '../use-process-use'
import { useProgramSearch } from '../use-program-search'
import { useRunNow } from '../use-now'
import { useViewStore } from '../view-store'
import { noticesOf, tellsUnanswered } from '../wording/notices'
import { phaseOf } from '../wording/phase'
import { Charts } from './Charts'
import { FailedListings } from './FailedListings'
import { LatestOutput } from './LatestOutput'
import { Notice } from './Notice'
import { PauseCard } from './PauseCard'
import { ProgressPanel } from './ProgressPanel'
import { RateLimits } from './RateLimits'
import { Verification } from './Verification'
import { Workers } from './Workers'

/** What a run is at, and what it has done so far. */
export function Overview({ run }: { readonly run: RunView }) {
  const history = useHistory(run.profileId)
  const shell = useViewStore((store) => store.shell)
  const quiet = useViewStore((store) => store.quiet[run.profileId] ?? null)
  const now = useRunNow(run)
  const use = useKnownUse(run.profileId)
  const foundRuns = useRunStore(({ runs }) => runs?.filter(({ found }) => found?.kind === 'reattached').length ?? 0)
  const search = useProgramSearch(run)
  const phase = phaseOf(run)
  // Who has come to rest is then the question, and stands before what was.
  const asksWorkers = phase === 'pausing' || phase === 'paused'
  return (
    <div role="tabpanel" id="panel-overview" aria-labelledby="tab-overview" className="pane" data-region tabIndex={-1}>
      {noticesOf(run, { history, now, shell, quiet, use, search, foundRuns }).map((notice) => (
        <Notice key={notice.key} run={run} notice={notice} />
      ))}
      {!tellsUnanswered(run, now, quiet) && <PauseCard run={run} />}
      <RateLimits run={run} />
      <ProgressPanel run={run} history={history} now={now} />
      <Verification run={run} />
      {asksWorkers && <Workers run={run} />}
      <Charts run={run} />
      {!asksWorkers && <Workers run={run} />}
      <FailedListings run={run} />
      <LatestOutput run={run} />
    </div>
  )
}
