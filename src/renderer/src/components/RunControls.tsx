import { ChevronDown, Ellipsis, FileText, OctagonX, RotateCcw } from 'lucide-react'
import type { RunView } from '../../../shared/ipc'
import {
  chooseFirst,
  copyText,
  pauseUntil,
  performSecond,
  pressFirst,
  releaseHold,
  showPauseFile,
  stop,
} from '../commands'
import { testPause } from '../pause-tests'
import { useRunStore } from '../run-store'
import { duplicateRun, moveRun } from '../setup-store'
import { useSettling } from '../use-settling'
import { shortcutLabel } from '../use-window'
import { ask } from '../view-store'
import {
  controlsOf,
  isHeldByUser,
  secondLabels,
  slotLabels,
  type RunControls as Controls,
  type SecondAction,
} from '../wording/controls'
import { pauseTimes } from '../wording/pause-times'
import { isActive, phaseOf } from '../wording/phase'
import { Button } from './Button'
import { Glyph } from './Glyphs'
import { MenuButton, type MenuItem } from './Menu'
import { SlotIcon } from './SlotIcon'

const chevron = <ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" />

/** The buttons of a run: the first keeps its place whatever it does. */
export function RunControls({ run }: { readonly run: RunView }) {
  const controls = controlsOf(run)
  const settling = useSettling(run)
  const canVerify = useRunStore(
    ({ verifications }) =>
      run.runId !== null && verifications[run.profileId]?.state.kind !== 'running' && run.profileId in verifications,
  )
  const { first, firstMenu, second } = controls
  const kind = first.primary ? 'primary' : 'secondary'
  return (
    <div role="group" aria-label={`${run.name} controls`} className="controls">
      <span className="split">
        <Button
          kind={kind}
          off={first.off}
          settling={settling}
          icon={<SlotIcon action={first.action} />}
          onPress={(by) => pressFirst(run, by)}
        >
          {slotLabels[first.action]}
        </Button>
        {firstMenu && (
          <MenuButton
            kind={kind}
            label={firstMenu === 'pause' ? 'Pause options' : 'Resume options'}
            icon={chevron}
            items={firstMenuItems(run, firstMenu)}
          />
        )}
      </span>
      <SecondButton run={run} second={second} />
      <MenuButton
        label={`More actions for ${run.name}`}
        icon={<Ellipsis size={16} strokeWidth={2.25} aria-hidden="true" />}
        items={moreItems(run, canVerify)}
      />
    </div>
  )
}

function SecondButton({ run, second }: { readonly run: RunView; readonly second: Controls['second'] }) {
  return (
    <span className="split">
      <Button
        kind={second.action === 'kill' ? 'danger' : 'secondary'}
        off={second.off}
        icon={<SecondIcon action={second.action} />}
        onPress={() => performSecond(run, second.action)}
      >
        {secondLabels[second.action]}
      </Button>
      {second.menu && <MenuButton label="Stop options" icon={chevron} items={stopItems(run)} />}
    </span>
  )
}

function SecondIcon({ action }: { readonly action: SecondAction }) {
  if (action === 'stop') return <Glyph name="stop" />
  const Icon = { kill: OctagonX, startOver: RotateCcw, openLog: FileText, openLogAtError: FileText }[action]
  return <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
}

function firstMenuItems(run: RunView, menu: 'pause' | 'resume'): readonly MenuItem[] {
  const { profileId } = run
  const label = menu === 'pause' ? 'Pause until I resume' : 'Resume'
  return [
    { label, keys: shortcutLabel('pause'), onSelect: () => chooseFirst(run) },
    ...(menu === 'pause' ? timedPauses(profileId) : releases(run)),
    null,
    { label: `Copy ${menu} command`, onSelect: () => void copyText(profileId, menu) },
  ]
}

function timedPauses(profileId: string): readonly MenuItem[] {
  const times = pauseTimes(Date.now()).map(({ label, until }) => ({
    label,
    onSelect: () => pauseUntil(profileId, until),
  }))
  return [...times, { label: 'Pause until…', onSelect: () => ask('pauseUntil', profileId) }]
}

/** Who holds the run besides is to go on holding it. */
function releases(run: RunView): readonly MenuItem[] {
  if (!isHeldByUser(run)) return []
  return [{ label: 'Release only mine', onSelect: () => releaseHold(run.profileId, 'you') }]
}

function stopItems(run: RunView): readonly MenuItem[] {
  return [
    { label: 'Stop gracefully', keys: shortcutLabel('stop'), onSelect: () => stop(run) },
    null,
    { label: 'Kill…', danger: true, onSelect: () => ask('kill', run.profileId) },
  ]
}

function ownItems({ profileId }: RunView): readonly MenuItem[] {
  return [
    { label: 'Move up', onSelect: () => moveRun(profileId, 'up') },
    { label: 'Move down', onSelect: () => moveRun(profileId, 'down') },
    { label: 'Duplicate', onSelect: () => void duplicateRun(profileId) },
    null,
    { label: 'Remove run…', danger: true, onSelect: () => ask('removeRun', profileId) },
  ]
}

function moreItems(run: RunView, canVerify: boolean): readonly MenuItem[] {
  const show: MenuItem = { label: 'Show in folder', onSelect: () => showPauseFile(run.profileId) }
  const verify: MenuItem = { label: 'Verify this run…', onSelect: () => ask('verify', run.profileId) }
  const phase = phaseOf(run)
  const test: MenuItem = { label: 'Test the pause…', onSelect: () => testPause(run.profileId) }
  const items = [show, ...(isActive(phase) ? [] : [test]), ...(canVerify ? [verify] : [])]
  if (run.own) return [...items, null, ...ownItems(run)]
  if (isActive(phase) || phase === 'idle') return items
  return [...items, null, { label: 'Start over…', onSelect: () => ask('startOver', run.profileId) }]
}
