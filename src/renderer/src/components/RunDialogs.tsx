import type { RunView } from '../../../shared/ipc'
import { count } from '../../../shared/wording'
import { kill, startOver } from '../commands'
import { useHistory, useRunStore } from '../run-store'
import { useRunNow } from '../use-now'
import { closeDialog, useViewStore } from '../view-store'
import { itemsOf } from '../wording/collection'
import { isActive, phaseOf } from '../wording/phase'
import { killLoss } from '../wording/status'
import { startsOver } from '../wording/training-data'
import { AlertDialog, HarmlessButton } from './Dialog'
import { ChooseAnswerDialog } from './ChooseLineDialog'
import { PauseTestDialog } from './PauseTestDialog'
import { PauseUntil } from './PauseUntil'
import { VerifyDialog } from './VerifyDialog'
import { RemoveRunDialog } from './RemoveRunDialog'
import { SearchPathDialog } from './SearchPathDialog'

/** The question that is open, if any; it goes away by itself once there is nothing left to ask about. */
export function RunDialogs() {
  const dialog = useViewStore((store) => store.dialog)
  const run = useRunStore((store) => store.runs?.find((one) => one.profileId === dialog?.profileId))
  if (!dialog || !run) return null
  if (dialog.kind === 'verify') return <VerifyDialog run={run} />
  if (dialog.kind === 'pauseTest') return <PauseTestDialog run={run} />
  if (dialog.kind === 'searchPath') return <SearchPathDialog run={run} />
  if (dialog.kind === 'choosePausedLine') return <ChooseAnswerDialog run={run} answer="paused" />
  if (dialog.kind === 'chooseResumedLine') return <ChooseAnswerDialog run={run} answer="resumed" />
  const active = isActive(phaseOf(run))
  if (dialog.kind === 'pauseUntil') return active ? <PauseUntil run={run} /> : null
  if (dialog.kind === 'kill') return active ? <KillDialog run={run} /> : null
  if (dialog.kind === 'removeRun') return <RemoveRunDialog run={run} isActive={active} />
  return active ? null : <StartOverDialog run={run} />
}

function KillDialog({ run }: { readonly run: RunView }) {
  const history = useHistory(run.profileId)
  const now = useRunNow(run)
  return (
    <AlertDialog
      title={`Kill ${run.name}?`}
      onCancel={closeDialog}
      buttons={
        <>
          <HarmlessButton onPress={closeDialog}>Keep waiting</HarmlessButton>
          <button
            type="button"
            className="button"
            data-kind="danger-solid"
            data-size="control"
            // A key held down from before the question came up must not answer it.
            onKeyDown={(event) => {
              if (event.repeat) event.preventDefault()
            }}
            onClick={() => {
              closeDialog()
              kill(run.profileId)
            }}
          >
            Kill
          </button>
        </>
      }
    >
      {killLoss(run, history, now)}
    </AlertDialog>
  )
}

function StartOverDialog({ run }: { readonly run: RunView }) {
  const { saved } = useHistory(run.profileId)
  const items = itemsOf(run)
  const at = saved ? ` (${run.itemNoun} ${count(saved.item)}${items ? ` of ${count(items.total)}` : ''})` : ''
  return (
    <AlertDialog
      title={`Start ${run.name} over?`}
      onCancel={closeDialog}
      buttons={
        <>
          <HarmlessButton onPress={closeDialog}>Cancel</HarmlessButton>
          <button
            type="button"
            className="button"
            data-kind="primary"
            data-size="control"
            onClick={() => {
              closeDialog()
              startOver(run.profileId)
            }}
          >
            Start over
          </button>
        </>
      }
    >
      The saved progress{at} is set aside, not deleted. {run.name} then begins with the first {run.itemNoun}
      {startsOver(run) && ' of the data that is chosen now'}.
    </AlertDialog>
  )
}
