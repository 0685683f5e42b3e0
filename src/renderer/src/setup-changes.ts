import type { OwnRunSetup, SetupField } from '../../shared/own-run'
import type { RunView } from '../../shared/ipc'
import { changeDraft, changesIn, discardDraft, loadSetup, saveDraft, useSetupStore } from './setup-store'
import { announce, showTab, useViewStore } from './view-store'

/** Starts a run with the program that was found in place of the one that wasn't; main asks first. */
export async function takeInstead(profileId: string): Promise<void> {
  const instead = (await window.fermata.findProgram(profileId))?.instead
  if (instead) await changeSetup(profileId, { program: instead.program })
  else announce('That was not possible now')
}

/** Asks which program a run is to be started with. */
export async function chooseProgram({ profileId, workspace }: RunView): Promise<void> {
  const program = await window.fermata.choosePath('program', workspace)
  if (program !== null) await changeSetup(profileId, { program })
}

/** Shows a run's form at a field. */
export function openSetupAt(field: SetupField): void {
  showTab('setup')
  useViewStore.setState({ setupField: field })
}

/**
 * Changes a part of what is kept of a run, outside its form.
 *
 * What can't be saved is shown there, and so is a form that is being filled in: that is its person's to save.
 */
export async function changeSetup(profileId: string, change: Partial<OwnRunSetup>): Promise<void> {
  await loadSetup(profileId)
  const draft = useSetupStore.getState().drafts[profileId]
  if (!draft) return announce('That was not possible now')
  const isBeingFilledIn = changesIn(draft) > 0
  changeDraft(profileId, change)
  if (isBeingFilledIn) return showTab('setup')
  const came = await saveDraft(profileId)
  if (came === 'declined') discardDraft(profileId)
  else if (came !== 'saved') showTab('setup')
}
