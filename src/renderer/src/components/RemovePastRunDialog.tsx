import type { HistoryDetails } from '../../../shared/past-runs'
import { counted } from '../../../shared/wording'
import { announce } from '../view-store'
import { AlertDialog } from './Dialog'

/** Asks before a run goes out of the history. */
export function RemovePastRunDialog(props: {
  readonly run: HistoryDetails
  readonly onClose: () => void
  readonly onRemoved: () => void
}) {
  const { run, onClose, onRemoved } = props
  const pauses = counted(run.pauses.length, 'pause')
  return (
    <AlertDialog
      title={`Remove this run of ${run.name}?`}
      onCancel={onClose}
      buttons={
        <>
          <button
            type="button"
            className="button"
            data-kind="secondary"
            data-size="control"
            data-harmless
            onClick={onClose}
          >
            Cancel
          </button>
          <button
            type="button"
            className="button"
            data-kind="danger-solid"
            data-size="control"
            onClick={() => {
              onClose()
              void window.fermata.removeHistoryRun(run.runId).then(({ ok }) => {
                if (ok) onRemoved()
                announce(ok ? 'Removed' : 'That was not possible now')
              })
            }}
          >
            Remove
          </button>
        </>
      }
    >
      {run.isLatest
        ? `What is known of it and its ${pauses} is deleted now, its log with the next run. This can’t be undone.`
        : `Its log and what is known of it and its ${pauses} are deleted. This can’t be undone.`}
      {' Saved progress and results in the working folder stay.'}
    </AlertDialog>
  )
}
