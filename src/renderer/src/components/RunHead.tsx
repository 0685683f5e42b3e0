import { FileCheck, FileX } from 'lucide-react'
import type { RunView } from '../../../shared/ipc'
import { useHistory } from '../run-store'
import { useRunNow } from '../use-now'
import { pauseFileChip } from '../wording/pause-file'
import { statusSentence } from '../wording/status'
import { DiskNotice } from './DiskNotice'
import { RunControls } from './RunControls'
import { StatePill } from './StatePill'
import { TabList } from './TabList'

/** What is always in sight of a run: its name, its state in a word and in a sentence, its buttons, its views. */
export function RunHead({ run }: { readonly run: RunView }) {
  const Icon = run.pauseFile.found.kind === 'nothing' ? FileX : FileCheck
  return (
    <div className="head" data-region tabIndex={-1}>
      <div className="head-row">
        <div className="head-title">
          <h1>{run.name}</h1>
          <StatePill run={run} />
          <span className="chip">
            <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
            {pauseFileChip(run)}
          </span>
          <StatusSentence run={run} />
        </div>
        <RunControls run={run} />
      </div>
      <DiskNotice />
      <TabList run={run} />
    </div>
  )
}

/** Changes each second while something is waited for; what is heard is said once per state, elsewhere. */
function StatusSentence({ run }: { readonly run: RunView }) {
  const history = useHistory(run.profileId)
  const now = useRunNow(run)
  return (
    <p role="status" aria-live="off" aria-label={`${run.name} status`} className="sentence">
      {statusSentence(run, history, now)}
    </p>
  )
}
