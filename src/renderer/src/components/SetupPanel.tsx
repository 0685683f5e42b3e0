import { useEffect } from 'react'
import type { RunView } from '../../../shared/ipc'
import { NBSP } from '../../../shared/wording'
import { canSaveNow, changesIn, type Draft, discardDraft, loadSetup, saveDraft, useDraft } from '../setup-store'
import { ask } from '../view-store'
import { isActive, phaseOf } from '../wording/phase'
import { BuiltInFooter, BuiltInSetup } from './BuiltInSetup'
import { Button } from './Button'
import { FormFooter } from './FormFooter'
import { PauseTestPanel } from './PauseTestPanel'
import { SetupForm } from './SetupForm'

/** How a run is set up. */
export function SetupPanel({ run }: { readonly run: RunView }) {
  const { profileId, own } = run
  const draft = useDraft(profileId)
  const isOwn = own !== null
  useEffect(() => void (isOwn && loadSetup(profileId)), [isOwn, profileId])
  return (
    <div role="tabpanel" id="panel-setup" aria-labelledby="tab-setup" className="pane" data-region tabIndex={-1}>
      {!own && <BuiltInSetup run={run} />}
      {own && draft && <SetupForm profileId={profileId} draft={draft} />}
    </div>
  )
}

/** What stands beside and below the form: what stopping means, removing, and the changes that aren't kept yet. */
export function SetupAside({ run }: { readonly run: RunView }) {
  const draft = useDraft(run.profileId)
  return (
    <>
      <aside aria-label="Run details" className="inspector" data-region tabIndex={-1}>
        <PauseTestPanel run={run} />
        {run.own && draft && <StoppingAndRemoving run={run} draft={draft} />}
      </aside>
      {run.own && draft && <SetupFooter run={run} draft={draft} />}
      {!run.own && <BuiltInFooter run={run} />}
    </>
  )
}

function StoppingAndRemoving({ run, draft }: { readonly run: RunView; readonly draft: Draft }) {
  const { kind, graceSeconds } = draft.setup.stop
  return (
    <>
      <section className="setup-aside">
        <h2 className="label">Stopping</h2>
        <p>
          Sends {kind === 'ctrlC' ? 'Ctrl+C' : 'SIGTERM'}, then waits {graceSeconds}
          {NBSP}s before it offers to kill the process.
        </p>
      </section>
      <section className="setup-aside">
        <h2 className="label">Remove</h2>
        <p>Takes the run off the list. Its files and logs stay.</p>
        <Button
          kind="danger"
          size="small"
          off={isActive(phaseOf(run)) ? `Stop ${run.name} first to remove it` : null}
          onPress={() => ask('removeRun', run.profileId)}
        >
          Remove run…
        </Button>
      </section>
    </>
  )
}

function SetupFooter({ run, draft }: { readonly run: RunView; readonly draft: Draft }) {
  const canSave = canSaveNow(draft, run.own?.otherPauseFile ?? null)
  return (
    <FormFooter
      changes={changesIn(draft)}
      off={isActive(phaseOf(run)) && !canSave ? `Stop ${run.name} first to change it` : null}
      onDiscard={() => discardDraft(run.profileId)}
      onSave={() => void saveDraft(run.profileId)}
    />
  )
}
