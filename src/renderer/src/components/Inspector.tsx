import type { ReactNode } from 'react'
import type { RunView } from '../../../shared/ipc'
import { bytes, lineCount, tableTime } from '../../../shared/wording'
import { useHistory, useRunStore } from '../run-store'
import { useProcessUse } from '../use-process-use'
import { useRunNow } from '../use-now'
import { showLog } from '../view-store'
import { cpuWords } from '../wording/custody'
import { neverSpawned, phaseOf } from '../wording/phase'
import { AutomationPanel } from './AutomationPanel'
import { DataPanel } from './DataPanel'
import { PauseFilePanel } from './PauseFilePanel'

/** The pause file and the process: what can be handled from outside the window. */
export function Inspector({ run }: { readonly run: RunView }) {
  return (
    <aside aria-label="Run details" className="inspector" data-region tabIndex={-1}>
      <PauseFilePanel run={run} />
      <DataPanel run={run} />
      <AutomationPanel run={run} />
      <ProcessPanel run={run} />
    </aside>
  )
}

function ProcessPanel({ run }: { readonly run: RunView }) {
  const now = useRunNow(run)
  const size = useRunStore((store) => store.logSizes[run.profileId])
  const log = size && size.runId === run.runId ? size : run.log
  const model = useHistory(run.profileId).result?.model
  const use = useProcessUse(run.profileId, run.pid)
  const { state } = run
  const exit = state.kind === 'ended' ? exitOf(state.outcome) : null
  return (
    <section className="process">
      <h2 className="label">Process</h2>
      <dl>
        {run.pid !== null && <Row label="PID">{run.pid}</Row>}
        {use && <Row label="CPU">{cpuWords(use)}</Row>}
        {use && <Row label="Memory">{bytes(use.memoryBytes)}</Row>}
        {exit !== null && <Row label="Exit">{exit}</Row>}
        {run.startedAt !== null && !neverSpawned(run) && <Row label="Started">{tableTime(run.startedAt, now)}</Row>}
        {state.kind === 'ended' && !neverSpawned(run) && <Row label="Ended">{tableTime(state.at, now)}</Row>}
        {run.commandLine.length > 0 && run.runId !== null && (
          <Row label="Command">
            <code title={run.commandLine.join(' ')}>{run.commandLine.join(' ')}</code>
          </Row>
        )}
        <Row label="Folder">
          <code title={run.workspace}>{run.workspace}</code>
        </Row>
        {phaseOf(run) === 'finished' && model && (
          <Row label="Model">
            <code title={model}>{model}</code>
          </Row>
        )}
        {log.lineCount > 0 && (
          <Row label="Log">
            <a
              href="#logs"
              className="link"
              onClick={(event) => {
                event.preventDefault()
                showLog('end')
              }}
            >
              {lineCount(log.lineCount)}, {bytes(log.byteCount)}
            </a>
          </Row>
        )}
      </dl>
    </section>
  )
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function exitOf(outcome: Extract<RunView['state'], { kind: 'ended' }>['outcome']): string | null {
  if (outcome.kind === 'completed') return '0'
  if (outcome.kind === 'failed') return `${outcome.exitCode}, by itself`
  if (outcome.kind === 'killed') return outcome.signal
  return outcome.kind === 'lost' ? 'Not known' : null
}
