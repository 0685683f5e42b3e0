import type { RunView } from '../../../shared/ipc'
import { useAutomation, useRules } from '../automation'
import { BatteryRule, DiskRule, MemoryRule, OtherProgramsRule, RateLimitRule } from './ComputerRules'
import { WindowRules } from './WindowRules'

/** What may pause a run by itself, and when. */
export function AutomationTab({ run }: { readonly run: RunView }) {
  const view = useRules(run.profileId)
  const unsaved = useAutomation((store) => store.unsaved[run.profileId])
  const problem = unsaved ?? view?.problem
  return (
    <div
      role="tabpanel"
      id="panel-automation"
      aria-labelledby="tab-automation"
      className="pane rules"
      data-region
      tabIndex={-1}
    >
      {problem != null && (
        <p role="alert" className="rules-problem">
          {problem}
        </p>
      )}
      {view && (
        <>
          <WindowRules run={run} view={view} />
          <div>
            <div className="rules-head">
              <h2>When this computer is needed</h2>
            </div>
            <ul>
              <BatteryRule run={run} rule={view.rules.battery} />
              <OtherProgramsRule run={run} rule={view.rules.otherPrograms} />
              <MemoryRule run={run} rule={view.rules.lowMemory} />
              <DiskRule run={run} rule={view.rules.lowDisk} />
            </ul>
          </div>
          <div>
            <div className="rules-head">
              <h2>When a site pushes back</h2>
            </div>
            <ul>
              <RateLimitRule run={run} rule={view.rules.rateLimit} />
            </ul>
          </div>
        </>
      )}
    </div>
  )
}
