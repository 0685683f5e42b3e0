import { Plus } from 'lucide-react'
import type { RunView } from '../../../shared/ipc'
import { pressFirst } from '../commands'
import { useHistory } from '../run-store'
import { type DraggedRow, useDraggedRuns } from '../use-dragged-runs'
import { useRunNow } from '../use-now'
import { openNewRun } from '../setup-store'
import { useSettling } from '../use-settling'
import { selectRun } from '../view-store'
import { controlsOf, quickName } from '../wording/controls'
import { lookOf, phaseOf } from '../wording/phase'
import { sidebarDetail } from '../wording/status'
import { AppLinks } from './AppLinks'
import { Button } from './Button'
import { FermataSign } from './Glyphs'
import { SlotIcon } from './SlotIcon'
import { StateSign } from './StateSign'
import { ThisComputer } from './ThisComputer'

/** All runs, each with its state and the one button that it mostly needs. */
export function Sidebar({ runs, shownId }: { readonly runs: readonly RunView[]; readonly shownId: string | null }) {
  const dragged = useDraggedRuns(runs)
  return (
    <div className="sidebar">
      <div className="brand" aria-hidden="true">
        <FermataSign width={20} />
        <span>Fermata</span>
      </div>
      <nav aria-label="Runs" className="runs" data-region tabIndex={-1}>
        <div className="runs-head">
          <h2 className="label">Runs</h2>
          <Button
            kind="ghost"
            size="tiny"
            label="Add run"
            icon={<Plus size={16} strokeWidth={1.75} aria-hidden="true" />}
            onPress={openNewRun}
          />
        </div>
        <ul>
          {runs.map((run) => (
            <RunRow key={run.profileId} run={run} shown={run.profileId === shownId} dragged={dragged(run)} />
          ))}
        </ul>
      </nav>
      <AppLinks />
      <ThisComputer />
    </div>
  )
}

function RunRow(props: { readonly run: RunView; readonly shown: boolean; readonly dragged: DraggedRow }) {
  const { run, shown, dragged } = props
  const now = useRunNow(run)
  const phase = phaseOf(run)
  const { label, tone } = lookOf(run)
  const detail = sidebarDetail(run, useHistory(run.profileId), now)
  return (
    <li className="run-row" data-shown={shown || undefined} {...dragged}>
      <a
        href={`#${run.profileId}`}
        className="run-link"
        draggable={false}
        aria-current={shown ? 'page' : undefined}
        onClick={(event) => {
          event.preventDefault()
          selectRun(run.profileId)
        }}
      >
        <StateSign phase={phase} size={20} />
        <span className="run-name">{run.name}</span>{' '}
        <span className="run-detail">
          <span data-tone={tone}>{label}</span>
          {detail && ` · ${detail}`}
        </span>
      </a>
      <QuickButton run={run} />
    </li>
  )
}

function QuickButton({ run }: { readonly run: RunView }) {
  const settling = useSettling(run)
  const { quick } = controlsOf(run)
  if (quick === null) return null
  return (
    <Button
      kind="ghost"
      size="small"
      className="quick"
      settling={settling}
      label={quickName(quick, run.name)}
      icon={<SlotIcon action={quick} size={14} />}
      onPress={(by) => {
        selectRun(run.profileId)
        pressFirst(run, by)
      }}
    />
  )
}
