import { Ellipsis, FileText } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { HistoryDetails } from '../../../shared/past-runs'
import type { RunView } from '../../../shared/ipc'
import { counted } from '../../../shared/wording'
import { perform } from '../commands'
import { useRunStore } from '../run-store'
import { useNow } from '../use-now'
import { selectRun, showLogOf, showTab } from '../view-store'
import { activeMs, endSentence, fullTime, lengthText, pausedMs, phaseOfRow, settingsText } from '../wording/past-runs'
import { isActive, phaseOf } from '../wording/phase'
import { Button } from './Button'
import { CompareDialog } from './CompareDialog'
import { Glyph } from './Glyphs'
import { HistoryPauses } from './HistoryPauses'
import { MenuButton, type MenuItem } from './Menu'
import { RemovePastRunDialog } from './RemovePastRunDialog'
import { StateSign } from './StateSign'

/** What is open over the details. */
type Over = 'compare' | 'remove' | null

/** One past run: what came of it, how it spent its time, and each of its pauses. */
export function HistoryDetailsPane(props: {
  readonly run: HistoryDetails
  readonly isOfOneRun: boolean
  readonly onRemoved: () => void
}) {
  const { run, isOfOneRun } = props
  const now = useNow(run.endedAt === null ? 1000 : 60_000)
  const [over, setOver] = useState<Over>(null)
  const view = useRunStore((store) => store.runs?.find(({ profileId }) => profileId === run.profileId)) ?? null
  const openLog = (line: number | 'end') => showLogOf(run.profileId, run.isLatest ? null : run.runId, line)
  const logOff = offOfLog(run, view)
  return (
    <aside aria-label="Past run" className="history-details" data-region tabIndex={-1}>
      <div className="history-title">
        <StateSign phase={phaseOfRow(run, view)} size={20} />
        <h2>{isOfOneRun ? fullTime(run.startedAt) : run.name}</h2>
      </div>
      <p className="history-sentence">{endSentence(run, view, now)}</p>
      <div className="history-actions">
        <Button
          size="small"
          off={logOff}
          tipSide="left"
          icon={<FileText size={16} strokeWidth={1.75} aria-hidden="true" />}
          onPress={() => openLog('end')}
        >
          Open log
        </Button>
        <Button
          size="small"
          off={offOfStart(view)}
          icon={<Glyph name="play" />}
          onPress={() => {
            if (view) startAgain(view)
          }}
        >
          Start again
        </Button>
        <MenuButton
          size="small"
          label={`More actions for this run of ${run.name}`}
          icon={<Ellipsis size={16} strokeWidth={1.75} aria-hidden="true" />}
          items={moreItems(run, setOver)}
        />
      </div>
      <Times run={run} now={now} />
      <HistoryPauses run={run} now={now} showLine={logOff === null ? openLog : null} />
      {over === 'compare' && <CompareDialog run={run} onClose={() => setOver(null)} />}
      {over === 'remove' && <RemovePastRunDialog run={run} onRemoved={props.onRemoved} onClose={() => setOver(null)} />}
    </aside>
  )
}

function Times({ run, now }: { readonly run: HistoryDetails; readonly now: number }) {
  const isKnown = run.sameSettings !== null
  return (
    <dl className="history-times">
      <Time name="Started">{fullTime(run.startedAt)}</Time>
      {run.endedAt !== null && <Time name="Ended">{fullTime(run.endedAt)}</Time>}
      <Time name="Active">{lengthText(activeMs(run, now))}</Time>
      <Time name="Paused">{lengthText(pausedMs(run, now))}</Time>
      {run.asleepMs > 0 && <Time name="Asleep">{lengthText(run.asleepMs)}</Time>}
      <Time name="Settings">
        {isKnown ? (
          <button
            type="button"
            className="link"
            title={run.command.join(' ')}
            onClick={() => {
              selectRun(run.profileId)
              showTab('setup')
            }}
          >
            {settingsText(run.sameSettings)}
          </button>
        ) : (
          settingsText(null)
        )}
      </Time>
    </dl>
  )
}

function Time({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function moreItems(run: HistoryDetails, open: (over: Over) => void): readonly MenuItem[] {
  const compare: MenuItem = { label: 'Compare loss with…', onSelect: () => open('compare') }
  const remove: MenuItem = { label: 'Remove from history…', danger: true, onSelect: () => open('remove') }
  const isOver = run.endedAt !== null
  if (run.hasCurve && isOver) return [compare, null, remove]
  return isOver ? [remove] : [{ label: `Show ${run.name}`, onSelect: () => selectRun(run.profileId) }]
}

function startAgain(view: RunView): void {
  selectRun(view.profileId)
  // A run that was stopped has progress that would be set aside: that is asked first.
  perform(view, phaseOf(view) === 'finished' ? 'startAgain' : 'startOver')
}

function offOfStart(view: RunView | null): string | null {
  if (!view) return 'It is no longer set up'
  return isActive(phaseOf(view)) ? `${view.name} is running` : null
}

function offOfLog({ hasLog, pauses }: HistoryDetails, view: RunView | null): string | null {
  if (!view) return 'It is no longer set up'
  return hasLog ? null : `Its log was removed to make room; ${counted(pauses.length, 'pause')} kept`
}
