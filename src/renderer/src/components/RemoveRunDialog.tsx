import type { RunView } from '../../../shared/ipc'
import { removeRun } from '../setup-store'
import { closeDialog } from '../view-store'
import { AlertDialog, HarmlessButton } from './Dialog'

/** Asks before a run goes off the list. */
export function RemoveRunDialog({ run, isActive }: { readonly run: RunView; readonly isActive: boolean }) {
  return (
    <AlertDialog
      title={isActive ? `${run.name} is still running` : `Remove ${run.name}?`}
      onCancel={closeDialog}
      buttons={
        <>
          <HarmlessButton onPress={closeDialog}>{isActive ? 'Close' : 'Cancel'}</HarmlessButton>
          {!isActive && (
            <button
              type="button"
              className="button"
              data-kind="danger-solid"
              data-size="control"
              onClick={() => {
                closeDialog()
                void removeRun(run.profileId)
              }}
            >
              Remove run
            </button>
          )}
        </>
      }
    >
      {isActive
        ? 'Stop it first. Then it can be taken off the list.'
        : 'It goes off the list with its setup. Its files and its logs on the disk stay.'}
    </AlertDialog>
  )
}
